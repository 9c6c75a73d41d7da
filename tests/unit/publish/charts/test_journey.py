import math
from dataclasses import replace

import pytest
from tests.unit.publish.charts.drawn import is_safe, of_class, paper, read, texts, whiskers

from feedback_api.publish.chart import COLOURS
from feedback_api.publish.charts.journey import journey_chart
from feedback_api.publish.journey import Journey, JourneyStep
from feedback_api.publish.query import ThemeRow
from feedback_api.publish.ratings import RatingRow, StepRatings
from feedback_api.publish.shares import Share
from feedback_api.terms.codebook import SourceGroup, Step, Theme
from feedback_api.terms.release import Cell

BOARD, PARTNER, STAFF = SourceGroup
HEARD = {BOARD: Cell({}, 30, 20, 40), PARTNER: Cell({}, None), STAFF: Cell({}, 60, 50, 80)}
GOOD = (RatingRow("good", Cell({}, 50, 40, 60), Share(0.5, 0.4, 0.6)),)


def station(step: Step, votes: Cell, **more: object) -> JourneyStep:
    return JourneyStep(step, votes, more.get("heard", HEARD), more.get("ratings"), more.get("top"))


def on_the_way(**more: object) -> Journey:
    rated = StepRatings(Step.WAITING, Cell({}, 100, 90, 110), GOOD)
    top = ThemeRow(Theme.WAITING_TIME, Cell({}, 40, 30, 50), None)
    steps = (
        station(Step.ARRIVAL, Cell({}, 25, 15, 35)),
        station(Step.WAITING, Cell({}, 100, 90, 110), ratings=rated, top=top),
        station(Step.RETURN, Cell({}, None)),
        station(Step.GENERAL, Cell({}, 60, 40, 90, at_least=True)),
    )
    return replace(Journey(tuple(SourceGroup), steps, tells_themes=True, bound=28.0), **more)


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("rtl", [True, False])
def test_each_group_stands_where_the_release_says(wide, rtl) -> None:
    svg = read(journey_chart(on_the_way(), paper(wide=wide, rtl=rtl)))
    start, end, width = (260, 454, 840) if wide else (55, 290, 300)

    def along(votes: float) -> float:
        place = start + votes / 80 * (end - start)
        return width - place if rtl else place

    row = of_class(svg, "chart-row")[0]
    drawn = {hue: (low, high) for hue, low, high in whiskers(row)}
    assert drawn[COLOURS[BOARD]] == pytest.approx((along(20), along(40)), abs=0.1)
    assert drawn[COLOURS[STAFF]] == pytest.approx((along(50), along(80)), abs=0.1)
    ((hue, _, limit), *_) = whiskers(row, "chart-below")
    assert (hue, limit) == (COLOURS[PARTNER], pytest.approx(along(28), abs=0.1))


def test_circles_are_as_large_as_the_votes_with_a_ring_for_the_most() -> None:
    svg = read(journey_chart(on_the_way(), paper()))

    first, second, few, _ = (float(c.get("r")) for c in of_class(svg, "chart-station"))
    assert (second / first) ** 2 == pytest.approx(4, rel=0.01)
    assert [float(ring.get("r")) for ring in of_class(svg, "chart-ring")][1] == 21
    assert few == 8
    assert 20 * math.sqrt(100 / 110) == pytest.approx(second, abs=0.01)


def test_numbers_limits_and_themes_are_said() -> None:
    for wide in (True, False):
        written = texts(read(journey_chart(on_the_way(), paper(wide=wide))))
        assert {"100 (90–110)", "≥ 60 (40–90)", "results.toofew"} <= set(written)
        assert any("theme.waiting_time" in text for text in written)


def test_the_road_is_whole_to_the_decision_and_broken_after_it() -> None:
    roads = of_class(read(journey_chart(on_the_way(), paper())), "chart-road")
    # Arrival to waiting, waiting to return; the whole procedure is no station on the road.
    assert [road.get("stroke-dasharray") for road in roads] == [None, "2 6"]


def test_ratings_have_their_interval_and_no_rating_no_bar() -> None:
    rows = of_class(read(journey_chart(on_the_way(), paper(wide=True))), "chart-row")
    assert [len(of_class(row, "chart-part")) for row in rows] == [0, 1, 0, 0]


def test_nothing_heard_at_all_is_drawn_as_well() -> None:
    nothing = {group: Cell({}, None) for group in SourceGroup}
    steps = tuple(station(step, Cell({}, None), heard=nothing) for step in Step)
    silent = on_the_way(steps=steps, tells_themes=False)
    for wide in (True, False):
        svg = read(journey_chart(silent, paper(wide=wide)))
        assert texts(svg).count("results.toofew") == len(Step)
        assert not of_class(svg, "chart-part")


def test_one_group_alone_has_one_line() -> None:
    steps = (station(Step.ARRIVAL, Cell({}, 25, 15, 35), heard={STAFF: HEARD[STAFF]}),)
    svg = read(journey_chart(on_the_way(groups=(STAFF,), steps=steps), paper()))
    assert len(of_class(of_class(svg, "chart-row")[0], "chart-mark")) == 1


def test_labels_cannot_become_markup() -> None:
    chart = journey_chart(on_the_way(), replace(paper(), say=lambda key, **_: "<i>&"))
    assert "<i>" not in chart
    assert is_safe(chart)
