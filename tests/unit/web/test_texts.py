import re
import unicodedata
from collections.abc import Iterator

import pytest
from babel import Locale
from babel.messages.mofile import read_mo

from feedback_api.deidentify.tiers import LANGUAGES as MEASURED
from feedback_api.intake.language import canonical, identify
from feedback_api.terms.action import ActionStatus
from feedback_api.terms.codebook import PartnerType, Rating, SourceGroup, Step, Theme
from feedback_api.terms.text import RawText
from feedback_api.web.catalogues import (
    OWN_KEYS,
    STATUSES,
    catalogue_path,
    catalogued_languages,
    read_catalogue,
    standing,
    standings,
)
from feedback_api.web.pages import TEMPLATES
from feedback_api.web.texts import available_languages, negotiate, own_name, texts_of

LANGUAGES = ("nl", "en", "ar", "ti", "fa", "tr", "so", "fr", "uk", "kmr", "ckb", "ps")
RIGHT_TO_LEFT = ("ar", "fa", "ckb", "ps")
SCRIPTS = {**dict.fromkeys(RIGHT_TO_LEFT, "ARABIC"), "ti": "ETHIOPIC", "uk": "CYRILLIC"}
ENDINGS = {
    "actions.status.": ActionStatus,
    "group.": SourceGroup,
    "partner.": PartnerType,
    "rating.": Rating,
    "screen.": ("yes", "no", "unsure"),
    "step.": Step,
    "theme.": Theme,
}


def catalogue(language: str) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in read_catalogue(catalogue_path(language)) if m.id}


def keys_in_templates() -> Iterator[str]:
    for template in TEMPLATES.glob("*.html"):
        source = template.read_text()
        for key in re.findall(r'"((?:[a-z]+\.)+[a-z0-9_]*)"', source):
            if key.endswith(".html"):
                continue
            if key.endswith("."):
                yield from (key + str(ending) for ending in ENDINGS[key])
            else:
                yield key


