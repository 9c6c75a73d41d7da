"""Words that a person takes out: the same word however it is typed, rows of words, and why it had passed."""

import pytest

from feedback_api.deidentify.by_hand import Passed, marked, passed_by, words_of
from feedback_api.deidentify.engine import Lexicons
from feedback_api.terms.text import Tag

EVERYDAY = frozenset({"de", "the", "van"})


def mask(text, ticked, elsewhere):
    """What is left of another text when these words of a text were ticked."""
    words = words_of(text)
    places = [next(i for i, word in enumerate(words) if text[word.start : word.end] == one) for one in ticked]
    spans = marked(words, places, EVERYDAY.__contains__).spans(elsewhere, Tag.PERSON)
    for span in reversed(spans):
        elsewhere = elsewhere[: span.start] + "_" + elsewhere[span.end :]
    return elsewhere


@pytest.mark.parametrize(
    ("ticked", "elsewhere", "left"),
    [
        (["Roos"], "Met ROOS en roos, Róós of Ｒｏｏｓ.", "Met _ en _, _ of _."),
        (["Roos"], "R o o s belde", "_ belde"),
        (["Roos"], "Roos' bril, Roos's tas", "_' bril, _ tas"),
        (["Roos"], "rozen en roosters blijven", "rozen en roosters blijven"),
        (["de"], "de brief van de klerk", "_ brief van _ klerk"),
        (
            ["Roos", "de", "Wit"],
            "de brief aan Wit en de witte roos de wit",
            "de brief aan _ en de witte _ _ _",
        ),
        (["Roos", "Wit"], "Roos sprak met Wit", "_ sprak met _"),
        (["Roos"], "[naam] en Roos", "[naam] en _"),
    ],
)
def test_the_same_word_is_found_however_it_is_typed(ticked, elsewhere, left):
    assert mask("Klerk Roos de Wit was aardig", ticked, elsewhere) == left


def test_tags_are_no_words():
    assert [word.text for word in words_of("Ik sprak [naam] op [datum].")] == ["Ik", "sprak", "op"]


@pytest.mark.parametrize(
    ("language", "word", "passed"),
    [
        ("nl", "Roos", Passed("keep list", "roos")),
        ("nl", "klantreisgesprek", Passed("compound or misspelling")),
        ("nl", "qyxavelzorn", Passed("on no list")),
        ("nl", "3x", Passed("digits")),
        ("en", "hope", Passed("keep list", "hope")),
        ("xx", "hope", Passed("no keep list")),
    ],
)
def test_why_a_word_had_passed_is_an_entry_of_our_own_or_a_step(language, word, passed):
    lexicons = Lexicons()
    assert passed_by(lexicons.get(language), word) == passed
