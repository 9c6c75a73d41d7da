"""Jobs and places in life that one person holds: "the only midwife in ...", "director of ..."."""

import re
from collections.abc import Iterator

from feedback_api.deidentify import cues
from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_STOP = (
    r"(?=[.,;:!?()\n\"\ufffb\ufffc]|$| (?:die|dat|en|maar|want|omdat|wie|waar|heb|heeft|had|is|was|ben|"
    r"weet|zie|wil|kan|moet|mag|doe|"
    r"krijg|hoor|vind|zegt|zei|wordt|werd|zit|spreekt|kent|vroeg|belde|gaf|beloofde|kreeg|krijg|kwam|"
    r"ging|hielp|helpt|werkt|"
    r"mis|merk|voel|ik|hij|zij|wij|"
    r"who|that|which|and|but|because|am|has|have|i|we|they|he|she|so|when|where|says|said|do|see|get|"
    r"told|asked|promised|helped|can|could|must|"
    r"never|always|zodat|toen|werk|terwijl|zonder|nooit|altijd)\b)"
)
_VERBS = "|".join(sorted(cues.SINGULAR_VERBS | cues.PERSON_VERBS))
_NO_VERB = rf"(?!(?:{_VERBS})\b)"
_WORD = r"[^\W_][\w'\-]{0,30}"
_CLAUSE = rf"(?:(?: {_NO_VERB}{_WORD}){{1,9}}?(?:{_STOP}|(?= (?:{_VERBS})\b))|(?: {_NO_VERB}{_WORD}){{1,5}})"
"""Up to a stop or a verb; where neither comes soon, five words."""
_UNIQUE = (
    r"(?:enige|enigste|allereerste|eerste en enige|only|single|sole|lone|"
    r"eerste vrouwelijke|first female|very first|last remaining)"
)
_DETERMINER = (
    r"(?:de|het|een van de (?:twee|drie)|onze|hun|our|their|the|"
    r"one of the (?:two|three)|one of only (?:two|three))"
)
_WHO = (
    rf"(?: (?:die|who|that)(?:(?: {_WORD}){{1,7}}?"
    r"(?=[.,;:!?\n]|$| (?:werd|wordt|is|was|moet|moest|kreeg|krijgt|krijg|en|and|maar|but|has|had|"
    rf"heeft|heb|kan|can|voel|word|ben|am)\b)|(?: {_WORD}){{1,7}}))?"
)
_ONLY = re.compile(
    rf"(?<!\w)(?:{_DETERMINER} |(?<=als )|(?<=as )|(?<=is )|(?<=ben )|"
    rf"(?<=was )){_UNIQUE}(?P<rest>{_CLAUSE}){_WHO}",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    rf"(?<!\w)(?:een van de (?:twee|drie|weinige)|one of (?:the |only )?(?:two|three|"
    rf"few)) (?!(?:brieven|redenen|dingen|things|reasons))(?P<rest>{_CLAUSE})",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:ben|als|was|is|am|as|i'm|he's|she's|zijn|are|waren|were|werd|ook) $", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:\w{2,30}(?:er|ster|ist|iste|eur|euse|trice|loog|arts|kundige|tolk|voogd|coach|leider|lid|"
    r"beambte|ambtenaar|kracht|moeder|vader|zus|broer|vrouw|"
    r"man|mannen|vrouwen|zoon|dochter|houder|ling|agent|meester|eigenaar|or|ian|ant|wife|woman|women|"
    r"nurse|doctor|cook|judge|member|"
    r"specialist|guard|parent)s?|tolk|arts|kok|voogd|man|vrouw|jongen|meisje|gezin|familie|family|kind|"
    r"child|boy|girl|person|persoon|iemand|someone|"
    r"advocaat|lawyer|imam|verloskundige|vroedvrouw|psycholoog|koerd|[a-z]{3,15}sprekende|speaker|"
    r"couple|stel|survivor|overlevende|student|client|cliënt|cliënte|pilot|piloot)\b",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r" (?:that|dat|because|omdat|when|als|if)\b| (?:\w{3,15} )?(?:ding|dingen|thing|things|manier|way|"
    r"probleem|problem|reden|reason|keer|time|"
    r"times|optie|option|oplossing|solution|wek?en|week|weeks?|"
    r"maand(?:en)?|months?|jaar|years?|dag(?:en)?|days?|brief|letter|brieven|letters|stap|step|vraag|"
    r"question|kans|chance|wat|waar|minpunt|pluspunt|"
    r"verbeterpunt|nadeel|voordeel|keus|keuze|choice|moment|informatie|information|tijd|gesprek|gehoor|"
    r"interview|afspraak|"
    r"appointment|pagina|page|regel|document|formulier|form|plek|place|contact|tip|punt|point|antwoord|"
    r"answer|klacht|complaint|one|"
    r"ones|uur|hour|hours|pauze|break|plaats|zin|sentence|versie|version|nummer|number|computer|kamer|"
    r"papier|paper|zorg|toilet|ander|other|"
    r"computer|printer|center|centre|matter|voorwaarde|weg|factor|error|door|floor|order|corner|winter|"
    r"zomer|summer|meter|teller|loper)\b",
    re.IGNORECASE,
)
_TITLE = (
    r"(?:locatiemanager|teamleider|teammanager|directeur|directrice|bestuurder|voorzitter|hoofd|"
    r"afdelingshoofd|unitmanager|regiomanager|regiodirecteur|"
    r"burgemeester|wethouder|korpschef|adjunct-directeur|coördinator|coordinator|projectleider|"
    r"programmamanager|oprichter|oprichtster|"
    r"conci[ëe]rge|huismeester|beheerder|beheerster|griffier|nachtportier|registrar|caretaker|janitor|"
    r"liaison|boss|baas|chef|dorpshoofd|wijkagent|schoolhoofd|matron|warden|headmaster|headmistress|"
    r"huisarts|dorpsarts|tandarts|verloskundige|midwife|vroedvrouw|organist|koster|ombudsman|"
    r"imam|predikant|dominee|pastoor|woordvoerder|woordvoerster|president|secretaris|penningmeester|"
    r"hoofdverpleegkundige|"
    r"location manager|team leader|director|deputy director|head|head nurse|chair(?= of)|chairman|chairwoman|"
    r"deputy minister|vice minister|onderminister|governor|gouverneur|ambassador|ambassadeur|consul|rector|"
    r"mayor|alderman|founder|principal|"
    r"unit manager|regional manager|secretary|treasurer|spokesperson|spokeswoman|spokesman)"
)
_TO_PLACE = (
    r"(?:(?: [\w'\-]{2,20}){0,5}? (?:(?:in|te|van|of|at|for|voor|bij) (?:the |de |het |"
    r"azc )?)?(?-i:[A-Z])[\w'\-]+"
    r"(?:[ \-](?-i:[A-Z])[\w\-]+)*(?! (?:in|te|of|van|at)\b))"
)
"""Up to a name, and not beyond: "burgemeester van Ommen steunt ons"."""
_HEAD = re.compile(
    rf"(?<!\w)(?:(?:ex|oud|voormalig|plaatsvervangend|deputy|former)[ \-])?{_TITLE}(?: (?!van|of|bij|at|"
    rf"in|te|voor|for)[\w\-]{{4,18}})? (?:van|of|bij|at|in|"
    rf"te|voor|for)(?:{_TO_PLACE}|{_CLAUSE})",
    re.IGNORECASE,
)
_HOUSE = (
    r"(?:azc|school|taalschool|club|team|kamp|camp|centre|center|centrum|buurthuis|dorp|village|church|kerk|"
    r"moskee|mosque|flat|opvang|locatie|location|shelter|hostel|hotel|stichting|foundation|court|chamber|gym|"
    r"library|bibliotheek|wijk|straat|street|town|stad|gemeente|council)"
)
_OURS = re.compile(
    rf"(?<!\w)(?:our|the|onze|ons|de|het) (?:[\w\-]{{2,15}} )?{_HOUSE}(?:'s|"
    rf"s)? (?:[\w\-]{{2,15}} )?{_TITLE}(?!\w)",
    re.IGNORECASE,
)
"""Somebody who does one thing for one house: "our school's IND liaison"."""
_THE_ONE = re.compile(
    rf"(?<!\w)(?:the one|de ene|die ene|that one) (?:[\w\-]{{3,20}} ){{0,2}}[\w\-]{{3,20}} (?:at|in|of|"
    rf"from|bij|"
    rf"van|uit) (?:[\w'\-]{{2,15}} ){{0,3}}{_HOUSE}(?!\w)",
    re.IGNORECASE,
)
_HEAD_HARMLESS = re.compile(r"(?:hoofd|head) (?:in|voor|for|bij|at|te)\b", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Span]:
    """Clauses that say somebody is the only one, and one-person posts with their place."""
    for pattern in (_ONLY, _ONE_OF):
        for match in pattern.finditer(reading.text):
            said_of_self = _SELF.search(reading.text[max(0, match.start() - 8) : match.start()])
            if not _HARMLESS.match(match["rest"]) and (said_of_self or _PEOPLE.search(match["rest"])):
                yield Span(match.start(), match.end(), Tag.JOB, "job")
    for pattern in (_OURS, _THE_ONE):
        yield from reading.find(pattern, Tag.JOB, "job")
    for span in reading.find(_HEAD, Tag.JOB, "job"):
        if not _HEAD_HARMLESS.match(reading.text[span.start : span.end]):
            yield span