def test_twelve_languages_in_the_order_of_the_picker():
    assert available_languages() == catalogued_languages() == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_texts_of_dutch_and_none_is_empty(language):
    own = catalogue(language)
    assert own.keys() - OWN_KEYS == catalogue("nl").keys()
    assert not [key for key, text in own.items() if not text.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_name_and_direction_are_those_of_the_cldr(language):
    """The two texts that count as reviewed everywhere: a public register says them."""
    known, own = Locale.parse({"kmr": "ku"}.get(language, language)), catalogue(language)
    assert own["language.direction"] == known.text_direction
    assert own["language.name"].casefold().startswith(known.get_language_name().casefold().split()[0][:5])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_that_a_page_shows_exists(language):
    used = set(keys_in_templates())
    assert len(used) > 100
    assert used <= set(catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_that_the_form_answers_with_exists(language):
    sources = [TEMPLATES.parent / name for name in ("form_steps.py", "posted.py", "pages.py")]
    used = {
        key
        for path in sources
        for key in re.findall(r'"((?:err|problem|notfound)\.[a-z]+)"', path.read_text())
        if not key.endswith(".html")
    }
    assert len(used) > 10
    assert used <= set(catalogue(language))


def test_no_text_is_left_that_no_page_shows():
    """An unused text is work for eleven translators."""
    package = TEMPLATES.parents[1]
    sources = "".join(path.read_text() for kind in ("*.py", "*.html") for path in package.rglob(kind))
    families = tuple(ENDINGS)
    unused = {
        key
        for key in catalogue("nl")
        if f'"{key}"' not in sources and not key.startswith((*families, "language."))
    }
    assert unused == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_current(language):
    """Mend with: feedback-api texts compile."""
    with catalogue_path(language).with_suffix(".mo").open("rb") as file:
        compiled = {str(m.id): str(m.string) for m in read_mo(file) if m.id}
    assert compiled == catalogue(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_reference(language):
    reference, own = catalogue("nl"), catalogue(language)

    def placeholders(text: str) -> list[str]:
        return sorted(re.findall(r"\{[^}]*\}", text))

    assert {k for k in reference if placeholders(reference[k]) != placeholders(own[k])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_of_the_language_or_latin(language):
    allowed = {"LATIN", SCRIPTS.get(language, "LATIN")}
    strays = {
        (key, letter)
        for key, text in catalogue(language).items()
        for letter in text
        if letter.isalpha() and unicodedata.name(letter).split()[0] not in allowed
    }
    assert strays == set()


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_latin_words_and_numbers_to_call_are_isolated(language):
    for key, text in catalogue(language).items():
        if key.startswith("language."):
            continue
        # What comes in at a placeholder may be of either direction: its isolate takes that of its content.
        outside = re.sub("[\u2066\u2068][^\u2066\u2068\u2069]*\u2069", "", text)
        assert not re.search("[\u2066\u2068\u2069]", outside), key
        assert not re.search(r"[A-Za-z{}]|\d{3}", outside), key
        # One run in two isolates would change places: 113.nl would read nl.113.
        assert not re.search("\u2069[^\\s\u2066]{1,2}\u2066", text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_carry_no_number_and_errors_name_the_pages_numbers(language):
    texts = catalogue(language)
    assert not any(re.match(r"\d", texts[key]) for key in texts if key.startswith("q."))
    assert re.findall(r"\d", texts["err.text"]) == ["4", "5"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_has_one_status_and_none_is_fuzzy(language):
    for message in read_catalogue(catalogue_path(language)):
        if message.id:
            told = [line for line in message.user_comments if line.startswith("status: ")]
            assert [line.removeprefix("status: ") in STATUSES for line in told] == [True], message.id
            assert not message.fuzzy, message.id


def test_only_english_counts_texts_as_reviewed_that_are_not_in_a_register():
    """Change this when native readers have read a language; say in the commit who read it how."""
    known = {"language.name", "language.direction"}
    read = {found.language for found in standings() if set(found.reviewed) != known}
    assert read == {"en"}


def test_drafts_are_what_needs_a_native_reader():
    assert "theme.safety" in standing("ti").drafts
    assert "form.title" in standing("nl").drafts
    assert "form.title" in standing("en").reviewed


def test_a_placeholder_is_filled_from_the_call_then_from_the_page():
    texts = texts_of("en", {"max": 2000, "n": 9})
    assert texts.text("q.max") == "No more than 2000 characters."
    assert texts.text("progress", n=1, total=3) == "Step 1 of 3"
    assert "{contact}" in texts.text("err.used")


def test_markup_escapes_values():
    texts = texts_of("en", {"contact": "<b>me</b>"})
    assert "&lt;b&gt;me&lt;/b&gt;" in texts.markup("err.used")


def test_an_unknown_key_is_a_fault():
    with pytest.raises(KeyError):
        texts_of("nl", {}).text("no.such.key")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ti", "ti"),
        ("ar-SY,en;q=0.8", "ar"),
        ("de,fr;q=0.5,uk;q=0.7", "uk"),
        ("prs", "fa"),
        ("fa-AF", "fa"),
        ("ku", "kmr"),
        ("ku-TR", "kmr"),
        ("ku-Arab", "ckb"),
        ("ckb-IQ", "ckb"),
        ("ps-AF", "ps"),
        ("de-DE", "nl"),
        ("en;q=0, so;q=0.1", "so"),
        ("*", "nl"),
        ("", "nl"),
        (None, "nl"),
        (";q=;;,,-", "nl"),
        ("en;q=nonsense", "en"),
    ],
)
def test_language_negotiation(accepted, language):
    assert negotiate(accepted) == language


def test_directions():
    found = {language for language in LANGUAGES if texts_of(language, {}).direction == "rtl"}
    assert found == set(RIGHT_TO_LEFT)


@pytest.mark.parametrize(
    ("code", "name"), [("ku", "Kurdî (Kurmancî)"), ("nl", "Nederlands"), ("ru", "русский"), ("prs", "فارسی")]
)
def test_a_language_is_named_by_itself_with_or_without_a_catalogue(code, name):
    assert own_name(code) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_the_form_is_one_that_the_lists_know(language):
    """A form in Kurmanji (kmr) hints at the lists of ``ku``; a hint nobody knows would help nothing."""
    assert canonical(language) in MEASURED


def test_a_few_words_on_a_form_in_kurmanji_are_read_as_kurmanji():
    assert identify(RawText("Baş bû"), "kmr", lambda text, language: 0.0) == "ku"
    assert identify(RawText("باش بوو"), "ckb", lambda text, language: 0.0) == "ckb"
    assert identify(RawText("ښه وه"), "ps", lambda text, language: 0.0) == "ps"
