"""Names of organisations small enough to point at somebody."""

import re
from collections.abc import Iterator

from feedback_api.deidentify import cues
from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.tokens import words
from feedback_api.terms.text import Span, Tag

_KINDS = words("""
    stichting vereniging basisschool school college lyceum mavo hotel motel hostel camping vakantiepark
    kerk moskee tempel synagoge kliniek ziekenhuis zorginstelling huisartsenpraktijk praktijk apotheek
    advocatenkantoor kantoor bureau tolkbureau vertaalbureau restaurant winkel supermarkt bakkerij
    slagerij fabriek bedrijf garage sportclub voetbalclub club buurthuis wijkcentrum schip boot
    cruiseschip hotelschip foundation association church mosque clinic hospital pharmacy firm agency
    bakery factory company ship charity primaryschool university universiteit uitzendbureau hogeschool
    roc isk sporthal kazerne zorgcentrum verzorgingshuis verpleeghuis ggz ggd obs cbs rkbs zorggroep
    huisartsenpost gezondheidscentrum verzorgingstehuis kinderdagverblijf crèche manege boerderij
    taalcafé taalcafe taalhuis taalschool taalpunt steunpunt inloophuis voedselbank kringloop kringloopwinkel
    parochie buurtcentrum jongerencentrum fonds federatie bond koor zangkoor centrum center centre
    bibliotheek library museum kapper kapsalon café cafe pizzeria snackbar gym sportschool scouting atelier
    theater theatre taxi taxibedrijf transport tandartspraktijk notaris makelaar woningcorporatie instituut
    institute academie academy nursery daycare kindergarten creche peuterspeelzaal opvanghuis gasthuis
    hospice bedrijfje shop store warehouse farm supermarket lawfirm temple synagogue network netwerk
    taalklas huiskamer buurtkamer mosque chapel kapel klooster toko barbershop barber salon studio project
    werkplaats workshop moestuin voetbalschool tuincentrum kringloopcentrum fietsenwinkel fietsenmaker
    repaircafé repaircafe kindergarten
    """)
_AFTER = re.compile(
    r"(?<![\w\-])(?:[A-Z][\w'\-]*(?: (?:&|en|and|van|de|der) | & | ))+(?:Advocaten|Advocatuur|"
    r"Advocatenkantoor|Lawyers|Solicitors|Law|Legal|Foundation|"
    r"Stichting|School|College|Hotel|Hospital|Ziekenhuis|Kliniek|Clinic|Church|Kerk|Moskee|Mosque|"
    r"Bakery|Bakkerij|Courier|"
    r"Logistics|Ltd|B\.?V\.?|VOF|GmbH|Uitzendbureau|Tolken|Vertalingen|Group|Groep|Zorg|Care|University|"
    r"Charity|Trust|Center|Centre|Hub)(?!\w)"
)
_AFTER_LOWER = re.compile(
    r"(?<!\w)[^\W\d_]{3,25} (?:en|&|and) [^\W\d_]{3,25} (?:advocaten|lawyers|solicitors|tolken)(?!\w)",
    re.IGNORECASE,
)
_AMPERSAND = re.compile(r"(?<![\w\-])[A-Z][\w'\-]{2,} & [A-Z][\w'\-]{2,}(?: [A-Z][\w\-]+)?(?!\w)")
"""Two words with capitals that a sign ties: "Books & Beans"."""
_PURPOSE = re.compile(
    r"(?<![\w\-])(?:[A-Z][\w'\-]+ ){1,3}(?:for|voor|without|zonder|helpen|help) "
    r"[A-Z][\w'\-]+(?: [A-Z][\w'\-]+)*(?!\w)"
)
"""A name that says what a group is for: "Lawyers for Newcomers", "Samen voor Buren"."""
_CAPITAL_RUN = re.compile(
    r"(?<=[a-z,] )[A-Z][a-z'\-]+(?: (?:&|of|van|de|der|het|the) | )[A-Z][a-z'\-]+"
    r"(?: [A-Z][a-z'\-]+){0,3}(?!\w)"
)
"""Ordinary words with capitals in a row inside a sentence: "Lawyers Abroad", "Open House"."""
_KIND_AFTER = re.compile(
    r"(?<![\w\-])(?:[A-Z][\w'\-]+ (?:(?:&|and|en|of|de|van) )?){1,3}(?:church|practice|school|club|"
    r"clinic|mosque|"
    r"foundation|hospital|shop|bakery|law firm|firm|lawyers|hotel|choir|library|cent(?:re|er)|"
    r"supermarket|pharmacy|"
    r"college|academy|kerk|praktijk|kliniek|moskee|stichting|winkel|bakkerij|apotheek|koor|bibliotheek|"
    r"advocaten|shelter|synagogue|temple|parish|garage|restaurant|hostel|gym|university|company|"
    r"charity|chapel|caf[eé]|barbershop|barber|daycare|nursery|kindergarten|cr[eè]che|farm|store|salon|"
    r"museum|boot|boat|ship|studio|project|workshop|academie|basisschool|moskee|kapel|toko|bakker|kapper|"
    r"manege|boerderij|garage|restaurant|club|vereniging|school|butcher|market|slagerij|united|fc)(?!\w)"
)
"""A name before the word for its kind: "Linnaeus practice", "De Zwaan apotheek"."""
_KIND_ENDINGS = (
    "praktijk", "winkel", "kerk", "school", "kantoor", "bedrijf", "bureau", "vereniging", "kliniek",
    "stichting", "moskee", "club", "bakkerij",
)  # fmt: skip
"""Dutch glues what a place does to its kind: "verloskundigenpraktijk"."""
_MODIFIERS = words("""
    football voetbal tennis law primary secondary language high volleyball basketball cricket boxing swimming
    community christian catholic sport sports music theatre cycling chess sewing women's taal
    """)
