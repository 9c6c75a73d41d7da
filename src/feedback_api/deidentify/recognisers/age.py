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
_N = rf"(?:(?<![\d.,])1?\d{{1,2}}|\b{_NL}|\b{_EN})"
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
    r"kindje|mama|papa)"
)
_SPANS_TIME = (
    r"(?! ?(?:%|procent|percent|uur|uren|min|minuten|weken|week|maanden|maand|dagen|dag|keer|x\b|hours?|"
    r"minutes|weeks?|months?|days?|"
    r"times|tolken|brieven|mensen|vragen|people|letters|questions|pogingen|gesprekken|personen|van\b|"
    r"of\b|in\b|nachten))"
)
_UNIT = r"(?:jaar|jaren|jr|jarige|years?|yrs?|yr|y|j)"

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
    r"\b(?:in (?:de|the|my|his|her|mijn|zijn|haar) |eind |begin |early |late |mid )(?P<hit>(?:\d0'?s|"
    r"dertig|veertig|vijftig|zestig|zeventig|tachtig|twenties|thirties|forties|fifties|sixties|"
    r"seventies|eighties))\b(?! jaar)",
    re.IGNORECASE,
)
_MONTHS_OLD = re.compile(
    rf"\b(?:baby|kindje|newborn|zuigeling)(?: van| of|,) (?P<hit>{_N}) (?:maanden|maand|weken|dagen|"
    rf"months?|weeks?|days?)\b",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """Ages by their form ("34-jarige", "aged 7"), by who has them, and behind a name in brackets."""
    for pattern in (_OLD, _KEYWORD, _BECOMES, _KIN_IS, _OF_AGE, _BRACKET, _COMMA, _AS, _IN_THE, _MONTHS_OLD):
        yield from reading.find(pattern, Tag.AGE, "age")
