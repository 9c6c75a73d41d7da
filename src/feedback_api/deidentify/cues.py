"""Words that announce a name, in Dutch and English (Presidio: context words)."""

import re

from feedback_api.deidentify.tokens import words

TITLES = words("""
    mevrouw mevr mvr mw meneer mijnheer menheer meester dhr heer heren mr mrs ms miss mister madam
    madame sir dr drs ing ir prof professor monsieur juf juffrouw aunty nan granny zuster broeder oom
    tante opa oma uncle auntie aunt imam pastoor dominee pater father brother sister hr fam familie
    ustad pastor papa mama daddy mommy nurse
    """)
_KIN = """
    man vrouw zoon dochter broer broertje zus zusje neef nicht vader moeder mama papa kind baby
    dochtertje zoontje vriend vriendin buurman buurvrouw echtgenoot echtgenote partner huisgenoot
    kamergenoot son daughter brother sister husband wife mother father cousin nephew niece friend
    neighbour neighbor roommate child uncle aunt
    """
_ROLES = """
    advo medewerker medewerkster gehoormedewerker hoormedewerker beslismedewerker beslisser ambtenaar
    hoorambtenaar tolk advocaat advocate voogd begeleider begeleidster contactpersoon casemanager
    vrijwilliger vrijwilligster collega receptioniste beveiliger arts huisarts psycholoog
    verpleegkundige dokter teamleider planner directeur rechter coördinator coordinator regievoerder
    gemachtigde cliënt client clienten cliënte interpreter lawyer officer solicitor caseworker guardian
    volunteer interviewer colleague receptionist doctor nurse psychologist manager supervisor teacher
    docent docente mentor coach consulent jeugdbeschermer judge official
    """
ROLES = words(_ROLES)
PERSONS = frozenset((_KIN + _ROLES).split()) | TITLES | words("heet heette genaamd named called naam name")
"""Words right before a name."""

PARTICLES = words(
    "van von der den de het ten ter te el al bin ibn ben abu abou umm la le du da dos di 't t d v vd af ould"
)
"""Small words inside a surname."""

TOWNS = words("azc pol col gemeente opvang noodopvang dorp stad locatie asielzoekerscentrum gevangenis")
PLACES = TOWNS | words("in te uit naar near at from to richting bij nabij rond omgeving regio town city")

PERSON_PHRASES = (
    "van de receptie", "van het azc", "van het coa", "van coa", "van de ind", "van vluchtelingenwerk",
    "van vwn", "van nidos", "van de balie", "van de gemeente", "van de beveiliging",
    "van de nachtdienst", "is de naam", "from reception", "from the reception", "from the coa",
    "from coa", "from the ind", "from nidos", "at reception", "from the desk", "at the help desk",
    "at the helpdesk", "at the info desk", "from the help desk", "of the helpdesk", "at the desk",
    "from the front desk", "at the front desk", "from vluchtelingenwerk", "is my name", "is mijn naam",
)  # fmt: skip

PERSON_VERBS = words("""
    zei zegt vroeg vraagt belde belt hielp helpt vertelde vertelt luisterde luistert heeft had werd kwam
    komt stuurde schreef nam gaf legde vond liet antwoordde beloofde sprak spreekt tolkte vertaalde
    lachte keek wist woont werkt said says asked told called helped explained gave took listened spoke
    speaks promised sent wrote laughed came rang cooks sings dances works lives translated interpreted
    answered phoned emailed
    smiled shouted
    """)

NEVER_NAMES = words("""
    de het een en of dat die dit deze der den van in op te ten ter voor met zonder om aan bij uit naar
    door over tot ik je jij u hij zij ze wij we jullie hun hen haar zijn mijn me mij ons onze uw niet
    geen wel ook maar want dus als is was ben bent waren heeft had hebben had zal zou kan kon mag moet
    wil will werd wordt worden gaat ging komt kwam er daar hier toen nu dan al nog weer heel erg zo te
    veel meer goed slecht altijd nooit vaak soms gewoon echt the a an and or that this these those of to
    on at for with without from by as is was were be been are am has have had do does did will would can
    could may might must shall should not no yes i you he she it we they me him her us them my your his
    its our their who what when where why how very too so but if because then there here now just never
    always often sometimes after before about during
    """)
