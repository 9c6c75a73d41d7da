import json
from dataclasses import replace

import pytest

from feedback_api.publish.noticed import (
    FALSE_ALARMS,
    LOOKS_BACK,
    new_data,
    noticed,
    release_data,
    rising_data,
    widening,
)
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod

STAFF, PARTNERS = SourceGroup.STAFF, SourceGroup.CHAIN_PARTNER
Q2, Q3 = ReportingPeriod(2026, 2), ReportingPeriod(2026, 3)


@pytest.fixture(name="at")
def _at(frozen):
    def at(period, **votes):
        themes = {Theme(name): number for name, number in votes.items()}
        return frozen({STAFF: themes, PARTNERS: {}}, {STAFF: 500, PARTNERS: 500}, period)

    return at


def test_a_first_release_gives_nothing_to_compare(at):
    found = noticed(at(Q3, digital=100), [])
    assert (found.rises, found.new) == ((), ())


def test_a_rise_beyond_the_widened_noise_is_noticed_by_theme_and_group(at):
    found = noticed(at(Q3, digital=60, policy=40), [at(Q2, digital=40, policy=40)])
    assert [(rise.theme, rise.source_group) for rise in found.rises] == [
        (Theme.DIGITAL, None),
        (Theme.DIGITAL, STAFF),
    ]
    assert found.rising == (Theme.DIGITAL,)


def test_a_rise_that_a_single_trend_would_call_up_is_not_enough_here(at):
    """The noise reaches 3 votes each side: 6 more is up for one number, and not when 75 are compared."""
    assert noticed(at(Q3, digital=46), [at(Q2, digital=40)]).rises == ()
    reach = (2 * 3.0**2) ** 0.5 * widening(75)
    assert 40 + reach < 51
    assert noticed(at(Q3, digital=40 + reach + 0.1), [at(Q2, digital=40)]).rises != ()
    assert noticed(at(Q3, digital=40 + reach - 0.1), [at(Q2, digital=40)]).rises == ()


def test_a_fall_is_no_rise(at):
    assert noticed(at(Q3, digital=40), [at(Q2, digital=90)]).rises == ()


@pytest.mark.parametrize(
    "before",
    [
        lambda r: replace(r, period=ReportingPeriod(2026, 1)),
        lambda r: replace(r, periods=(ReportingPeriod(2026, 1), Q2)),
        lambda r: replace(r, codebook_version=2),
    ],
    ids=["a gap between", "another length", "another codebook"],
)
def test_what_cannot_be_compared_does_not_rise(at, before):
    assert noticed(at(Q3, digital=90), [before(at(Q2, digital=40))]).rises == ()


def test_a_theme_is_new_when_a_year_of_releases_did_not_display_it(at):
    blank = [at(Q2, policy=40) for _ in range(LOOKS_BACK)]
    now = at(Q3, digital=40, policy=40)
    assert [theme for theme, _ in noticed(now, blank).new] == [Theme.DIGITAL]
    assert noticed(now, [*blank[1:], at(Q2, digital=30)]).new == ()
    assert [theme for theme, _ in noticed(now, [*blank, at(Q2, digital=30)]).new] == [Theme.DIGITAL]


def test_what_is_told_holds_published_numbers_and_nothing_else(at):
    before, now = at(Q2, digital=40), at(Q3, digital=90)
    found = noticed(now, [before])
    told = rising_data(now, before, found.rises)
    assert told == {
        "period": "2026-Q3",
        "periodBefore": "2026-Q2",
        "themeId": "digital",
        "changes": [
            {
                "sourceGroup": group,
                "votesBefore": {"estimate": 40, "low": 37.0, "high": 43.0},
                "votes": {"estimate": 90, "low": 87.0, "high": 93.0},
            }
            for group in (None, "staff")
        ],
    }
    assert json.loads(json.dumps(told)) == told
    assert new_data(now, Theme.DIGITAL, found.rises[0].now)["votes"]["estimate"] == 90
    assert release_data(now) == {"period": "2026-Q3", "periods": ["2026-Q3"], "digest": "sha256:00"}


def test_more_looks_ask_for_more():
    assert widening(25) < widening(75) < widening(100) < 2.4
    assert FALSE_ALARMS == 0.05
