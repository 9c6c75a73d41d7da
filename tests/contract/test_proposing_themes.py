"""A reviewer sees what ten messages of a closed quarter share, and nothing else."""

from datetime import date

import pytest
from typer.testing import CliRunner

from feedback_api.cli import app
from feedback_api.flows.propose_themes import propose_themes
from feedback_api.flows.settle import settle
from feedback_api.store.engine import writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import MaskedText

PERIOD = ReportingPeriod.parse("2026-Q3")
AFTER = date(2026, 11, 23)
SUBJECT = "The bicycle pump near shed {} squeaks and sheep graze beside the bicycle shed."


def keep(database, texts, settled=True):
    with writing(database) as session:
        for text in texts:
            add_to_inbox(
                session,
                FeedbackRecord(
                    period=PERIOD,
                    source_group=SourceGroup.STAFF,
                    step=Step.GENERAL,
                    sentiment=Sentiment.NEUTRAL,
                    assignments=split_vote([Theme.OTHER]),
                    improve=MaskedText(text, {}),
                ),
            )
    if settled:
        settle(database)


def test_ten_messages_about_one_subject_become_a_proposal(database, reader):
    keep(database, [SUBJECT.format(place) for place in ("one", "two", "three", "four", "five", "six") * 4])
    (proposal,) = propose_themes(reader, database, PERIOD, AFTER)
    assert proposal.at_least >= 10
    assert "bicycle" in proposal.words
    assert not {"one", "two", "six"} & set(proposal.words)


def test_nine_do_not(database, reader):
    keep(database, [SUBJECT.format("one")] * 9)
    assert propose_themes(reader, database, PERIOD, AFTER) == []


def test_messages_that_a_theme_fits_are_left_out(database, reader):
    keep(database, ["Ik wacht al meer dan een jaar op een beslissing."] * 12)
    assert propose_themes(reader, database, PERIOD, AFTER) == []


def test_what_still_lies_in_the_inbox_is_not_read(database, reader):
    keep(database, [SUBJECT.format("one")] * 12, settled=False)
    assert propose_themes(reader, database, PERIOD, AFTER) == []


def test_text_of_a_language_of_tier_b_is_not_read(database, reader, monkeypatch):
    keep(database, [SUBJECT.format("one")] * 12)
    monkeypatch.setattr(type(reader.deidentifier), "keeps_text", lambda self, language: False)
    assert propose_themes(reader, database, PERIOD, AFTER) == []


def test_an_open_quarter_is_refused(database, reader):
    with pytest.raises(ReleaseRefused, match="not ended"):
        propose_themes(reader, database, PERIOD, date(2026, 9, 30))


def test_the_command_prints_words_and_no_message(sqlite, monkeypatch):
    keep(sqlite, [SUBJECT.format("one")] * 12)
    monkeypatch.setenv("FEEDBACK_DATABASE_URL", sqlite.url.render_as_string(hide_password=False))
    result = CliRunner().invoke(app, ["themes", "emerging", "--period", "2026-Q3"])
    assert result.exit_code == 0, result.output
    assert "bicycle" in result.output
    assert SUBJECT.format("one") not in result.output
