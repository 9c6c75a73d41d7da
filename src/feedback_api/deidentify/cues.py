"""Words that announce a name, in Dutch and English (Presidio: context words)."""

import re

from feedback_api.deidentify.tokens import words

TITLES = words("""
    mevrouw mevr mvr mw meneer mijnheer menheer meester dhr heer heren mr mrs ms miss mister madam
    madame sir dr drs ing ir prof professor monsieur juf juffrouw zuster broeder oom tante opa oma uncle
    auntie aunt imam pastoor dominee pater father brother sister hr fam familie ustad
    """)
_KIN = """
    man vrouw zoon dochter broer broertje zus zusje neef nicht vader moeder mama papa kind baby
    dochtertje zoontje vriend vriendin buurman buurvrouw echtgenoot echtgenote partner huisgenoot
    kamergenoot son daughter brother sister husband wife mother father cousin nephew niece friend
    neighbour neighbor roommate child uncle aunt
    """
_ROLES = """
    medewerker medewerkster gehoormedewerker hoormedewerker beslismedewerker beslisser ambtenaar
    hoorambtenaar tolk advocaat advocate voogd begeleider begeleidster contactpersoon casemanager
    vrijwilliger vrijwilligster collega receptioniste beveiliger arts huisarts psycholoog
    verpleegkundige dokter teamleider planner directeur rechter coördinator coordinator regievoerder
    gemachtigde cliënt client clienten cliënte interpreter lawyer officer solicitor caseworker guardian
    volunteer interviewer colleague receptionist doctor nurse psychologist manager supervisor teacher
    docent docente mentor coach consulent jeugdbeschermer judge official
    """
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
    speaks promised sent wrote laughed came works lives translated interpreted answered phoned emailed
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
    teun loes merel mees puck sam kim lee dion
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
