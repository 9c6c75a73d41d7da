"""Danger and dependence are heard by phrases and heads together, and the figures of the docs hold."""

import json
from pathlib import Path

import pytest

from feedback_api.flows.evaluate import evaluate_cues
from feedback_api.flows.receive import preview
from feedback_api.intake.screen import suggests_dependency
from feedback_api.terms.codebook import SourceGroup, Step
from feedback_api.terms.errors import DependentRespondent
from feedback_api.terms.feedback import Submission
from feedback_api.terms.text import RawText

DATA = Path("tests/data")
HEARD_BY_HEAD = "I fled alone and nobody can tell me what will become of me here, I may have to leave."


def gold(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def scores(reader):
    return evaluate_cues(reader, gold(DATA / "cues" / "test.jsonl"), lambda done, total: None)


def test_the_test_set_holds_ten_who_wait_and_twenty_who_do_not_in_each_language():
    rows = gold(DATA / "cues" / "test.jsonl")
    for language in ("nl", "en", "ar", "ti", "fa", "tr", "so", "fr", "uk", "ru"):
        waits = [row["dependent"] for row in rows if row["lang"] == language]
        assert (sum(waits), len(waits) - sum(waits)) == (10, 20), language


def test_a_pending_decision_is_heard_in_a_voice_that_nothing_learned_from(scores):
    told = scores["dependent"]["all"]
    assert told.recall >= 0.5
    assert told.precision >= 0.9


def test_danger_is_heard_in_a_voice_that_nothing_learned_from(scores):
    told = scores["danger"]["all"]
    assert told.recall >= 0.55
    assert told.precision >= 0.85


def test_the_figures_stand_in_the_docs(scores):
    page = Path("docs/explanation/themes.md").read_text(encoding="utf-8")
    for kind in ("dependent", "danger"):
        told = scores[kind]["all"]
        shown = f"{told.recall:.3f} | {told.precision:.3f}".replace("0.", ".")
        assert f"| {kind}, `tests/data/cues/test.jsonl` | {told.due} | {shown} |" in page, kind


def test_who_waits_is_refused_on_the_words_that_no_phrase_knows(reader):
    words = RawText(HEARD_BY_HEAD)
    assert not suggests_dependency(words)
    with pytest.raises(DependentRespondent):
        preview(reader, Submission(SourceGroup.SOUNDING_BOARD, Step.WAITING, improve=words))


def test_a_partner_or_colleague_is_never_refused_as_dependent(reader):
    for group in (SourceGroup.CHAIN_PARTNER, SourceGroup.STAFF):
        kept = preview(reader, Submission(group, Step.WAITING, improve=RawText(HEARD_BY_HEAD)))
        assert kept.themes
