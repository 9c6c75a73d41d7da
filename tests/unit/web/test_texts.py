import re
import unicodedata
from collections.abc import Iterator

import pytest
from babel.messages.mofile import read_mo

from feedback_api.terms.codebook import PartnerType, Rating, SourceGroup, Step, Theme
from feedback_api.web.pages import TEMPLATES
from feedback_api.web.texts import (
    DOMAIN,
    LOCALE,
    available_languages,
    drafts,
    main,
    negotiate,
    read_catalogue,
    texts_of,
)

LANGUAGES = ("nl", "en", "ar", "ti", "fa", "tr", "so", "fr", "uk")
SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ti": "ETHIOPIC", "uk": "CYRILLIC"}
ENDINGS = {
    "group.": SourceGroup,
    "partner.": PartnerType,
    "rating.": Rating,
    "screen.": ("yes", "no", "unsure"),
    "step.": Step,
    "theme.": Theme,
}


def catalogue(language: str) -> dict[str, str]:
    path = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    return {str(m.id): str(m.string) for m in read_catalogue(path) if m.id}


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


def test_nine_languages_in_the_order_of_the_picker():
    assert available_languages() == LANGUAGES


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_current(language):
    """Mend with: python -m feedback_api.web.texts compile."""
    with (LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        compiled = {str(m.id): str(m.string) for m in read_mo(file) if m.id}
    assert compiled == catalogue(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_reference(language):
    reference, own = catalogue("en"), catalogue(language)

    def placeholders(text: str) -> set[str]:
        return set(re.findall(r"\{[^}]*\}", text))

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


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_latin_words_and_numbers_to_call_are_isolated(language):
    for key, text in catalogue(language).items():
        if key.startswith("language."):
            continue
        outside = re.sub("\u2066[^\u2069]*\u2069", "", text)
        assert not re.search(r"[A-Za-z{}]|\d{3}", outside), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_carry_no_number_and_errors_name_the_pages_numbers(language):
    texts = catalogue(language)
    assert not any(re.match(r"\d", texts[key]) for key in texts if key.startswith("q."))
    assert re.findall(r"\d", texts["err.text"]) == ["4", "5"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_has_a_status_and_none_is_fuzzy(language):
    for message in read_catalogue(LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"):
        if message.id:
            assert {"status: draft", "status: reviewed"} & set(message.user_comments), message.id
            assert not message.fuzzy, message.id


def test_drafts_are_what_needs_a_native_reader():
    assert "theme.safety" in drafts()["ti"]
    assert "form.title" not in drafts()["en"]


def test_a_placeholder_is_filled_from_the_call_then_from_the_page():
    texts = texts_of("en", {"max": 2000, "n": 9})
    assert texts.text("q.max") == "No more than 2000 characters."
    assert texts.text("progress", n=1, total=3) == "Step 1 of 3"
    assert "{contact}" in texts.text("err.invite")


def test_markup_escapes_values():
    texts = texts_of("en", {"contact": "<b>me</b>"})
    assert "&lt;b&gt;me&lt;/b&gt;" in texts.markup("err.invite")


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
    assert {language for language in LANGUAGES if texts_of(language, {}).direction == "rtl"} == {"ar", "fa"}


def test_report_lists_drafts(capsys):
    assert main(["report"]) == 0
    assert "ti: " in capsys.readouterr().out


def test_unknown_command_is_told(capsys):
    assert main(["nonsense"]) == 2
    assert "usage" in capsys.readouterr().err
