from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_api.deidentify.engine import Lexicons
from feedback_api.deidentify.languages.pack import PACK_LANGUAGES
from feedback_api.deidentify.languages.recognise import recognise_clauses, recognise_cues, recognise_formats
from feedback_api.deidentify.lexicon import Lexicon, read_lexicons
from feedback_api.deidentify.overlaps import resolve
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import RECOGNISERS, recognise

PARTS = [
    "V-nummer 281.234.5678 ",
    "06 12345678, ",
    "NL91 ABNA 0417 1643 00 ",
    "op 12-03-2024 ",
    "mevrouw de Vries ",
    "(61) ",
    "Dorpsstraat 12, 1234 AB ",
    "jan@x.nl ",
    "in azc Balk ",
    "de enige tolk van Ommen. ",
    "zaak NL99.12345 ",
    "12-ABC-3 ",
]


@cache
def dutch() -> Lexicon:
    return read_lexicons()["nl"]


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(st.sampled_from(PARTS), max_size=6), seed=st.integers(0, 10_000))
def test_any_order_of_recognisers_gives_the_same_spans(parts: list[str], seed: int) -> None:
    reading = read("".join(parts), dutch())
    shuffled = list(RECOGNISERS)
    Random(seed).shuffle(shuffled)
    assert resolve(recognise(reading)) == resolve(recognise(reading, recognisers=shuffled))


@cache
def every_language() -> Lexicons:
    return Lexicons()


@settings(max_examples=12, deadline=None)
@pytest.mark.parametrize("language", PACK_LANGUAGES)
@given(parts=st.lists(st.sampled_from(PARTS), max_size=5), seed=st.integers(0, 10_000))
def test_any_order_gives_the_same_spans_with_a_pack(language: str, parts: list[str], seed: int) -> None:
    lexicon = every_language()[language]
    cues = " ".join(sorted(lexicon.pack.words["titles"])[:3])  # type: ignore[attr-defined]
    reading = read(f"{cues} {''.join(parts)} {cues} Zerezghi 34", lexicon)
    steps = (recognise_formats, recognise_cues, recognise_clauses)
    spans = [span for step in steps for span in step(reading, ())]
    shuffled = list(spans)
    Random(seed).shuffle(shuffled)
    assert spans
    assert resolve(spans) == resolve(shuffled)
