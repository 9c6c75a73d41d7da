import pytest

from feedback_api.deidentify.compounds import is_compound, is_prefixed

PARTS = {"tolk", "planning", "gehoor", "kamer", "voorbereiding", "harden"}


@pytest.mark.parametrize("word", ["gehoorplanning", "tolkenkamer", "gehoorvoorbereidingskamer"])
def test_compounds_of_known_parts(word: str) -> None:
    assert is_compound(word, PARTS.__contains__)


@pytest.mark.parametrize("word", ["hardenberg", "tolk", "mohammedplanning", "x" * 2000])
def test_names_and_long_runs_are_no_compounds(word: str) -> None:
    assert not is_compound(word, (PARTS | {"berg"}).__contains__)


@pytest.mark.parametrize("word", ["nagebracht", "doorzetten"])
def test_verbs_behind_a_separable_prefix(word: str) -> None:
    assert is_prefixed(word, {"gebracht", "zetten"}.__contains__)


@pytest.mark.parametrize("word", ["nasrin", "gebracht", "omar"])
def test_other_words_are_no_prefixed_verbs(word: str) -> None:
    assert not is_prefixed(word, {"gebracht", "srin", "ar"}.__contains__)
