from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

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
