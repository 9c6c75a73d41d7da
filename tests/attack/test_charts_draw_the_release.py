"""Charts measured with a ruler: where marks and intervals stand is what the release says, nothing else."""

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

import pytest
from tests.attack.published import Number, Publication

from feedback_api.publish.chart import COLOURS
from feedback_api.publish.charts.catalogue import draw
from feedback_api.publish.charts.paper import Paper
from feedback_api.release.freeze import parse_release
from feedback_api.terms.codebook import Theme

WORLDS = [(900, 11), (6_000, 12)]
SVG = "{http://www.w3.org/2000/svg}"
GROUPS = {colour: str(group) for group, colour in COLOURS.items()}
# The reader's words are the keys of the texts, with the numbers that go into them.
PAPER = Paper(lambda key, **values: " ".join([key, *map(str, values.values())]), wide=True).alone()
ENDS = re.compile(r"M(-?[0-9.]+) (-?[0-9.]+)([HV])(-?[0-9.]+)")


@pytest.fixture(scope="session", name="house", params=WORLDS, ids=str)
def _house(request, attacked) -> Iterator[tuple]:
    """A site and its releases as published, newest last."""
    world = attacked(*request.param)
    with world.house.open() as site:
        yield site, world.publications


def drawn(site, name: str, publications: list[Publication]) -> ElementTree.Element:
    releases = [parse_release(site.get(f"/v1/releases/{one.label}").json()) for one in reversed(publications)]
    return ElementTree.fromstring(draw(name, releases[0], releases, PAPER))


def rows(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in root.iter(f"{SVG}g") if one.get("class") == "chart-row"]


def ends(row: ElementTree.Element, kind: str) -> list[tuple[str, float, float]]:
    """Colour and both ends of each line of a kind."""
    lines = [one for one in row.iter(f"{SVG}path") if one.get("class") == kind]
    found = [(one.get("stroke"), ENDS.match(one.get("d"))) for one in lines]
    return [
        (colour, *sorted((float(match[1] if match[3] == "H" else match[2]), float(match[4]))))
        for colour, match in found
        if match[3] == "H" or kind == "chart-interval"
    ]


def ruler(ticks: Mapping[float, float]):
    """From a place to a number, by the first and the last of the axis' own marks."""
    (first, at_first), (last, at_last) = min(ticks.items()), max(ticks.items())
    return lambda place: first + (place - at_first) / (at_last - at_first) * (last - first)


def test_the_shared_picture_draws_every_share_and_every_bound(house):
    site, publications = house
    root = drawn(site, "shared-picture", publications)
    ticks = {
        float(text.text.split()[1]): float(text.get("x"))
        for text in root.iter(f"{SVG}text")
        if text.text.startswith("chart.percent ")
    }
    percent = ruler(ticks)
    found = {}
    for row in rows(root):
        said = ["".join(text.itertext()) for text in row.iter(f"{SVG}text")]
        theme = next(one.removeprefix("theme.") for one in said if one.startswith("theme."))
        for colour, low, high in ends(row, "chart-interval"):
            found[theme, GROUPS[colour]] = (percent(low), percent(high))
        for colour, _, high in ends(row, "chart-below"):
            found[theme, GROUPS[colour]] = (None, percent(high))
    items = site.get(f"/v1/shared-picture?period={publications[-1].label}").json()["items"]
    expected = {
        (item["themeId"], view["sourceGroup"]): (view["share"]["low"] * 100, view["share"]["high"] * 100)
        if isinstance(view["share"], dict)
        else (None, view["below"] * 100)
        for item in items
        for view in item["perGroup"]
    }
    assert found.keys() == expected.keys()
    for key, places in found.items():
        # Ends are rounded outwards by up to a tenth of a percent, and drawn in tenths of a unit.
        assert places == pytest.approx(expected[key], abs=0.15), key


def test_trends_draw_every_shown_number_and_no_hidden_one(house):
    site, publications = house
    measured = {theme: _intervals(drawn(site, f"trend-{theme}", publications)) for theme in Theme}
    shown = {theme: list(_shown(publications, theme)) for theme in Theme}
    assert any(shown.values())
    for theme, numbers in shown.items():
        intervals, said, unit = measured[theme]
        assert len(intervals) == len(numbers), theme
        for number in numbers:
            near = pytest.approx((number.low, number.high), abs=unit)
            assert any(interval == near for interval in intervals), (theme, number, intervals)
            assert f"{'≥ ' if number.at_least else ''}{number.estimate:.0f}" in said, theme


def _shown(publications: list[Publication], theme: Theme) -> Iterator[Number]:
    for publication in publications:
        (table,) = [table for table in publication.tables if table.dimensions == ("theme",)]
        if (number := table.cells[(theme,)]) is not None:
            yield number


def _intervals(root: ElementTree.Element) -> tuple[list[tuple[float, float]], list[str], float]:
    """Intervals in votes, what is written beside them, and how many votes a unit of the drawing is."""
    inside = [row for row in rows(root) if ends(row, "chart-interval")]
    if not inside:
        return [], [], 0.0
    ticks = {
        float(text.text): float(text.get("y"))
        for text in root.iter(f"{SVG}text")
        if text.get("text-anchor") == "end" and text.text.isdecimal()
    }
    votes = ruler(ticks)
    # The number of a tick stands a little below its line; zero's line is the lowest one.
    shift = max(ticks.values()) - max(_lines(root))
    pairs = [ends(row, "chart-interval")[0][1:] for row in inside]
    said = [text.text for row in inside for text in row.iter(f"{SVG}text")]
    # Up is less: the upper end of a line has the smaller place.
    return [(votes(low + shift), votes(high + shift)) for high, low in pairs], said, votes(0) - votes(1)


def _lines(root: ElementTree.Element) -> list[float]:
    """Heights of the lines across the chart."""
    found = [
        re.fullmatch(r"M[0-9.]+ ([0-9.]+)L[0-9.]+ \1", path.get("d", ""))
        for path in root.findall(f"{SVG}path")
    ]
    return [float(match[1]) for match in found if match]
