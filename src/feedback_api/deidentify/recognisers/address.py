"""Streets, house numbers, rooms and post boxes."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.tokens import words
from feedback_api.terms.text import Span, Tag

_ENDING = (
    r"(?:straat|straatje|str|laan|weg|plein|gracht|kade|dijk|singel|dreef|steeg|hof|pad|plantsoen|park|"
    r"baan|markt|wal|"
    r"allee|oord|haven|ring|hoek|veld|heide|akker|weide|kamp|brink|meent|donk)"
)
_HOUSE = (
    r"(?: ?\d{1,5}(?: ?[a-z](?!\w))?(?: ?[\-/] ?(?:\d{1,4}[a-z]?|[a-z](?!\w)))?"
    r"(?: ?(?:bis|hs|huis|i{1,3}|boven)(?!\w))?)"
)
_AT_HOUSE = re.compile(
    rf"(?<!\w)(?i:aan|op|naar|at) (?:de |het |'t )?"
    rf"(?P<hit>[A-Z][\w'\-]{{1,25}}(?: [A-Z][\w'\-]{{1,25}}){{0,2}}{_HOUSE})(?!\w)"
)
_DUTCH = re.compile(
    rf"(?<![\w\-])(?:[A-Z][\w'.]{{0,25}} (?:van |de |der |den |het ){{0,2}}){{0,3}}"
    rf"(?i:[^\W\d][\w'\-]{{0,30}}{_ENDING},?{_HOUSE})(?!\w)"
)
_NAMED_STREET = re.compile(
    r"(?<![\w\-])(?!(?:onder|door|uit|om|half|snel|terug|hoofd|lange|vlieg|buurt|heen|lucht|rij|levens|"
    r"lands|spoor|"
    r"sluip|doods|af|een|heer|op|gang|bos|zij|kies|tussen|invalids|inval|uitvals|rond|water|toe|voort|"
    r"weg|om)(?:weg|straat|laan|baan)\b)"
    r"[^\W\d_][^\W\d_'\-]{2,30}(?:straat|laan|plein|gracht|kade|singel|dreef|steeg|plantsoen)(?!\w)",
    re.IGNORECASE,
)
_CAPITAL_STREET = re.compile(
    r"(?<![\w\-.])(?:[A-Z][\w'\-]{1,25} ){0,3}[A-Z][\w'\-]{1,25}(?:weg|dijk|hof|pad|park|wal|markt)(?!\w)"
)
_ENGLISH = re.compile(
    r"(?<![\w\-])(?:\d{1,5}[a-z]?,? )(?:[^\W\d]\w{1,25} ){1,3}(?:street|st|road|rd|avenue|ave|lane|"
    r"drive|close|square|"
    r"crescent|terrace|boulevard|gardens|row|hill)\b\.?",
    re.IGNORECASE,
)
_ENGLISH_NAMED = re.compile(
    r"(?<![\w\-])(?:[A-Z][\w'\-]{1,25} ){1,3}(?:Street|Road|Avenue|Lane|Drive|Close|Square|Crescent|"
    r"Terrace|Boulevard)\b"
)
_ROOM = re.compile(
    r"\b(?:kamer|room|unit|blok|block|gebouw|building|appartement|apartment|flat|huisnummer|"
    r"house number|house|caravan|"
    r"chalet|paviljoen|barak|container|verdieping|floor|cel|cell|bed|tent|"
    r"hal|hall|zaal|stapelbed|kamernummer|room number|unitnummer)"
    r"(?: ?(?:nummer|number|nr|no|:|is|\.)){0,2} "
    r"?(?:[a-z]?[ \-]?\d{1,5}(?:[ .\-/]?[a-z](?!\w))?(?:[.\-/]\d{1,4})?(?!\w))",
    re.IGNORECASE,
)
_ROOM_SPELLED = re.compile(
    r"\b(?:kamer|room|unit|blok|block|gebouw|building|huisnummer|caravan|bed|tent|hal|"
    r"hall)(?: (?:nummer|number))? "
    r"(?:(?:nul|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|zero|one|two|three|four|"
    r"five|six|seven|"
    r"eight|nine|ten|eleven|twelve|\w{3,9}(?:teen|tien)|\w{0,16}(?:ty|tig))\b ?){1,4}(?<! )",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"\b(?:blok|block|gebouw|building|vleugel|wing|unit|paviljoen|"
    r"hal|hall|zaal|tent|gang|afdeling|section|sector)\b ?(?:[A-Z](?: ?\d{1,4})?)(?!\w)",
    re.IGNORECASE,
)
_BOX = re.compile(r"\b(?:postbus|po box|p\.o\. box|antwoordnummer)\b ?(?:nr\.? ?)?\d{1,6}", re.IGNORECASE)
_SURE = ("straat", "laan", "plein", "gracht", "kade", "singel", "dreef", "steeg")
_ROOMS = words("""
    kamer room unit blok block gebouw building appartement apartment flat huisnummer house caravan
    chalet paviljoen barak container verdieping floor cel cell bed tent hal hall zaal stapelbed
    kamernummer unitnummer postbus po antwoordnummer
    """)
_LETTER_EXCEPTIONS = frozenset("aiu")


def find(reading: Reading) -> Iterator[Span]:
    """Streets with a number, names that only streets have, rooms and post boxes."""
    for pattern in (
        _DUTCH,
        _AT_HOUSE,
        _NAMED_STREET,
        _CAPITAL_STREET,
        _ENGLISH,
        _ENGLISH_NAMED,
        _ROOM,
        _ROOM_SPELLED,
        _BOX,
    ):
        yield from _unlisted(reading, pattern)
    for span in reading.find(_LETTERED, Tag.ADDRESS, "address"):
        if reading.text[span.start : span.end].split()[-1] not in _LETTER_EXCEPTIONS:
            yield span


def _unlisted(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Matches that are not just a word that everybody uses ("snelweg", "straat")."""
    for span in reading.find(pattern, Tag.ADDRESS, "address"):
        if not _is_ordinary(reading.text[span.start : span.end], reading):
            yield span


def _is_ordinary(words: str, reading: Reading) -> bool:
    """Whether the first word is in everybody's mouth and only looks like a street ("ruwweg 27")."""
    first = words.split()[0]
    if words.lower() in reading.lexicon.domain:
        return True
    return (
        first.islower()
        and not first.endswith(_SURE)
        and reading.lexicon.is_listed(first)
        and first not in _ROOMS
    )
