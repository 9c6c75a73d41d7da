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
    r"sons|daughters|broers|zussen|brothers|sisters|kleinkinderen)"
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
    r"twins?|twin (?:brother|sister)|triplets|quadruplets)(?!\w)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?<!\w)(?:(?:mijn|my|haar|zijn|onze|our|her|his|een|a|de|the) )?(?:\w{3,15} )?"
    r"(?:in (?:een|a|zijn|haar|mijn|his|her|my|the|de) (?:elektrische |electric )?(?:rolstoel|"
    r"wheelchair)|(?:zonder|without|met één|met een|with one|with only one|missing an?|missing his|"
    r"missing her|mist een|mist zijn|mist haar) "
    r"(?:\w{3,10} )?(?:arm|arms|been|benen|leg|legs|hand|hands|handen|oog|eye|eyes|ogen|vingers|fingers|"
    r"voet|foot)|eenarmige?|eenbenige?|one-armed|one-legged|one-eyed|"
    r"blinde (?:man|vrouw|jongen|meisje|vader|moeder|zoon|dochter|cliënt|client|broer|zus|student)|"
    r"dove (?:man|vrouw|jongen|meisje|vader|moeder|zoon|dochter|cliënt|client|broer|zus|student)|"
    r"(?:blind|deaf) (?:man|woman|boy|girl|father|mother|son|daughter|client|brother|sister|student)|"
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


def find(reading: Reading) -> Iterator[Span]:
    """Clauses on large families, twins, visible disabilities and public posts.

    Source: domain guide section 6 ("rare combinations").
    """
    for pattern in (_FAMILY, _MULTIPLE, _BODY, _FAME):
        yield from reading.find(pattern, Tag.DETAIL, "quasi")