"""Words that never are a name, whatever stands before them."""

CAPITAL_NAMES = words("""
    will hope rose bill mark grace joy max frank jan peter faith mercy dawn miles dean drew pat sue guy
    jack art storm roos vrede bloem iris linde heide sterre wende floor lot bas rob ton toon wolf pim
    ben wil job teun loes merel mees puck sam kim lee dion prince princess king queen duke blessing gift
    favour wisdom destiny miracle precious lucky happy bright innocent promise charity comfort patience
    peace victory glory angel testimony fortune marvelous wonderful goodness diamond princes sunshine
    silver gold pretty blue wise sunny royal clever pleasure bliss prudence temperance virtue success
    trust vreugde engel parel ster zonne blij wijs hoop trouw moed
    """)
"""Names that are everyday words as well: with a capital inside a sentence they are names."""

WHO_IS = re.compile(
    r"(?: is| was| werd| wordt) (?:de|het|een|mijn|onze|ons|hun|zijn|haar|the|a|an|my|our|their|her|"
    r"his) (?:[\w\-]{2,20} ){0,2}(?:"
    + "|".join(sorted(PERSONS - TITLES - {"kind", "man", "vrouw"}))
    + r")\b",
    re.IGNORECASE,
)
"""What follows a name when somebody is introduced: "X is our new planner"."""

NEVER_ALONE = words("""
    man baby lady lot link media page path park doctor lawyer judge officer general major per price
    press star captain case cash child author green red brown black white young long little lost made
    else ever reason room spring success worth hall prime test part hart val vorm gang versie zin
    zon licht baas bank part post lot maan max min niks oke pak rand raden steen tal talen toon wolf
    berg kort land landen les alleen anders elke ene na dan ken kent lieve nam prima ver west port dom
    del boel constant gaven hal moe rock redden hence hung hunt hurt kick kit lane lies mad mate math
    nail odd pat pleasant raid roll rush sad sing skip sky sole stone storm tea ties till tiny tone toy
    trace unknown unique urban valid wage ward wash wells wing wood add among chance christian floor
    friend brother sister
    """) - words("star storm wolf pat max")
"""Words on the name lists that open a sentence as plain words far more often than as a name."""

CALENDAR_NAMES = words("""
    may april june august january sunday friday monday easter summer winter autumn juni mei zomer
    ramadan eid noel
    """)
"""Names taken from the calendar: only a verb that people do, or another name, makes them one."""

DETERMINERS = words("""
    the a an my your his her its our their this that these those some any no every each more much such
    de het een mijn je jouw uw zijn haar ons onze hun dit dat deze die geen elke ieder meer veel zo'n
    m'n little great full new good own of in
    """)

AND = words("en and & n")

CLAUSE_OPENERS = words("""
    and but because when that then if while so before after since says said told think en maar omdat dat
    toen want als dus terwijl voordat nadat sinds zegt zei denk vind
    """)
"""Words that begin a clause: a bare noun right after one is its subject."""

SINGULAR_VERBS = words("""
    don't dont turned turns he she hij zij ze is was has had does did doesn't didn't isn't wasn't hasn't can
    can't cannot could
    couldn't would wouldn't should must never always also still really stays stayed lives waits waited
    wants wanted gets got goes went makes made keeps kept sits sat stood stands sleeps slept cries cried
    needs needed knows knew thinks thought feels felt looks looked tries tried left arrived started
    starts shares shared answers translates explains listens understands understood speaks drove drives
    works worked fell broke lost showed shows brought brings found finds sees saw heard read writes
    waited taught teaches cooks cooked ran runs runs let lets pays paid met meets heeft had kan kon wil
    wilde moet moest mag mocht zal zou gaat ging doet deed blijft bleef staat stond zit zat ligt lag
    slaapt wacht wachtte krijgt kreeg weet wist denkt dacht voelt ziet zag hoort hoorde leest las
    schrijft regelt regelde rijdt reed brengt bracht verloor viel liep loopt begon begint snapt takes
    took offers offered checks checked mentions mentioned reports reported raises raised adds added
    wonders suggests suggested proposes proposed agrees agreed says thinks wishes hopes complains
    complained presents visits visited handles handled signs signed meldt meldde biedt bood stelt stelde
    noemt noemde mist miste zoekt zocht belooft bedankt snapte begrijpt begreep huilt huilde deelt
    deelde meent vindt vond roept riep
    """)
