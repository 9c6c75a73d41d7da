"""Rare combinations that point at somebody without a name: family size, disability, a rare event."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_MANY = (
    r"(?:[5-9]|1\d|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|"
    r"five|six|seven|eight|nine|ten|eleven|twelve|thirteen)"
)
_CHILDREN = (
    r"(?:kinderen|kids|children|zonen|zoons|dochters|"
    r"sons|daughters|broers|zussen|brothers|sisters|kleinkinderen|grandchildren|grandkids)"
)
_FAMILY = re.compile(
    rf"(?<!\w)(?:(?:mijn|my|haar|zijn|onze|our|her|his|een|a|de|the|alleenstaande|"
    rf"single) )?(?:(?:\w{{3,15}} )?(?:gezin|familie|weduwe|weduwnaar|moeder|vader|vrouw|man|family|"
    rf"widow|widower|mother|father|woman|couple|echtpaar)"
    rf" (?:van|met|of|with) )?(?:mijn |my |haar |zijn |onze |our |her |"
    rf"his )?{_MANY} (?:\w{{3,12}} )?{_CHILDREN}(?!\w)",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"(?<!\w)(?:(?:mijn|my|haar|onze|our|her|een|a|de|the|met|"
    r"with) )?(?:\w{3,12} )?(?:eeneiige )?(?:tweeling(?:zus|broer|zusje|broertje|en)?|drieling|vierling|"
    r"twin (?:brother|sister|boys|girls|sons|daughters)s?|twins?|triplets|quadruplets)(?!\w)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?<!\w)(?:(?:mijn|my|haar|zijn|onze|our|her|his|een|a|de|the) )?(?:\w{3,15} )?"
    r"(?:(?:lost|lose|verloor|verloren|kwijt) (?:een|zijn|haar|beide|a|an|one|his|her|both) (?:\w{3,10} )?"
    r"(?:arms?|benen|been|legs?|hands?|handen|eyes?|oog|ogen|fingers|vingers|foot|feet|voet)|"
    r"broken (?:hip|back|neck)|gebroken (?:heup|rug|nek)|amputee|amputatie|verlamde?|paraly[sz]ed|"
    r"in (?:een|a|zijn|haar|mijn|his|her|my|the|de) (?:elektrische |electric )?(?:rolstoel|"
    r"wheelchair)|(?:zonder|without|met één|met een|with one|with only one|missing an?|missing his|"
    r"missing her|mist een|mist zijn|mist haar) "
    r"(?:\w{3,10} )?(?:arm|arms|been|benen|leg|legs|hand|hands|handen|oog|eye|eyes|ogen|vingers|fingers|"
    r"voet|foot)|eenarmige?|eenbenige?|one-armed|one-legged|one-eyed|"
    r"blinde (?:man|vrouw|jongen|meisje|vader|moeder|zoon|dochter|cliënt|client|broer|zus|student)|"
    r"dove (?:man|vrouw|jongen|meisje|vader|moeder|zoon|dochter|cliënt|client|broer|zus|student)|"
    r"(?:blind|deaf|disabled|autistic|gehandicapte|dove|blinde|autistische) (?:child|children|kid|kind|"
    r"kinderen|baby|person|persoon|kids)|(?:blind|deaf|dove|blinde) (?:brothers|sisters|men|women|"
    r"parents|couple|boys|girls|"
    r"broers|zussen|mannen|vrouwen|ouders|echtpaar)|(?:blind|deaf) (?:man|woman|boy|girl|father|mother|son|"
    r"daughter|client|brother|sister|student)|"
    r"doofstom\w{0,2}|blind en doof|doof en blind|blind and deaf|deaf and blind|deaf-mute|"
    r"doofblind\w{0,2}|dwerggroei|albino|albinisme|albinism|downsyndroom|down syndrome|"
    r"syndroom van down|beenprothese|armprothese|prosthetic (?:leg|arm|hand)|kunstbeen)(?!\w)",
    re.IGNORECASE,
)
_FAME = re.compile(
    r"(?<!\w)(?:(?:ik|i|hij|zij|ze|he|she|als|as|was|ben|is|am|een|a|an|de|the) ){0,4}(?:voormalige?|ex|"
    r"former|oud|bekende|beroemde|well-known|famous|(?<=ben )een|(?<=was )een|(?<=am )a|(?<=was )a|"
    r"(?<=as )a|(?<=als )|(?<=was ))[ \-]?(?:minister|generaal|general|kolonel|colonel|ambassadeur|"
    r"ambassador|"
    r"parlementslid|member of parliament|zanger|zangeres|singer|journalist|journaliste|tv-presentator|"
    r"tv-presentatrice|tv presenter|news presenter|nieuwslezer|nieuwslezeres|voetballer|footballer|"
    r"football player|"
    r"professional boxer|bokser|olympisch \w{3,15}|olympic \w{3,15}|helikopterpiloot|piloot|hoogleraar|"
    r"acteur|actrice|actor|actress|filmmaker|dichter|poet|schrijver|writer|astronaut|"
    r"imkers?|beekeeper|hartchirurg|heart surgeon|neurochirurg|surgeon|officier van justitie|"
    r"prosecutor)(?: (?:uit|van|from|of|in|bij|at) (?:de |het |the |een |"
    r"a )?[\w\-]{2,25}(?: [A-Z][\w\-]{1,20})?)?(?!\w)",
    re.IGNORECASE,
)


_FORMER = re.compile(
    r"(?<!\w)(?:an?|een|as|als|was|i'm|am|ben)[ \-](?:an? |een )?(?:former|ex|retired|voormalige?|"
    r"gepensioneerde?|oud)[ \-]"
    r"(?!(?:lawyer|guardian|colleague|client|advocaat|voogd|collega|cliënt|resident|bewoner|minor)\b)"
    r"(?:[\w\-]{3,20} )?[\w\-]{2,18}(?:er|or|ist|ian|ant|ge|cher|man|woman|eur|aar|ier|arts|loog|soldier|"
    r"pilot|nurse|cook|tailor|rechter|militair|soldaat|leraar|politieagent)(?!\w)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?:\b(?:an?|een|the|de|als|as|mijn|my|haar|her|zijn|his|alleenstaande|"
    r"single) )?(?:[\w\-]{3,15} ){1,2}"
    r"(?:of|with|van|met|without|zonder) $",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"(?: (?:with|met|(?:and|en)(?= (?:is|was|with|met|an?|een|our|my|no|geen) )|from|uit|of|van|"
    r"waarvan|waaronder|including|"
    r"zonder|without|"
    r"(?:who|that|die) (?:is|are|was|has|have|heeft|hebben|lost)|"
    r"(?:in|during|tijdens|door|by|after|na)(?= (?:an? |the |een |de |het )?(?:war|oorlog|prison|"
    r"gevangenis|"
    r"accident|ongeluk|explosi\w{1,3}|attack|aanslag|bomb\w{0,4}|fire|brand)))(?: [\w'\-]{1,20}){1,5}?)"
    r"(?=[.,;:!?()\n]|$| (?:should|was|is|has|had|must|can|could|moest|moet|werd|wordt|kreeg|krijgt|kan|"
    r"mag|heeft|had|zou|and|en|but|maar|asked|told|waited|waits|wacht|got|in|so|dus|zit|woont|slaapt|"
    r"sits|lives|slept)\b)",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"(?<!\w)(?:like |als |as )?(?:an?|een|the|de) (?:very |heel |zeer )?(?:famous|well-known|bekende|"
    r"beroemde) [\w\-]{3,20}"
    r"(?: (?:in|from|of|uit|van) [\w\-]{2,20})?(?!\w)",
    re.IGNORECASE,
)
_AND_NOW = re.compile(
    r"\b(?:i|he|she|my \w+|ik|hij|zij|ze|mijn \w+) (?:was|were|werkte als) (?P<hit>(?:an? |"
    r"een )[\w'\-]{3,20}"
    r"(?: [\w'\-]{1,20}){0,7}?)(?= (?:and|but|en|maar) (?:now|here|nu|hier)\b)",
    re.IGNORECASE,
)
_KIN_NOUN = (
    r"(?:mother|father|parents?|brother|sister|son|daughter|wife|husband|widow|boy|girl|child|baby|man|"
    r"woman|moeder|vader|ouders?|broer|zus|zoon|dochter|vrouw|weduwe|jongen|meisje|kind|familie|family)"
)
_KIN_OF = re.compile(
    rf"(?<!\w)(?:the|de|een|a) {_KIN_NOUN} (?:of|van) (?:the|de|het|een|a) {_KIN_NOUN} (?:who|that|die|dat)"
    r"(?: [\w'\-]{1,20}){1,6}?"
    r"(?=[.,;:!?()\n]|$| (?:was|is|has|had|must|moest|moet|werd|wordt|kreeg|and|en|but|maar|got|told)\b)",
    re.IGNORECASE,
)
"""Somebody known by what befell a relative: "the mother of the boy who drowned"."""
_ONCE = re.compile(
    r"(?<!\w)(?:an?|the|een|de|mijn|my|her|his|haar|zijn) (?:[\w\-]{2,15} ){1,3}(?:who|that|"
    r"die) (?:used to be|once was|was once|"
    r"used to work as|worked as|vroeger|ooit|werkte als)(?: [\w'\-]{1,20}){1,6}?"
    r"(?=[.,;:!?()\n]|$| (?:was|is|has|had|must|moest|moet|werd|wordt|kreeg|heeft|and|en|but|maar|got|"
    r"told)\b)",
    re.IGNORECASE,
)
_BACK_HOME = re.compile(
    r"\b(?:in my (?:own )?country|back home|in mijn (?:eigen )?land|in mijn vaderland|vroeger)"
    r",? (?:i|he|she|my \w+|ik|hij|zij|was|werkte)(?: (?:was|worked as|werkte als|als|ik|hij|zij|ben|am))*"
    r" (?P<hit>(?:an? |een |als )?(?!(?:not|niet|happy|free|blij|safe|veilig|it|het|afraid|bang|had|"
    r"have)\b)"
    r"[\w\-]{3,20}(?: (?:of|in|at|and|en|van|bij|op|for|voor|with|met|the|de|het|een|a|"
    r"[\w\-]{4,15})){0,8})",
    re.IGNORECASE,
)
_REACH = 60


def find(reading: Reading) -> Iterator[Span]:
    """Clauses on large families, twins, visible disabilities and public posts.

    Source: domain guide section 6 ("rare combinations").
    """
    for pattern in (_FAMILY, _MULTIPLE, _BODY, _FAME, _FORMER, _KNOWN, _KIN_OF, _ONCE):
        for span in reading.find(pattern, Tag.DETAIL, "quasi"):
            yield _whole_phrase(span, reading.text)
    for pattern in (_BACK_HOME, _AND_NOW):
        yield from reading.find(pattern, Tag.DETAIL, "quasi")


def _whole_phrase(span: Span, text: str) -> Span:
    """The span with the noun before it and what is added after: one trait points less than two."""
    left = _LEFT.search(text[max(0, span.start - _REACH) : span.start])
    right = _RIGHT.match(text[span.end : span.end + _REACH])
    start = span.start - len(left[0]) if left else span.start
    return Span(start, span.end + len(right[0]) if right else span.end, span.tag, span.found_by)
