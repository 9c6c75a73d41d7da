"""Texts that a search guided by coverage came upon (benchmarks/fuzz_deidentify.py): the laws hold on each."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from tests.property.masking import LANGUAGES, engine

from feedback_api.terms.text import RawText

KEPT = Path(__file__).parents[1] / "data" / "deidentify" / "fuzz.jsonl"
CASES = [json.loads(line) for line in KEPT.read_text(encoding="ascii").splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_exception_no_broken_law_and_no_long_wait(language: str) -> None:
    engine().deidentify(RawText("a"), language)  # reads the word lists
    texts = [case["text"] for case in CASES if case["lang"] == language]
    assert texts
    started = time.process_time()
    for text in texts:
        masked = engine().deidentify(RawText(text), language)
        spans = engine().spans(RawText(text), language)
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert engine().deidentify(RawText(masked.text), language).text == masked.text
    assert time.process_time() - started < 0.3 * len(texts)