_PLAIN_KINDS = words("school basisschool college hotel")
"""Kinds so common that they may stay in front of the tag."""
_INNER = words("voor for de het 't van der den en & and of the la el al sint st ons onze")
_MOST = 5
_MOST_LOWER = 3


def find(reading: Reading) -> Iterator[Span]:
    """Proper names after or before a word for an organisation."""
    for index, token in enumerate(reading.tokens):
        if token.lower in _KINDS or token.lower.endswith(_KIND_ENDINGS):
            yield from _name_after(index, reading)
    opening = {t.start for t in reading.tokens if t.opens}
    for span in (
        s
        for pattern in (_AFTER, _AMPERSAND, _PURPOSE)
        for s in reading.find(pattern, Tag.ORGANISATION, "organisation")
    ):
        words = reading.text[span.start : span.end].lower().split()
        if span.start in opening and words[1] in ("for", "voor") and reading.lexicon.is_known(words[0]):
            continue  # "Compliment for Noa"
        if not all(w in reading.lexicon.domain or w in cues.NEVER_NAMES for w in words):
            yield span
    yield from _kinds_after(reading)
    yield from _capital_runs(reading)
    for span in reading.find(_AFTER_LOWER, Tag.ORGANISATION, "organisation"):
        words = reading.text[span.start : span.end].lower().split()
        if not any(
            reading.lexicon.is_everyday(w) or w in reading.lexicon.domain for w in (words[0], words[2])
        ):
            yield span


def _kinds_after(reading: Reading) -> Iterator[Span]:
    """Names before a word for their kind; the word that opens a sentence alone is no name."""
    opening = {t.start for t in reading.tokens if t.opens}
    for span in reading.find(_KIND_AFTER, Tag.ORGANISATION, "organisation"):
        names = [w for w in reading.text[span.start : span.end].split() if w[:1].isupper()]
        plain = [w for w in names if w.lower() in reading.lexicon.domain or w.lower() in cues.NEVER_NAMES]
        one_opening = span.start in opening and len(names) == 1 and reading.lexicon.is_known(names[0].lower())
        if len(plain) < len(names) and not one_opening:
            yield span


def _capital_runs(reading: Reading) -> Iterator[Span]:
    """Runs of ordinary words with capitals, unless all of them are words of the service."""
    for span in reading.find(_CAPITAL_RUN, Tag.ORGANISATION, "organisation"):
        words = reading.text[span.start : span.end].lower().replace("-", " ").split()
        ordinary = all(w == "&" or reading.lexicon.is_known(w) for w in words)
        if words[0] in cues.TITLES:
            continue  # "Mrs Baker": a person, whom another recogniser finds
        if words[0] in reading.lexicon.domain and len(words) > 2:
            continue  # "Arabic of Morocco": a language or a step, more precisely named
        if ordinary and not all(w in reading.lexicon.domain or w in cues.NEVER_NAMES for w in words):
            yield span


def _name_after(index: int, reading: Reading) -> Iterator[Span]:
    """Capitals after the word, across small words between them; unknown words in lower case too."""
    last, at = None, index + 1
    capital = reading.tokens[index].lower != "stichting"
    while (
        at < len(reading.tokens)
        and at - index <= _MOST
        and reading.gap(at - 1) in (" ", " '", ' "', "-", ": ", "' ", " & ")
    ):
        token = reading.tokens[at]
        named = last is not None and reading.tokens[at].is_capital
        lower_too = not capital and at - index <= _MOST_LOWER
        lower_too = lower_too and not (last is not None and reading.tokens[last].is_capital)
        if named or _names(at, reading, lower_too=lower_too):
            last = at
        elif token.lower not in _INNER:
            break
        at += 1
    if last is not None:
        first = index + 1 if reading.tokens[index].lower in _PLAIN_KINDS else index
        if first and reading.tokens[first - 1].lower in _MODIFIERS and reading.gap(first - 1) == " ":
            first -= 1
        yield Span(reading.tokens[first].start, reading.tokens[last].end, Tag.ORGANISATION, "organisation")


def _names(at: int, reading: Reading, *, lower_too: bool) -> bool:
    token = reading.tokens[at]
    if token.is_number:
        return False
    if token.lower in reading.lexicon.domain and not lower_too:
        return False
    if token.is_capital:
        return True
    if not reading.lexicon.is_known(token.lower):
        return True
    return lower_too and token.lower not in cues.NEVER_NAMES and token.lower not in cues.PERSON_VERBS
