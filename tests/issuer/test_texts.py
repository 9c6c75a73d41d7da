"""The issuer's texts: the same keys in both languages, none unused, and Dutch as plain as the form's."""

import re
from pathlib import Path

import pytest
from tests.unit.web import plain_dutch as plain

import feedback_api.issuer
from feedback_api.issuer.pages import LANGUAGES, messages
from feedback_api.issuer.refusals import KINDS

HERE = Path(feedback_api.issuer.__file__).parent
DUTCH = {key: text for key, text in messages("nl").items() if not key.startswith("language.")}
KNOWN = {"ketenpartners", "inlogt", "logt", "uitloggen", "uitgelogd", "kopieer"}
"""What readers of these pages know: the official word for them, and words that every computer uses."""


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z]+)\}", text))


def test_every_text_is_there_in_both_languages_and_used():
    nl, en = messages("nl"), messages("en")
    assert nl.keys() == en.keys()
    for key in nl:
        assert nl[key]
        assert placeholders(nl[key]) == placeholders(en[key]), key
    templates = "".join(path.read_text() for path in (HERE / "templates").glob("*.html"))
    written = set(re.findall(r'"([a-z]+\.[a-z-]+)"', templates)) - {"page.html", "use.html", "pass.txt"}
    said = {
        f"blind.{key}" for key in re.findall(r'"([a-z]+)"', re.search(r"for key in \((.*?)\)", templates)[1])
    }
    built = {key for key in nl if key.startswith(("language.", "group.", "refused."))}
    assert written | said | built == set(nl)
    refused = {key.split(".")[1] for key in nl if key.startswith("refused.")} - {"title"}
    # The other kinds are for programs.
    assert KINDS.keys() - refused == {"unknown-key", "invalid-request", "unsupported-media-type"}


@pytest.mark.parametrize("key", DUTCH)
def test_dutch_is_plain(key):
    text = DUTCH[key]
    assert plain.long_sentences(text) == []
    assert plain.passives(text) == []
    assert plain.familiar_forms(text) == []
    assert plain.rare_words(text) - KNOWN == set()
    assert plain.words_in(text) < plain.LONG_ENOUGH or plain.reading_ease(text) >= plain.LEAST_EASE


def test_no_exception_outlives_its_text():
    assert set().union(*map(plain.rare_words, DUTCH.values())) == KNOWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_has_a_status(language):
    catalogue = (HERE / "locale" / language / "LC_MESSAGES" / "issuer.po").read_text(encoding="utf-8")
    statuses = re.findall(r"^# status: (draft|reviewed)\n(?:#\. .*\n)*msgid \"", catalogue, re.MULTILINE)
    assert len(statuses) == len(messages(language))
