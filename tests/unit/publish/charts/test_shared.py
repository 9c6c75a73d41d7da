from collections.abc import Callable

import pytest
from tests.unit.publish.charts.drawn import is_safe, of_class, paper, read, texts, whiskers

from feedback_api.publish.chart import COLOURS
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.charts.shared import shared_picture_chart
from feedback_api.publish.shared_picture import SharedPicture, shared_picture
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Release

BOARD, PARTNER, STAFF = SourceGroup
Make = Callable[..., Release]
WAIT, DIGITAL, POLICY, SAFETY = Theme.WAITING_TIME, Theme.DIGITAL, Theme.POLICY, Theme.SAFETY
EVEN = {BOARD: 1000.0, PARTNER: 1000.0, STAFF: 1000.0}


@pytest.fixture(name="picture")
def _picture(frozen: Make) -> SharedPicture:
    return shared_picture(
        frozen(
            {
                BOARD: {WAIT: 200, DIGITAL: 300, POLICY: 15},
                PARTNER: {WAIT: 205, DIGITAL: 80, POLICY: 15},
                STAFF: {WAIT: 195},
            },
            EVEN,
        )
    )


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("rtl", [True, False])
def test_every_share_has_its_mark_and_its_whole_interval(picture, wide, rtl) -> None:
    svg = read(shared_picture_chart(picture, paper(wide=wide, rtl=rtl)))

    start, end = (244, 625) if wide else (8, 292)
    most = max(v.below if v.share is None else v.share.high for t in picture.themes for v in t.views)

    def along(share: float) -> float:
        place = start + share / most * (end - start)
        return (840 if wide else 300) - place if rtl else place

    drawn = {(hue, round(low), round(high)) for hue, low, high in whiskers(svg)}
    bounds = {(hue, round(high)) for hue, _, high in whiskers(svg, "chart-below")}
    for view in (view for theme in picture.themes for view in theme.views):
        if view.share is None:
            assert (COLOURS[view.group], round(along(view.below))) in bounds
        else:
            ends = round(along(view.share.low)), round(along(view.share.high))
            assert (COLOURS[view.group], *ends) in drawn
    shown = sum(view.share is not None for theme in picture.themes for view in theme.views)
    assert sum(len(of_class(row, "chart-interval")) for row in of_class(svg, "chart-row")) == shown


def test_rows_stand_under_what_can_be_said_of_them(picture) -> None:
    written = texts(read(shared_picture_chart(picture, paper(wide=True))))

    places = [
        written.index(text)
        for text in (
            "chart.shared.shared 1",
            "theme.waiting_time",
            "chart.shared.differs 1",
            "theme.digital",
            "chart.shared.unclear 1",
            "theme.policy",
        )
    ]
    assert places == sorted(places)


def test_groups_differ_in_shape_and_not_only_in_hue(picture) -> None:
    svg = read(shared_picture_chart(picture, paper()))

    shapes = {part.get("fill"): part.tag.split("}")[1] for part in of_class(svg, "chart-mark")}
    assert len(set(shapes.values())) == 3
    assert set(shapes) == set(COLOURS.values())


def test_the_description_tells_what_the_picture_shows(picture) -> None:
    told = of_title(read(shared_picture_chart(picture, paper(chart_id="a"))))

    assert "chart.shared.shared 1: theme.waiting_time." in told
    assert "chart.shared.differs 1: theme.digital." in told


def of_title(svg) -> str:
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "a-title a-description")
    return next(part.text for part in svg if part.get("id") == "a-description")


def test_one_group_and_no_theme_are_drawn_as_well(frozen: Make) -> None:
    alone = shared_picture(frozen({BOARD: {WAIT: 60}}, {BOARD: 100.0}))
    empty = shared_picture(frozen({BOARD: {}, STAFF: {}}, {BOARD: 900.0, STAFF: 900.0}))

    assert "chart.shared.unclear 1" in texts(read(shared_picture_chart(alone, paper())))
    assert "chart.nothing" in texts(read(shared_picture_chart(empty, paper())))


def test_who_cannot_be_compared_is_named(frozen: Make) -> None:
    votes = {BOARD: {WAIT: 60}, STAFF: {WAIT: 60}, PARTNER: {}}
    silent = shared_picture(frozen(votes, {BOARD: 400.0, STAFF: 400.0, PARTNER: None}))

    written = texts(read(shared_picture_chart(silent, paper())))
    assert written[written.index("chart.shared.silent") + 1] == "group.chain_partner"


def test_labels_cannot_become_markup_and_nothing_is_blocked(picture) -> None:
    chart = shared_picture_chart(picture, Paper(lambda key, **_: f"<b>{key}&"))
    assert "<b>" not in chart
    assert is_safe(chart)