"""Verbs in the third person singular; a bare possible name before one is its subject."""

MET = re.compile(
    r"\b(?:spoke(?:n)? (?:with|to)|speak(?:ing)? (?:with|to)|talk(?:ed|ing)? (?:with|to)|ask(?:ed)? for|"
    r"thanks to|thank you,?|called|phoned|emailed|met|wrote to|thank|tell|visited|told|groet|bedank|"
    r"bezocht|belde|ask(?:ed)?|contact|signed|ring|text|"
    r"gesproken met|sprak met|spreken met|praat met|praatte met|gepraat met|dankzij|dank aan|bedankt,?|"
    r"vraag naar|gevraagd aan|gebeld met|gemaild met|gesprek met|contact met|namens|van|met|door|aan|"
    r"interview with|appointment with|meeting with|conversation with|afspraak (?:met|bij)|with|by|from)"
    r" (?:de heer |mevrouw |mr\.? |ms\.? |mrs\.? )?$",
    re.IGNORECASE,
)
"""What stands before somebody who was met, asked, thanked or phoned."""

_ANYBODY = words("girl boy lady person meisje jongen dame student woman vrouw")
PRESENTED = re.compile(
    r" \((?:moeder|vader|zoon|dochter|mother|father|son|daughter|broer|zus|brother|sister|\d|aged|bijna|"
    r"almost|he|she|zij|hij|they|m\b|f\b|v\b|my|our|the|mijn|onze|de\b|that's|yes|ja|zo heet|dat is)|"
    r", (?:that's|that is|dat is|zo heet|zo noemen|yes really|real name)\b|"
    r", (?:my|our|his|her|their|the|a|an|mijn|onze|haar|zijn|hun|de|een) (?:[\w\-]{2,15} ){0,2}(?:"
    + "|".join(sorted((PERSONS - TITLES) | _ANYBODY))
    + r")\b|, (?:who|die|aged)\b|, (?:aged )?\d{1,2}\b",
    re.IGNORECASE,
)
"""What follows a name when it is said who bears it: an age in brackets, kin, a role."""

EPITHETS = words("""
    big little small old young fat tall crazy sweet dear uncle lange kleine dikke oude jonge gekke lieve
    grote sister brother auntie boss lil ouwe
    """)

NICKNAMES = words("big lil dikke kleine lange ouwe gekke")
"""Epithets so usual in nicknames that an unknown word after one is a name."""
"""Words put before a name to tell two bearers apart."""

ONE_LETTER_WORDS = words("a i u e o n r w x k y")
"""Letters that are words or chat for one, so that they are no initial."""

ANYTHING_VERBS = words("""
    is was has had does did doesn't didn't isn't wasn't hasn't can can't cannot could couldn't would
    wouldn't should must never always also still goes went starts started left arrived feels felt looks
    looked makes made brings brought ran runs heeft had kan kon wil wilde moet moest mag mocht zal zou
    gaat ging doet deed blijft bleef staat stond valt viel begint begon voelt
    """)
"""Verbs that a month, a day or a season is a subject of too."""

PRESENTED_KIN = re.compile(
    r"(?: \(|, (?=my |our |his |her |mijn |m'n |onze |zijn |haar ))(?:my |our |his |her |mijn |m'n |"
    r"onze |ons |"
    r"zijn |haar )?(?:[\w\-]{2,12} ){0,2}(?:moeder|vader|zoon|zoontje|dochter|dochtertje|broer|broertje|zus|"
    r"zusje|man|vrouw|vriend|vriendin|buurman|buurvrouw|tante|oom|neef|nicht|mother|father|son|daughter|"
    r"brother|sister|husband|wife|friend|neighbour|neighbor|cousin|aunt|uncle|roommate|niece|nephew)\b",
    re.IGNORECASE,
)
"""What says outright, after a name in lower case, who in the family bears it."""

FIRST_PERSON = words("me i ik my mijn myself")
"""How a writer says it is him beside a friend: "Summer and me"."""
