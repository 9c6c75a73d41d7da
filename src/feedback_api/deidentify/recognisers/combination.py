"""Traits that together point at one person: origin, family, body, past, what the papers said."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.recognisers.origin import COUNTRY_OR_PEOPLE
from feedback_api.terms.text import Span, Tag

_KIDS = (
    r"(?:kinder(?:en)?|kids|child(?:ren|s)|zonen|zoons|dochters|jongens|meisjes|sons|daughters|boys|girls|"
    r"broers|zussen|brothers|sisters|kleinkinderen|grandchildren)"
)
_MANY = (
    r"(?:[4-9]|1\d|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve)"
)
_BODY = re.compile(
    r"\b(?:(?:in|with|met) (?:een |a |an |his |her |my |zijn |haar |mijn )?(?:wheelchair|rolstoel)|"
    r"(?:glass|glazen|one|1|een|één) (?:eye|oog|arm|leg|been|hand)|dwarslaesie|blinde?|deaf|dove|doof|"
    r"verlamde?|paraly[sz]ed|amput\w{2,6}|prothese|prosthe\w{2,5}|albino|litteken|scar(?:red)?|tattoos?|"
    r"tatoeage\w{0,2}|(?:six|seven|five)[ \-]foot\w{0,10}|twee meter lang|dwerg|midget|kreupel|limps?|"
    r"stotter\w{1,3}|stutter\w{0,5}|rood haar|red hair|ginger|brandwonden|burns on|syndroom|syndrome|"
    r"gehandicapte?|disabled|autis\w{2,5}|kunst(?:been|arm)|gehoorapparaat|guide dog|geleidehond)\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    rf"\b(?:{_MANY} (?:\w{{3,12}} )?{_KIDS}|(?:gezin|familie|family|moeder|mother|vader|father) (?:van|of) "
    rf"{_MANY}|(?:\w{{2,6}})?(?:tweeling|drieling|vierling|vijfling)\w{{0,4}}|twins?|triplets|quadruplets|"
    rf"quintuplets|sextuplets|weduwe|weduwnaar|widow(?:er)?|wees|orphans?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:ex-\w{3,20}|oud-\w{3,20}|voormalige? \w{3,20}|former \w{3,20}|retired \w{3,20}|used to \w{2,12}|"
    r"(?:vroeger|ooit) (?:\w{2,15} ){0,3}(?:was|werkte|had|president\w{0,4}|speelde|zong)|(?:was|werkte|"
    r"gaf|speelde|zong) (?:\w{2,15} ){0,4}(?:vroeger|ooit)|once (?:was|played|sang|ran|had|won)|back then "
    r"(?:i|he|she) was)\b",
    re.IGNORECASE,
)
_EXPOSED = re.compile(
    r"\b(?:(?:op|on|in|from|van) (?:all the |alle |de |het |the |that |die |dat )?(?:tv|televisie|"
    r"television|radio|"
    r"news|nieuws|"
    r"krant(?:en)?|newspapers?|papers|\w{0,12}journaal|posters?|film|movie|documentaire|documentary|"
    r"youtube|headlines)|the news|het nieuws|tv[ \-](?:\w{2,12} )?(?:show|bekendheid|ster|star|programma|"
    r"presentat\w{2,6}|host)|(?:\w{3,8} )?(?:nieuwslezer|newsreader|weerbericht|weerman|viral)|"
    r"beroemd\w{0,2}|famous|bekendheid|well[ \-]known|iedereen (?:ken(?:t|de)?) (?:mij|me|ons|hem|haar|"
    r"hun|m)|(?:everybody|everyone|they all|people all|all) (?:know|knows|recogni[sz]e\w?|point\w?) "
    r"(?:at |on )?(?:me|us|my|him|her|them)|wereldkampioen\w{0,4}|olymp\w{3,8}|world champion\w{0,4}|"
    r"nationa(?:al|le) (?:team|elftal|ploeg)|national team|medal\w{0,3}|medaille\w{0,2}|president(?:'s)?|"
    r"minister)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:sole survivor|only survivor|(?:enige )?overleven(?:de|den)|verdronk\w{0,3}|drown\w{0,3}|"
    r"(?:fishing|rubber) ?(?:boat|boot)|(?:in|uit|from|out of) (?:de |the |a |een )?(?:truck|"
    r"vrachtwagen|lorry|"
    r"gracht|canal|container|rivier|river)|on fire|in brand|dichtgenaaid|sewn shut|hongerstak\w{2,4}|"
    r"hunger strike\w{0,2}|convicted|veroordeeld\w{0,2}|(?:the|het) (?:\w{3,12} )?(?:trial|proces)|vermoord|"
    r"murdered|stabbed|neergestoken|ontvoerd|kidnapped|gemarteld|tortured|explosi\w{1,4}|bomb\w{0,4}|"
    r"aanslag|aardbeving|earthquake|shot (?:dead|by)|doodgeschoten|executed|ge[ëe]xecuteerd|kerkasiel|"
    r"in de kerk|born on|geboren op|(?:saved|rescued|gered|redde) (?:a|the|een|het|dat|die)|(?:won|winnaar|"
    r"winner|kampioen|champion|record))\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:(?:ik |i |he |she |hij |zij |ze )?(?:ben |bent |am |is |was |im |i'm )?(?:die|dat|that|this|"
    r"the|de|het) "
    r"(?:ene|one|ones|zelfde|same)\b|(?:die|that|the|de|het|dat) (?:[\w\-]{3,15} )?(?:jonge?n?|meisje|man|"
    r"vrouw|gozer|gast|guy|girl|boy|lad|lady|woman|bloke|dude|kid|couple|stel|gezin|familie|family|broers?|"
    r"zus(?:sen)?|person|persoon) (?:die|dat|who|whose|whos|with|met|from|van|uit|wiv)|(?:the|that|die|"
    r"de|het|dat) [\w\-]{4,18} (?:who|whose|die) "
    r"|(?:one|ones) "
    r"(?:who|whose|whos|with|from)|dezelfde (?:is )?(?:die|als)|it was (?:my|our|his|her) \w{3,10}|"
    r"(?:zijn|is|be) dat gezin|she is the|hij is de|zij is de|he is the)",
    re.IGNORECASE,
)
_TRAITS = (_BODY, _FAMILY, _PAST, _EXPOSED, _EVENT)
_TELLING = (_EXPOSED, _EVENT)
_SENTENCE = re.compile(r"[^.!?;\n\u2014()]+")
_LEFT = re.compile(
    r"(?:\b(?:ik|i|he|she|we|wij|hij|zij|ze|mijn|my|our|onze|haar|zijn|his|her|een|a|an|the|de|het|die|dat|"
    r"that|some|ben|am|is|are|was|im|i'm|als|as|voor|for|picture|ooit|client|mother|father|vrouw|man|"
    r"moeder|vader|couple|[\w\-]{3,12}) ){1,3}$",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"(?: (?!(?:and|but|en|maar|so|dus|want|because|omdat)\b|(?:asked|vroeg|weigert|verzoekt|wil|wants|has|"
    r"heeft|is|was|moet|must|kreeg|got|meldt|told)\b)[\w'\-]{1,20}){1,6}"
)
_LEAST_LETTERS = 12


def find(reading: Reading) -> Iterator[Span]:
    """Stretches where two traits of one person meet, or where a public event is tied to a person.

    Source: domain guide section 6 ("rare combinations"); WP29 opinion 05/2014, singling out.
    """
    for sentence in _SENTENCE.finditer(reading.text):
        yield from _in_sentence(sentence, reading.text)


def _in_sentence(sentence: re.Match[str], text: str) -> Iterator[Span]:
    start, end = sentence.span()
    hits = [match.span() for trait in _TRAITS for match in trait.finditer(text, start, end)]
    origin = COUNTRY_OR_PEOPLE.search(text, start, end)
    if origin is not None:
        hits.append(origin.span())
    pointing = _POINTING.search(text, start, end)
    told = any(trait.search(text, start, end) for trait in _TELLING)
    if len(hits) < 2 and not (pointing and told):
        return
    if pointing:
        hits.append(pointing.span())
    first, last = min(h[0] for h in hits), max(h[1] for h in hits)
    left = _LEFT.search(text, start, first)
    right = _RIGHT.match(text, last, end)
    first = left.start() if left else first
    last = right.end() if right else last
    if last - first >= _LEAST_LETTERS:
        yield Span(first, last, Tag.DETAIL, "quasi")
