"""An identifier that is dressed up goes as the plain one does, whatever the language around it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.masking import LANGUAGES, harmless, masked

from feedback_api.deidentify.labels import WRITTEN_TAG

IDENTIFIERS = [
    "06-12345678", "+31612345678", "281.234.5678", "NL91ABNA0417164300", "jan.jansen@voorbeeld.nl",
    "www.voorbeeld.nl/jan", "192.168.12.34", "12-ABC-3", "@hana_92x", "1234567890", "31-12-1999",
]  # fmt: skip
NAMES = ["Tesfalem", "Zerezghi", "Oleksandr", "Abdirahman", "Jansen", "Okafor"]
HIDDEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u200e", "\u061c"]
AROUND = ["\u202e{}\u202c", "\u2067{}\u2069", "\u202a{}\u202c", "\u200f{}\u200f", "\u200b{}\ufeff"]
LOOKALIKES = str.maketrans("aeoAEO", "аеоАЕО")
ZEROS = [ord(c) for c in "٠۰०০０𝟎𝟘"]


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def in_digits(text: str, zero: int) -> str:
    return "".join(chr(zero + int(c)) if c.isdigit() else c for c in text)


def disguises(text: str) -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(HIDDEN).map(lambda hidden: hidden.join(text)),
        st.sampled_from(AROUND).map(lambda around: around.format(text)),
        st.sampled_from(ZEROS).map(lambda zero: in_digits(text, zero)),
        st.sampled_from([wide(text), text.translate(LOOKALIKES), wide(in_digits(text, ZEROS[0]))]),
    )


def shape(typed: str, language: str) -> str:
    """What is left around a typed detail: kinds of tag and invisible signs aside."""
    phrase = harmless(language)
    left = WRITTEN_TAG.sub("[]", masked(f"{phrase}.\n{typed}\n{phrase}.", language))
    return "".join(c for c in left if unicodedata.category(c) != "Cf")


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_a_detail_dressed_up_goes_like_the_plain_one(language: str, data: st.DataObject) -> None:
    plain = data.draw(st.sampled_from(IDENTIFIERS))
    typed = data.draw(disguises(plain))
    assert shape(plain, language) == f"{harmless(language)}.\n[]\n{harmless(language)}."
    assert shape(typed, language) == shape(plain, language)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_name_dressed_up_goes_like_the_plain_one(language: str, data: st.DataObject) -> None:
    plain = data.draw(st.sampled_from(NAMES))
    typed = data.draw(disguises(plain))
    assert shape(plain, language) == f"{harmless(language)}.\n[]\n{harmless(language)}."
    assert shape(typed, language) == shape(plain, language)
