"""Names of persons, by what announces them: titles, kin, roles, "my name is", a greeting."""

import re
from collections.abc import Iterator

from feedback_api.deidentify import cues
from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.recognisers.age import DUTCH_NUMBER, ENGLISH_NUMBER
from feedback_api.deidentify.tokens import Token, words
from feedback_api.terms.text import Span, Tag

_SAYS_NAME = re.compile(
    r"(?<!\w)(?:(?:mijn|me|m'n|zijn|haar|z'n|d'r|zn|my|his|her|the) (?:echte |eigen |volledige |voor|"
    r"achter|full |real |first |last |sur|family |roep)?"
    r"(?:naam|name)(?: is| was|:)|(?:ik|hij|zij|ze|die|dat|wie) heet(?:te)?n?|heet ik|(?:ik|hij|zij|"
    r"ze) (?:word|wordt) (?:ook )?genoemd|"
    r"genaamd|met de naam|onder de naam|naam ?:|name ?:|ondertekend|getekend|signed(?: by)?:?|named|"
    r"(?:i|he|she|who|is|was|am|they|people|everyone|friends) (?:is |was |am |are )?call(?:ed|s)?(?: me|"
    r" him| her| himself| herself)?|"
    r"by the name of|iedereen noemt me|noem(?:en|t|den|de)? (?:ze |we |wij |ik |iedereen )?(?:me|mij|"
    r"hem|haar|ons)|call me|groetjes?|groeten|"
    r"m\.?v\.?g\.?|vr\.? ?gr\.?|hartelijke groet|"
    r"met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|gr\.|grtz|liefs|hoogachtend|kind regards|"
    r"best regards|regards|"
    r"sincerely|yours truly|cheers|greetings|xx|afzender|namens|t\.a\.v\.|tav|c/o|"
    r"attn)(?:,? ?\n?[ :,]{1,2}|\n)(?:is |van |from |de heer |mevrouw )?",
    re.IGNORECASE,
)  # fmt: skip
_LETTERS = re.compile(
    r"(?<![\w.])(?!A\.U|S\.V|B\.V|N\.V|P\.M|U\.[SKN]|E\.U|P\.S|I\.[VPM])(?:[A-Z]\.){2,4}(?![\w])"
)
"""Initials alone, as summaries write people: "A.M."."""
_IS_NAME = re.compile(
    r"(?P<hit>[^\W\d_]{2,30}(?: [^\W\d_]{2,30})?) (?:is (?:de naam van|the name of|(?:de|mijn|zijn|"
    r"haar|my|his|her|the) (?:achter|voor|roep|sur|first |last |family |real )?(?:naam|name)\b)|"
    r"heet (?:ik|hij|zij|ze|mijn|onze|haar|de)|is (?:she|he) called|they call|noem(?:en|t|den|de) (?:ze|"
    r"we|wij|ik|iedereen) (?:hem|haar|mij|me|hun)|"
    r"(?:we|they|i|everyone|everybody) call(?:s|ed)? (?:him|her|me))\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z](?:\.|(?= [A-Z][a-z])) ?){1,5}(?:(?:van|de|der|den|ten|ter|el|al|"
    r"'t)[ \-]){0,3}[A-Z][\w'\-]{1,30}(?:-[A-Z]\w{1,30})?"
)
_TURNS_AGE = re.compile(
    rf"(?<![\w])(?P<hit>[A-Z][\w'\-]{{2,20}}) (?:has |just |net )?(?:turned|turns|wordt|werd) "
    rf"(?:\d{{1,2}}|{DUTCH_NUMBER}|{ENGLISH_NUMBER})(?!\w)"
)
"""Only people turn an age: "Chance turned thirty-three"."""
_IS_OF_AGE = re.compile(
    rf"(?<![\w])(?P<hit>[A-Z][\w'\-]{{2,20}}) (?:is|was) (?:only |just |now |almost |nearly |pas |nu |"
    rf"net |bijna )?"
    rf"(?:\d{{1,2}}|{DUTCH_NUMBER}|{ENGLISH_NUMBER})(?= ?[,.;!?)]|$| (?:and|en|but|maar|now|nu|years|"
    rf"jaar|months|"
    rf"maanden|weeks|weken)\b)"
)
"""People are of an age: "Pretty is eight"."""
_JOINED_PREFIX = re.compile(r"(?<!\w)(?:[Ee]l|[Aa]l|[Aa]bu|[Bb]in|[Aa]bd[eu]?l?)-[^\W\d_]{2,30}")
_TELLING_TITLES = words("""
    madam madame oma opa nan granny aunty auntie aunt uncle tante oom monsieur sir opoe juffrouw
    meester papa mama daddy mommy nurse pastor sister brother father pater imam pastoor dominee prof
    professor ustad broeder
    """)
"""Titles that go with the name: few people here bear them."""
_ONE_LETTER = re.compile(
    r"\b(?:cliënte?|client|heer|meneer|mevrouw|mevr\.|mw\.|dhr\.|pupil|familie|mr\.?|mrs\.?|ms\.?) "
    r"(?P<hit>(?-i:[A-Z])\.?)(?!\w)",
    re.IGNORECASE,
)
_MOST_NAMES = 3
_LONGEST_SHORT_TITLE = 4
_HEARS = words("hoorde besliste interviewde beoordeelde heeft")


