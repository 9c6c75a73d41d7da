import re
from itertools import pairwise

import pytest
from tests.unit.publish.charts.drawn import is_safe, of_class, paper, read, texts

from feedback_api.publish.charts.trend import trend_chart
from feedback_api.publish.trends import TrendPoint
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell

QUARTERS = [ReportingPeriod(2025, quarter) for quarter in (1, 2, 3, 4)] + [ReportingPeriod(2026, 1)]


def point(period: ReportingPeriod, *ends: float, at_least: bool = False, more: int = 0) -> TrendPoint:
    votes = Cell({}, *ends, at_least) if ends else Cell({}, None)
    covered = (*QUARTERS[QUARTERS.index(period) - more : QUARTERS.index(period)], period)
    return TrendPoint(period, True, votes, None, covered)


YEAR = [
    point(QUARTERS[0], 40, 30, 50),
    point(QUARTERS[1], 60, 50, 80, at_least=True),
    TrendPoint(QUARTERS[2], released=False),
    point(QUARTERS[4], 100, 70, 130, more=1),
]


@pytest.mark.parametrize("rtl", [True, False])
def test_intervals_stand_where_the_release_says(rtl) -> None:
    svg = read(trend_chart("a", YEAR, paper(rtl=rtl)))
    drawn = []
    for row in of_class(svg, "chart-row"):
        for part in of_class(row, "chart-interval"):
            low, high = re.match(r"M[0-9.]+ ([0-9.]+)V([0-9.]+)", part.get("d")).groups()
            drawn.append((float(low), float(high)))
    # 168 units for 130 votes.
    assert [low - high for low, high in drawn] == pytest.approx(
        [part / 130 * 168 for part in (20, 30, 60)], abs=0.2
    )


def test_quarters_counted_together_take_up_their_own_length() -> None:
    svg = read(trend_chart("a", YEAR, paper(wide=True)))

    bands = [float(r.get("width")) for r in svg.iter() if r.get("fill-opacity") == "0.16"]
    assert bands[2] == pytest.approx(2 * bands[0], rel=0.01)
    assert {"Q4–Q1", "2025–26"} <= set(texts(svg))


def test_a_gap_is_neither_few_nor_bridged() -> None:
    svg = read(trend_chart("a", [YEAR[0], YEAR[2], point(QUARTERS[3]), YEAR[3]], paper(wide=True)))

    rows = of_class(svg, "chart-row")
    assert [len(of_class(row, "chart-gap")) for row in rows] == [0, 1, 0, 0]
    assert [len(of_class(row, "chart-too-few")) for row in rows] == [0, 0, 1, 0]
    assert not links(svg)


def links(svg) -> list[str]:
    """Slanted lines: they join two releases."""
    drawn = [part.get("d") or "" for part in svg.iter() if part.get("stroke") == "#8a63b0"]
    found = [re.fullmatch(r"M\S+ (\S+)L\S+ (\S+)", path) for path in drawn]
    return [match[0] for match in found if match and match[1] != match[2]]


def test_only_releases_of_as_many_quarters_are_joined() -> None:
    same = [point(QUARTERS[0], 40, 30, 50), point(QUARTERS[1], 60, 50, 80)]
    carried = [same[0], point(QUARTERS[2], 60, 50, 80, more=1)]

    assert len(links(read(trend_chart("a", same, paper())))) == 1
    assert not links(read(trend_chart("a", carried, paper())))


def test_at_least_is_hollow_and_says_so() -> None:
    svg = read(trend_chart("a", YEAR[:2], paper()))

    marks = [of_class(row, "chart-mark")[0].get("fill") for row in of_class(svg, "chart-row")]
    assert (marks[0] != "none", marks[1]) == (True, "none")
    assert "≥ 60" in texts(svg)
    assert "chart.trend.at-least" in texts(svg)


def test_forty_releases_stay_readable() -> None:
    first = ReportingPeriod(2017, 1)
    points = []
    for _ in range(40):
        points.append(TrendPoint(first, True, Cell({}, 50, 40, 60), None, (first,)))
        first = first.next
    svg = read(trend_chart("a", points, paper()))

    places = sorted(float(t.get("x")) for t in svg.iter() if re.fullmatch("Q[1-4]", t.text or ""))
    assert min(b - a for a, b in pairwise(places)) > 40
    assert len(of_class(svg, "chart-mark")) >= 40


@pytest.mark.parametrize("points", [[], [point(QUARTERS[0])], [point(QUARTERS[0], 0.4, 0, 900)]])
def test_little_and_very_uncertain_are_drawn_as_well(points) -> None:
    chart = trend_chart("<b>", points, paper())
    assert is_safe(chart)
    assert "<b>" not in chart
    assert read(chart).get("role") == "img"
