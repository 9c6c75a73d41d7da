import pytest

from feedback_api.deidentify.compounds import is_compound

PARTS = {"tolk", "planning", "gehoor", "kamer", "voorbereiding", "harden"}


@pytest.mark.parametrize("word", ["gehoorplanning", "tolkenkamer", "gehoorvoorbereidingskamer"])
def test_compounds_of_known_parts(word: str) -> None:
    assert is_compound(word, PARTS.__contains__)


@pytest.mark.parametrize("word", ["hardenberg", "tolk", "mohammedplanning", "x" * 2000])
def test_names_and_long_runs_are_no_compounds(word: str) -> None:
    assert not is_compound(word, (PARTS | {"berg"}).__contains__)
