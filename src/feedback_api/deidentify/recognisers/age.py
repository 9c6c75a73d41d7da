"""Ages, in digits and in words."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_ONES = "twee|drie|vier|vijf|zes|zeven|acht|negen"
_NL = (
    rf"(?:(?:een|{_ONES})(?:[eë]n)?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)|"
    rf"twintig|dertig|veertig|"
    rf"vijftig|zestig|zeventig|tachtig|negentig|honderd|tien|elf|twaalf|dertien|veertien|vijftien|"
    rf"zestien|zeventien|achttien|"
    rf"negentien|{_ONES})"
)
_EN_ONES = "two|three|four|five|six|seven|eight|nine"
_EN = (
    rf"(?:(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)(?:[ \-](?:one|{_EN_ONES}))?|"
    rf"ten|eleven|twelve|thirteen|"
    rf"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|{_EN_ONES})"
)
DUTCH_NUMBER, ENGLISH_NUMBER = _NL, _EN
_N = rf"(?:(?<![\d.,])1?\d{{1,2}}|\b{_NL}|\b{_EN})"
_TEEN_ON = rf"(?:(?<![\d.,])[1-9]\d|\b(?!(?:{_ONES}|{_EN_ONES})\b)(?:{_NL}|{_EN}))"
"""Ten and more: what few things but ages are said to "be"."""
_LIST = rf"{_N}(?:(?:, | en | and | of | or |/|-){_N}){{0,3}}"
_PEOPLE = (
    r"(?:zoon|zoontje|dochter|dochtertje|kind|kinderen|kleinkind|broer|broertje|zus|zusje|jongen|"
    r"jongens|meisje|meisjes|man|vrouw|"
    r"moeder|vader|oma|opa|neef|neefje|nicht|nichtje|baby|tweeling|minderjarige|cliënt|client|cliënte|"
    r"mevrouw|meneer|weduwe|"
    r"tiener|puber|jongere|iemand|student|pupil|amv|amv'er|alleenstaande|peuter|kleuter|tante|oom|"
    r"son|sons|daughter|daughters|child|children|boy|boys|girl|girls|brother|sister|mother|father|woman|"
    r"lady|wife|husband|"
    r"grandmother|grandfather|cousin|nephew|niece|kid|kids|minor|teenager|twins|person|someone|widow|"
    r"kindje|mama|papa|volunteer|vrijwilliger|vrijwilligster|resident|bewoner|bewoonster|refugee|"
    r"vluchteling|"
    r"applicant|patient|patiënt|guy|men|women|mannen|vrouwen|grandson|granddaughter|kleinzoon|kleindochter|"
    r"uncle|aunt|grandma|grandpa|mum|mom|dad|friend|vriend|vriendin|neighbour|buurman|buurvrouw|"
    r"girlfriend|boyfriend|infant|toddler|learner|leerling|asielzoeker|people|adult|volwassene)"
)
_SPANS_TIME = (
    r"(?! ?(?:%|procent|percent|uur|uren|min|minuten|weken|week|maanden|maand|dagen|dag|keer|x\b|hours?|"
    r"minutes|weeks?|months?|days?|"
    r"times|tolken|brieven|mensen|vragen|people|letters|questions|pogingen|gesprekken|personen|van\b|"
    r"of\b|in\b|nachten|met(?:er|re)s?|cm|kilo))"
)
_UNIT = r"(?:jaar|jaren|jr|jarige|years?|yrs?|yr|y|j)(?: (?:en|and) (?:een |a )?half)?"

_OLD = re.compile(
    rf"{_LIST}(?:[ \-]?{_UNIT}[ \-]?(?:oud|oude|old|of age)\b| ?[\-']?jarige\b|[ \-]?y/?o\b|"
    rf"(?:[ \-]?1/2|,5|\.5)[ \-]?{_UNIT}[ \-]oud)"
    rf"|{_N} (?:maanden|maand|weken|months?|weeks?)[ \-](?:oud|oude|old)\b",
    re.IGNORECASE,
)
_KEYWORD = re.compile(
    rf"\b(?:leeftijd|age|aged|lft|leeftijden|ages)\b[ :=]{{0,3}}(?:is |was |van |of |about |ongeveer |"
    rf"in de |in het |tussen |between )?"
    rf"(?P<hit>{_LIST}(?: {_UNIT}\b)?)",
    re.IGNORECASE,
)
_BECOMES = re.compile(
    rf"\b(?:ik|hij|zij|ze|i|he|she|wie|die|dochter|zoon|kind|client|cliënt|son|daughter)(?:'m|"
    rf"'s)? (?:is |was |ben |am |has |just |net |bijna |nu |pas |werd |wordt |word |turned |turns |"
    rf"turning |became |almost |nearly |only |now |still |inmiddels |over |ruim |toen |maar |op mijn |"
    rf"about ){{1,4}}"
    rf"(?P<hit>{_N}(?: {_UNIT}\b(?! (?:in|bezig|hier|onderweg|aan|wacht|en wacht|lang|werkzaam|voogd|"
    rf"advocaat|tolk|getrouwd|waiting|here|now|with)))?)(?!\w){_SPANS_TIME}(?! {_UNIT})(?! (?:van de|"
    rf"of the|\w+en)\b)",
    re.IGNORECASE,
)
_KIN_IS = re.compile(
    rf"\b(?:mijn|m'n|onze|haar|zijn|my|our|her|his|de|een|the|a) (?:\w{{2,15}} )?{_PEOPLE}(?: (?!die|"
    rf"dat|en|is)\w{{2,20}})? (?:is|was|werd|wordt|turned|are|zijn|turns) (?:nu |pas |al |only |now |"
    rf"just |maar |bijna |almost )?"
    rf"(?P<hit>{_LIST}(?: {_UNIT}\b)?)(?!\w){_SPANS_TIME}",
    re.IGNORECASE,
)
_OF_AGE = re.compile(
    rf"\b{_PEOPLE}(?: \w{{2,15}})?,? ?(?:van|of|aged|van net|van nog maar|van bijna|,|"
    rf"\() ?(?P<hit>{_LIST}(?: {_UNIT}\b)?)(?!\w){_SPANS_TIME}",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    rf"[\(\[] ?(?P<hit>(?:[mvfMVF][, /]{{0,2}})?(?<!\d)1?\d{{1,2}}(?: ?(?:{_UNIT}|m|v|f))?) ?[\)\]]",
    re.IGNORECASE,
)
_COMMA = re.compile(
    r"(?<=[a-zé\])\ufffb]), (?P<hit>[1-9]\d?(?: jaar| jr| years)?)(?=\)|,(?! \d))",
    re.IGNORECASE,
)
_AS = re.compile(
    rf"\b(?:als|as a|since i was|sinds mijn|toen ik|when i was|op mijn|at my|at age|"
    rf"sinds m'n) (?P<hit>{_N})(?:e|de|ste)?\b(?: was\b)?{_SPANS_TIME}",
    re.IGNORECASE,
)
_IN_THE = re.compile(
    r"\b(?:in (?:de|the|my|his|her|their|mijn|zijn|haar) |(?=eind|begin|early|late|mid|"
    r"half))(?P<hit>(?:(?:eind|begin|early|late|mid|"
    r"half)[ \-])?(?:\d0'?s|"
    r"twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|twenties|thirties|forties|"
    r"fifties|sixties|"
    r"seventies|eighties|nineties|teens))\b(?! jaar)",
    re.IGNORECASE,
)
_NAMED_IS = re.compile(
    rf"\ufffb\)?,? (?:is|was|turned|turns|werd|wordt|will be) (?:now |only |just |almost |nearly |about |"
    rf"over |bijna |nu |pas |net |maar |al )?(?P<hit>{_N})(?!\w)(?! {_UNIT})(?! \w+(?:s|en)\b){_SPANS_TIME}"
)
_TURNS = re.compile(
    rf"\b(?:turned|turning|turns|nog geen|not yet|almost|nearly|bijna|barely|amper) "
    rf"(?P<hit>{_TEEN_ON})(?!\w)(?! ?(?:%|o'clock|uur\b))(?! (?:\w{{3,12}} )?\w+(?:s|en)\b)",
    re.IGNORECASE,
)
_IS_ALONE = re.compile(
    rf"\b(?:is|was|am|i'm|are|she's|he's|ben|bent) (?P<hit>{_TEEN_ON})"
    rf"(?= ?[.,;!?)\n]|$| (?:and|but|with|en|maar|met|when|toen)\b)(?!,\d|\.\d)",
    re.IGNORECASE,
)
_I_AM = re.compile(
    rf"\b(?:i'?m|he'?s|she'?s|they'?re|ik ben|ben|hij is|zij is|ze is) (?:now |only |just |almost |"
    rf"nearly |nu |pas |net |al |bijna )?"
    rf"(?P<hit>{_N}(?:[.,]5)?)(?!\w)(?![.,:]\d)(?! (?:{_UNIT}|of|in|van|e|"
    rf"ste)\b)(?! (?:\w{{3,12}} )?[a-z]{{2,}}(?:s|en|ste|th|ers)\b)"
    rf"{_SPANS_TIME}",
    re.IGNORECASE,
)
_WRITTEN_DOWN = re.compile(
    rf"\b(?:they|ze|zij|he|she|you|jullie|computer|card|pas|file|systeem|system|"
    rf"dossier) (?:all )?(?:write|wrote|put|"
    rf"say|says|said|schreef|schreven|schrijven|zegt|zeggen|zeiden|think|thought|denken|dachten)"
    rf"(?: that| dat)?(?: i am| i'm| im| i was| ik ben| ik| hij| zij| he is|"
    rf" she is)? (?P<hit>{_TEEN_ON})(?!\w)"
    rf"(?=[.,;!?]|$| (?:in|on|op|but|and|maar|en|years|jaar|when|toen|instead|ben|is)\b)",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:is|was|van|of|wordt|werd|only|pas|nu|kleinste|jongste|youngest|en|and) (?P<hit>anderhalf|"
    r"(?:een|one|twee|two|drie|"
    r"three)[ \-](?:en|and)[ \-](?:een|a)[ \-]hal[fve]{1,2})"
    r"(?= jaar| years?|[.,;!?)]|$| (?:en|and|but|maar)\b)",
    re.IGNORECASE,
)
_BOTH = re.compile(
    rf"\b(?:both|each|allebei|beiden|beide|alle drie) (?:only |just |pas |nog maar )?(?P<hit>{_N})(?!\w)"
    rf"(?! (?:{_UNIT}\b|\w+(?:s|en)\b)){_SPANS_TIME}",
    re.IGNORECASE,
)
_THEY_ARE = re.compile(
    rf"\b(?:they are|they're|they were|zij zijn|ze zijn|zij waren|ze waren|children are|kinderen zijn) "
    rf"(?:now |only |just |nu |pas )?(?P<hit>{_LIST})(?=[.,;!?)]|$)",
    re.IGNORECASE,
)
_PRONOUN_YEARS = re.compile(
    rf"\b(?:ik|hij|zij|ze|i|he|she|me|mij) (?P<hit>{_N} {_UNIT}\b)(?! (?:in|bezig|hier|wacht|waiting|"
    rf"wait|here|now|with))",
    re.IGNORECASE,
)
_NOT_AGE = re.compile(rf"\b(?:not|niet|geen|no) (?P<hit>{_TEEN_ON})(?=[.,;!?]|$)", re.IGNORECASE)
_NAME_BRACKET = re.compile(
    rf"\ufffb ?[(,\[] ?(?P<hit>(?:about |almost |nearly |just |only |bijna |net |pas |ongeveer |aged |"
    rf"turned )?{_N}(?: (?:months?|weeks?|days?|maanden|maand|mnd|weken|"
    rf"dagen))?)(?! ?[:.]\d)(?!\w)(?= ?[),\];]| (?:in|on|and|en)\b)",
    re.IGNORECASE,
)
_MONTHS_OLD = re.compile(
    rf"\b(?:baby|kindje|newborn|zuigeling|infant|zoontje|dochtertje|(?:my|mijn|our|onze) (?:son|"
    rf"daughter|zoon|"
    rf"dochter|youngest|jongste|little one|kleine))(?: \w{{2,15}})?,?(?: (?:van|of|is|was|aged)(?: only|"
    rf" just| pas| "
    rf"nu| now)?|,| \() ?(?P<hit>{_N} (?:maanden|maand|mnd|weken|dagen|months?|weeks?|days?)"
    rf"(?: (?:and|en) (?:a half|een half))?)\b(?! (?:in|late|pregnant|zwanger|ziek|sick|kwijt|weg|away|"
    rf"gone|here|"
    rf"hier|without|zonder))",
    re.IGNORECASE,
)

_SHE_IS_MONTHS = re.compile(
    rf"(?:\b(?:she|he|hij|zij|ze) (?:is|was)|\b(?:she's|he's)|\ufffb,? (?:is|was|van|\())(?: only| just|"
    rf" now| pas| nu| net)? ?"
    rf"(?P<hit>{_N} (?:maanden|maand|mnd|weken|months?|weeks?))\b(?= ?[,.;!?)\n]|$| (?:and|en|but|maar|"
    rf"oud|old|now|nu)\b)",
    re.IGNORECASE,
)

_AND_A_HALF = re.compile(
    r"(?: (?:jaar|years?))?(?: (?:and a|en een) hal(?:f|ve)|[ \-]something|-plus|[ \-]ish)\b", re.IGNORECASE
)

_MIXED_UNITS = re.compile(
    rf"\b{_PEOPLE},?(?: (?:is|are|zijn|van|of|aged))? "
    rf"(?P<hit>{_N}(?:(?:, | en | and |/){_N}){{1,4}} (?:months?|weeks?|maanden|weken|mnd))(?!\w)",
    re.IGNORECASE,
)
"""Children of whom the youngest counts in months: "the kids 12, 9 and 6 months"."""

_PATTERNS = (
    _MIXED_UNITS,
    _SHE_IS_MONTHS,
    _OLD, _KEYWORD, _BECOMES, _KIN_IS, _OF_AGE, _BRACKET, _COMMA, _AS, _IN_THE, _MONTHS_OLD, _NAMED_IS,
    _TURNS, _IS_ALONE, _NAME_BRACKET, _I_AM, _WRITTEN_DOWN, _BOTH, _HALF, _THEY_ARE, _PRONOUN_YEARS, _NOT_AGE,
)  # fmt: skip


def find(reading: Reading) -> Iterator[Span]:
    """Ages by their form ("34-jarige", "aged 7"), by who has them, and behind a name in brackets."""
    for pattern in _PATTERNS:
        for span in reading.find(pattern, Tag.AGE, "age"):
            yield with_half(span, reading)


def with_half(span: Span, reading: Reading) -> Span:
    """An age with the half that is added to it: "two and a half"."""
    half = _AND_A_HALF.match(reading.text, span.end)
    return Span(span.start, half.end(), span.tag, span.found_by) if half else span