def find(reading: Reading) -> Iterator[Span]:
    """Names after a cue, initials with a surname, and words that are introduced as a name."""
    yield from _after_titles(reading)
    for match in _SAYS_NAME.finditer(reading.text):
        yield from _name_from(match.end(), reading)
    for match in _IS_NAME.finditer(reading.text):
        first = match.start("hit") + _plain_prefix(match["hit"], reading)
        if first < match.end("hit"):
            yield Span(first, match.end("hit"), Tag.PERSON, "person")
    yield from reading.find(_ONE_LETTER, Tag.PERSON, "person")
    yield from reading.find(_LETTERS, Tag.PERSON, "person")
    yield from reading.find(_INITIALS, Tag.PERSON, "person")
    yield from _who_turns(reading)
    yield from _who_is_of_age(reading)
    yield from reading.find(_JOINED_PREFIX, Tag.PERSON, "person")


def _who_turns(reading: Reading) -> Iterator[Span]:
    for span in reading.find(_TURNS_AGE, Tag.PERSON, "person"):
        word = reading.text[span.start : span.end].lower()
        if word not in cues.NEVER_NAMES and word not in cues.PERSONS and word not in reading.lexicon.domain:
            yield span


def _who_is_of_age(reading: Reading) -> Iterator[Span]:
    """The word that opens a sentence on an age, unless it is too common to be a name."""
    for span in reading.find(_IS_OF_AGE, Tag.PERSON, "person"):
        word = reading.text[span.start : span.end].lower()
        lexicon = reading.lexicon
        plain = word in cues.NEVER_NAMES or word in cues.PERSONS or word in lexicon.domain
        if not plain and (word in cues.CAPITAL_NAMES or not lexicon.is_everyday(word)):
            yield span


def _plain_prefix(words: str, reading: Reading) -> int:
    """How many characters of a possible name are plain words before it; all of them, if the last is plain."""
    end = 0
    for match in re.finditer(r"\S+ ?", words):
        word = match[0].strip()
        named = word[:1].isupper() and word.lower() in cues.CAPITAL_NAMES
        if not named and (word.lower() in cues.NEVER_NAMES or word.lower() in reading.lexicon.domain):
            end = match.end()
    return end


def _name_from(at: int, reading: Reading) -> Iterator[Span]:
    """The one to three words of a name that begins at a place where a name must follow."""
    first = next((i for i, t in enumerate(reading.tokens) if t.start >= at), None)
    if first is not None and not reading.text[at : reading.tokens[first].start].strip(" '\"(:,"):
        yield from _name_span(first, reading, sure=True)


def _after_titles(reading: Reading) -> Iterator[Span]:
    for index, token in enumerate(reading.tokens[:-1]):
        if token.lower not in cues.TITLES or not _touches(index, reading):
            continue
        article = index > 0 and reading.tokens[index - 1].lower in (
            "de",
            "die",
            "deze",
            "een",
            "the",
            "this",
            "a",
        )
        for span in _name_span(index + 1, reading, sure=False, article=article):
            after = next((t.lower for t in reading.tokens if t.start > span.end), "")
            officer = after in _HEARS and reading.tokens[index].lower.startswith(
                ("mev", "mw", "dhr", "meneer", "heer")
            )
            if officer and after != "heeft":
                yield Span(token.start, span.end, Tag.ROLE, "person")
            elif token.lower in _TELLING_TITLES:
                yield Span(token.start, span.end, Tag.PERSON, "person")
            else:
                yield span


def _touches(index: int, reading: Reading) -> bool:
    """Whether a title is followed by a word of the same sentence; only short ones end in a point."""
    short = len(reading.tokens[index].text) <= _LONGEST_SHORT_TITLE
    return reading.gap(index) == " " or (short and reading.gap(index) in (". ", "."))


def _name_span(first: int, reading: Reading, *, sure: bool, article: bool = False) -> Iterator[Span]:
    """Particles and name words from a token on; ``sure`` where any word there is a name."""
    last, index, names = None, first, 0
    while index < len(reading.tokens) and names < _MOST_NAMES:
        token = reading.tokens[index]
        if index > first and not _continues(index - 1, reading):
            break
        if token.lower in cues.PARTICLES and index + 1 < len(reading.tokens):
            index += 1
            continue
        if not _could_be_name(token, reading, sure=sure and names == 0, article=article):
            break
        last, names, index = index, names + 1, index + 1
    if last is not None:
        yield Span(reading.tokens[first].start, reading.tokens[last].end, Tag.PERSON, "person")


def _continues(index: int, reading: Reading) -> bool:
    """Whether a name may go on after a word: no full stop between, except after an initial."""
    gap = reading.gap(index)
    return gap in (" ", "-", " - ") or (gap in (". ", ".") and len(reading.tokens[index].text) == 1)


def _could_be_name(token: Token, reading: Reading, *, sure: bool, article: bool) -> bool:
    lexicon = reading.lexicon
    if token.is_number or token.lower in cues.NEVER_NAMES or token.lower in cues.PERSONS:
        return False
    if token.lower in lexicon.domain or token.lower in cues.PERSON_VERBS:
        return False
    if sure and lexicon.is_name_too(token.lower):
        return True
    if token.is_capital:
        return True
    if token.lower in cues.SINGULAR_VERBS:
        return False
    return not lexicon.is_known(token.lower) or (lexicon.is_name_too(token.lower) and not article)
