"""``mypy --strict`` itself rejects raw words at the door of the store."""

from pathlib import Path

import pytest
from mypy import api

ROOT = Path(__file__).parents[2]

HEAD = """
from feedback_api.store.feedback import add_to_inbox
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import MaskedText, RawText
from sqlmodel import Session


def keep(session: Session, words: {kind}) -> None:
    record = FeedbackRecord(
        ReportingPeriod(2026, 3), SourceGroup.STAFF, Step.GENERAL, Sentiment.MIXED,
        split_vote([Theme.OTHER]), improve=words,
    )
    add_to_inbox(session, record)
"""


def check(folder: Path, kind: str) -> str:
    source = folder / "probe.py"
    source.write_text(HEAD.replace("{kind}", kind), encoding="utf-8")
    said, _, _ = api.run(
        ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(folder), str(source)]
    )
    return said


def test_masked_text_may_be_stored(tmp_path):
    assert "probe.py" not in check(tmp_path, "MaskedText")


@pytest.mark.parametrize("kind", ["RawText", "str"])
def test_raw_words_may_not(tmp_path, kind):
    said = check(tmp_path, kind)
    assert 'Argument "improve" to "FeedbackRecord" has incompatible type' in said
