import re
from xml.etree import ElementTree

import pytest

from feedback_api.publish.chart import COLOURS, TOGETHER, WIDTH, Bar, ChartWords, bar_chart
from feedback_api.terms.codebook import SourceGroup

SVG = "{http://www.w3.org/2000/svg}"
BARS = [Bar("Wachttijd", 45.2, 41.0, 49.4), Bar("Tolk", 21.0, 18.0, 40.3, at_least=True)]


def draw(bars: list[Bar] = BARS, rtl: bool = False, **more: str) -> ElementTree.Element:
    chart = bar_chart(
        "Thema's", "Stemmen per thema", bars, too_few=["Veiligheid", "Locatie"], rtl=rtl, **more
    )
    return ElementTree.fromstring(chart)


def texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(SVG + "text")]


def of_class(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [part for part in svg.iter() if part.get("class") == name]


def test_the_picture_has_a_role_a_title_and_a_description() -> None:
    svg = draw(chart_id="staff")

    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "staff-title staff-description"
    titled = {part.get("id"): part.text for part in svg if part.get("id")}
    assert titled == {"staff-title": "Thema's", "staff-description": "Stemmen per thema"}


def test_labels_numbers_and_intervals_are_text() -> None:
    written = texts(draw())

    assert "Wachttijd" in written
    assert "45 (41–50)" in written
    assert "≥ 21 (18–41)" in written


def test_whiskers_run_from_low_to_high() -> None:
    svg = draw()
    top = 50.0
    across = WIDTH - 12

    path = of_class(svg, "chart-interval")[0].get("d") or ""
    start, end = re.findall(r"M([0-9.]+) [0-9.]+H([0-9.]+)", path)[0]
    assert float(start) == pytest.approx(6 + 41.0 / top * across, abs=0.1)
    assert float(end) == pytest.approx(6 + 49.4 / top * across, abs=0.1)


def test_bars_are_as_long_as_their_estimates() -> None:
    first, second = (float(bar.get("width") or 0) for bar in of_class(draw(), "chart-bar"))

    assert first / second == pytest.approx(45.2 / 21.0, rel=1e-3)


def test_too_few_is_listed_and_not_drawn() -> None:
    svg = draw()

    assert len(of_class(svg, "chart-bar")) == 2
    assert "Too few to show (2)" in texts(svg)
    assert "Veiligheid · Locatie" in texts(svg)


def test_an_empty_chart_says_so() -> None:
    fixed = ChartWords(nothing="Niets te tonen.")
    svg = ElementTree.fromstring(bar_chart("a", "b", [], chart_words=fixed))

    assert texts(svg) == ["Niets te tonen."]


def test_right_to_left_starts_at_the_right_with_numbers_left_to_right() -> None:
    svg = draw(rtl=True)

    assert svg.get("direction") == "rtl"
    bar, value = of_class(svg, "chart-bar")[0], of_class(svg, "chart-value")[0]
    assert float(bar.get("x") or 0) + float(bar.get("width") or 0) == pytest.approx(WIDTH - 6, abs=0.1)
    assert (value.get("direction"), value.get("text-anchor"), value.get("x")) == ("ltr", "start", "6")


def test_long_labels_are_broken_and_never_reach_the_numbers() -> None:
    svg = draw([Bar("Na de vergunning: inburgering, werk en woning", 5, 4, 6)])

    assert max(len(text) for text in texts(svg) if "vergunning" in text or "woning" in text) <= 32


def test_labels_cannot_become_markup() -> None:
    svg = draw([Bar("<script>alert(1)</script>", 5, 4, 6)])

    assert not list(svg.iter(SVG + "script"))
    assert any("<script>" in text for text in texts(svg))


def test_nothing_that_a_strict_content_policy_blocks() -> None:
    chart = bar_chart("a", "b", BARS, too_few=["c"])

    assert not re.search(r"style|<script|href|url\(|@|\son[a-z]+=", chart)
    assert re.findall(r"https?://[^\"]+", chart) == ["http://www.w3.org/2000/svg"]


def test_text_follows_the_page_colour() -> None:
    svg = draw()

    assert svg.get("fill") == "currentColor"
    assert all(text.get("fill") is None for text in svg.iter(SVG + "text"))


@pytest.mark.parametrize("most", [0.4, 1, 7, 12.8, 99, 101, 640, 12_345])
def test_every_interval_fits_on_the_axis(most: float) -> None:
    svg = draw([Bar("a", most / 2, 0, most)])

    ends = re.findall(r"[MH]([0-9.]+)", of_class(svg, "chart-interval")[0].get("d") or "")
    assert max(float(end) for end in ends) <= WIDTH - 6 + 0.1
    ticks = [float(text) for text in texts(of_class(svg, "chart-axis")[0]) if re.fullmatch("[0-9]+", text)]
    assert ticks[-1] >= most
    assert 2 <= len(ticks) <= 6


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [*(COLOURS[group] for group in SourceGroup), TOGETHER])
def test_bars_stand_out_on_white_and_on_near_black(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 3
    assert (luminance(colour) + 0.05) / (luminance("#121212") + 0.05) >= 3
