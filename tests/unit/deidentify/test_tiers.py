"""A language's tier follows from what the test set measured, and the file says what was measured."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from feedback_api.deidentify import tiers
from feedback_api.deidentify.engine import Deidentifier
from feedback_api.deidentify.measure import Score, measure
from feedback_api.terms.text import RawText

SETS = Path(__file__).parents[2] / "data" / "deidentify"


def score(**labels: list[int]) -> Score:
    return Score(by_label=labels)


def test_a_language_within_the_limit_is_tier_a() -> None:
    assert tiers.may_be_stored("nl", 40, score(PERSON=[60, 3], PHONE=[40, 0]))
    assert not tiers.may_be_stored("nl", 40, score(PERSON=[60, 3], PHONE=[39, 0]))


def test_quasi_identifiers_do_not_thin_the_figure_out() -> None:
    assert not tiers.may_be_stored("nl", 40, score(PERSON=[60, 3], AGE=[90, 0], QUASI=[90, 0]))


@pytest.mark.parametrize("bad", [score(PERSON=[90, 0], PHONE=[2, 1]), score(PERSON=[90, 0], EMAIL=[2, 1])])
def test_a_leaked_number_or_address_makes_it_tier_b(bad: Score) -> None:
    assert not tiers.may_be_stored("nl", 40, bad)


def test_few_messages_or_an_unknown_language_are_tier_b() -> None:
    assert not tiers.may_be_stored("nl", tiers.LEAST_MESSAGES - 1, score(PERSON=[60, 0]))
    assert not tiers.may_be_stored("xx", 40, score(PERSON=[60, 0]))


def test_the_file_says_what_the_test_set_measures_today(engine: Deidentifier) -> None:
    files = sorted(SETS.glob("test*.jsonl"))
    gold = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    masked = {row["id"]: engine.deidentify(RawText(row["text"]), row["lang"]).text for row in gold}
    content = tiers.as_toml(Counter(row["lang"] for row in gold), measure(gold, masked))
    kept = Path(tiers.__file__).with_name(tiers.FILE).read_text(encoding="utf-8")
    assert tomllib.loads(kept) == tomllib.loads(content)
    for language, measured in tomllib.loads(kept).items():
        assert engine.keeps_text(language) == (measured["tier"] == "A")
