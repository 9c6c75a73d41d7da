"""Rows of labelled examples: read in order, refused with their place and without their words."""

from pathlib import Path

import pytest

from feedback_api.classify.examples import example_of, read_examples
from feedback_api.terms.codebook import Question, Rating, SourceGroup, Step

ROW = '{"lang": "nl", "text": "De tolk [naam] was goed", "themes": ["interpreting"], "sentiment": "positive"}'


def test_a_row_is_read_with_its_context() -> None:
    row = {
        "lang": "nl",
        "text": "x",
        "themes": ["digital"],
        "source": "staff",
        "step": "report",
        "question": "good",
        "rating": "mixed",
    }
    context = example_of(row, "voice").context
    assert (context.source_group, context.step) == (SourceGroup.STAFF, Step.REPORT)
    assert (context.question, context.rating) == (Question.GOOD, Rating.MIXED)


def test_a_file_is_a_voice(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(ROW + "\n\n" + ROW, encoding="utf-8")
    found = read_examples([tmp_path / "one.jsonl"])
    assert [example.voice for example in found] == ["one", "one"]
    assert found[0].text == "De tolk was goed"


@pytest.mark.parametrize(
    "row", ["{", '{"text": "geheim"}', '{"lang":"nl","text":"geheim","themes":["soup"]}', '{"themes": 3}']
)
def test_a_bad_row_is_named_by_file_and_line_only(tmp_path: Path, row: str) -> None:
    (tmp_path / "bad.jsonl").write_text(ROW + "\n" + row, encoding="utf-8")
    with pytest.raises(ValueError, match="bad, line 2") as refused:
        read_examples([tmp_path / "bad.jsonl"])
    assert "geheim" not in str(refused.value)
