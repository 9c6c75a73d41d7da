"""Thin quarters are carried: counted once, with the next release, erased after it; on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from feedback_api.flows.erase_expired import erase_expired
from feedback_api.flows.make_release import make_release
from feedback_api.flows.read_releases import read_release, read_releases
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import PeriodCarried, ReleaseRefused
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy

Q1, Q2, Q3, Q4 = (ReportingPeriod(2026, quarter) for quarter in (1, 2, 3, 4))
TODAY = date(2027, 2, 1)


@pytest.fixture
def policy(settings):
    return replace(settings.policy, expected_messages=210)


@pytest.fixture
def release(database, policy, signer):
    def make(period, policy=policy, today=TODAY):
        return make_release(database, period, policy, 1, today, signer)

    return make


def some(fill, database, period, votes):
    fill(database, period, {(SourceGroup.STAFF, Theme.DIGITAL): votes})


def digital(release):
    table = next(table for table in release.tables if table.name == "theme-by-group")
    return next(c for c in table.cells if c.key == {"theme": "digital", "source_group": "staff"})


def test_a_thin_quarter_is_counted_with_the_next_and_never_again(database, release, fill):
    for period, votes in ((Q1, 100), (Q2, 150), (Q3, 60)):
        some(fill, database, period, votes)
    with pytest.raises(PeriodCarried, match="2026-Q1 is carried: its information, 210, is below 400"):
        release(Q1)
    with pytest.raises(PeriodCarried):
        release(Q1)
    assert read_releases(database) == []
    both = release(Q2)
    assert both.covered == (Q1, Q2)
    assert 230 < digital(both).estimate < 270
    with pytest.raises(ReleaseRefused) as refused:
        release(Q1)
    assert refused.value.reason == "already-released"
    # Now by what was published: some 250 in two quarters, 125 in one.
    with pytest.raises(PeriodCarried):
        release(Q3)
    assert read_release(database).period == Q2


def test_every_quarter_counted_has_its_rows_in_the_ledger(database, release, fill):
    with pytest.raises(PeriodCarried):
        release(Q1)
    release(Q2)
    with database.connect() as connection:
        rows = connection.execute(text("SELECT period, table_name, epsilon FROM ledger_entry")).all()
    assert {row.period for row in rows} == {"2026-Q1", "2026-Q2"}
    assert sum(row.epsilon for row in rows) == pytest.approx(2.0)


def test_a_quarter_that_nobody_released_is_counted_too(database, release, policy, fill):
    release(Q1, replace(policy, expected_messages=900))
    some(fill, database, Q2, 80)
    some(fill, database, Q3, 80)
    made = release(Q3, replace(policy, least_information=0))
    assert made.covered == (Q2, Q3)
    assert 140 < digital(made).estimate < 180


def test_a_thin_release_does_not_stop_all_later_ones(database, release, policy):
    """An empty first release; then nothing is known but the expectation, and after a year it counts."""
    release(Q1, replace(policy, expected_messages=900))
    outcomes = []
    for period in (Q2, Q3, Q4, ReportingPeriod(2027, 1)):
        try:
            outcomes.append(release(period, today=date(2027, 5, 1)).covered)
        except PeriodCarried:
            outcomes.append("carried")
    assert outcomes == ["carried"] * 3 + [(Q2, Q3, Q4, ReportingPeriod(2027, 1))]


def test_erase_leaves_carried_quarters_and_takes_them_with_their_release(database, release, fill):
    some(fill, database, Q1, 30)
    some(fill, database, Q2, 40)
    with pytest.raises(PeriodCarried):
        release(Q1)
    assert erase_expired(database, date(2029, 1, 1)) == 0
    release(Q2)
    assert erase_expired(database, date(2027, 3, 2)) == 0
    assert erase_expired(database, date(2027, 3, 3)) == 70


@pytest.mark.parametrize(("quarters", "due"), [(2, [Q2, Q4]), (4, [Q4])])
def test_releases_by_half_year_or_year(database, release, policy, quarters, due):
    longer = replace(policy, expected_messages=900, quarters_per_release=quarters, least_information=0)
    made = []
    for period in (Q1, Q2, Q3, Q4):
        try:
            made.append(release(period, longer).period)
        except PeriodCarried:
            continue
    assert made == due


def test_without_an_expectation_there_is_no_first_release(database, release):
    with pytest.raises(ReleaseRefused) as refused:
        release(Q1, Policy())
    assert refused.value.reason == "no-expectation"


def test_messages_in_the_inbox_of_a_carried_quarter_hold_the_release_back(database, release):
    from feedback_api.store.engine import writing
    from feedback_api.store.feedback import add_to_inbox
    from feedback_api.terms.codebook import Sentiment, Step
    from feedback_api.terms.feedback import FeedbackRecord, split_vote

    with pytest.raises(PeriodCarried):
        release(Q1)
    with writing(database) as session:
        votes = split_vote([Theme.OTHER])
        add_to_inbox(session, FeedbackRecord(Q1, SourceGroup.STAFF, Step.GENERAL, Sentiment.MIXED, votes))
    with pytest.raises(ReleaseRefused) as refused:
        release(Q2)
    assert refused.value.reason == "not-settled"
