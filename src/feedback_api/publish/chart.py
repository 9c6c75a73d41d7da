"""Horizontal bar charts as inline SVG: no script, no style, no reference outside the picture.

The picture is drawn for a column of 300 units, label above bar, so it reads the same on a telephone
of 320 pixels and beside two other charts on a desk. Sizes are attributes; a style sheet may refine by class:
``chart`` should get ``inline-size: 100%; block-size: auto; max-inline-size: 32rem``.
"""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedback_api.publish.svg import Look, element, words
from feedback_api.terms.codebook import SourceGroup

WIDTH = 300
"""Units across; in a sheet on a screen of 320 pixels one is 0.86 pixel, so the smallest text is 11 pixels."""

COLOURS = {
    SourceGroup.SOUNDING_BOARD: "#0072b2",
    SourceGroup.CHAIN_PARTNER: "#d55e00",
    SourceGroup.STAFF: "#009e73",
}
"""One hue per group, 3:1 or more against white and against near-black (WCAG 2.2, 1.4.11).

Source: Okabe and Ito 2008, colour universal design (safe for colour-blind readers).
"""

TOGETHER = "#8a63b0"
"""Hue of all groups together, by the same two measures."""

_LABEL_SIZE, _LABEL_LINE, _LABEL_CHARACTERS = 14, 18, 23
_SMALL_SIZE, _SMALL_LINE, _SMALL_CHARACTERS = 13, 18, 42
_BAR, _ROW_GAP, _CAP = 12, 15, 4
_MARGIN = 6
_FAINT, _SOFT = 0.12, 0.78


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: label, estimate and 95 % interval in one unit; ``at_least`` as in a release's sums."""

    label: str
    estimate: float
    low: float
    high: float
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The chart's fixed words in the reader's language."""

    axis: str = "votes · line: 95 % interval"
    too_few: str = "Too few to show"
    nothing: str = "Nothing can be shown for this period."


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Drawing directions: which side lines start on, and how many units one vote is long."""

    rtl: bool
    colour: str
    top: float
    ink: str

    def along(self, value: float) -> float:
        """Distance from the starting edge, in units, for a value on the axis."""
        return _MARGIN + value / self.top * (WIDTH - 2 * _MARGIN)

    def x(self, distance: float) -> float:
        """Horizontal position of a distance from the starting edge."""
        return WIDTH - distance if self.rtl else distance


def bar_chart(
    title: str,
    description: str,
    bars: Sequence[Bar],
    *,
    chart_id: str = "chart",
    colour: str = TOGETHER,
    too_few: Sequence[str] = (),
    chart_words: ChartWords | None = None,
    rtl: bool = False,
    ink: str = "currentColor",
    ground: str = "",
) -> str:
    """Draw bars in the order given, with whiskers for their intervals and the "too few" labels below.

    ``chart_id`` must be unique on its page: title and description are found by it. Put the same numbers
    in a table beside it. A chart that becomes a file of its own needs an ``ink`` and a ``ground``.
    """
    fixed = chart_words or ChartWords()
    sheet = _Sheet(rtl, colour, _ticks(max((bar.high for bar in bars), default=1.0))[-1], ink)
    height, drawn = _stack(bars, sheet, fixed)
    foot = list(_listed(too_few, height, sheet, fixed))
    height += _SMALL_LINE * len(foot) + (_ROW_GAP if foot else 0)
    names = (f"{chart_id}-title", f"{chart_id}-description")
    whole: Look = {"width": WIDTH, "height": math.ceil(height)}
    sheet_of_its_own = (element("rect", {**whole, "fill": ground}),) if ground else ()
    frame: Look = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {WIDTH} {math.ceil(height)}",
        **(whole if ground else {}),
        "class": "chart",
        "role": "img",
        "aria-labelledby": " ".join(names),
        "font-family": "system-ui, sans-serif",
        "fill": ink,
        "direction": "rtl" if rtl else "ltr",
    }
    told = (
        element("title", {"id": names[0]}, words(title)),
        element("desc", {"id": names[1]}, words(description)),
    )
    return element("svg", frame, *told, *sheet_of_its_own, *drawn, *foot)


def _stack(bars: Sequence[Bar], sheet: _Sheet, fixed: ChartWords) -> tuple[float, list[str]]:
    """All rows from the top, then the axis; with the height used."""
    if not bars:
        lines = textwrap.wrap(fixed.nothing, _SMALL_CHARACTERS)
        return _SMALL_LINE * len(lines), list(_small(lines, 0, sheet))
    y, drawn = 0.0, []
    for bar in bars:
        lines = textwrap.wrap(bar.label, _LABEL_CHARACTERS) or [""]
        drawn.append(_row(bar, lines, y, sheet))
        y += _LABEL_LINE * len(lines) + _BAR + _ROW_GAP
    return y + 2 * _SMALL_LINE, [*drawn, _axis(y, sheet, fixed)]


def _row(bar: Bar, lines: Sequence[str], y: float, sheet: _Sheet) -> str:
    label = [
        _text(line, sheet.x(_MARGIN), y + _LABEL_SIZE + index * _LABEL_LINE, _LABEL_SIZE)
        for index, line in enumerate(lines)
    ]
    top = y + _LABEL_LINE * len(lines) + 2
    return element("g", {"class": "chart-row"}, *label, _value(bar, y, sheet), *_mark(bar, top, sheet))


def _value(bar: Bar, y: float, sheet: _Sheet) -> str:
    """Estimate and interval at the far end; always left to right, so that 38-52 is not read as 52-38."""
    estimate = f"{'≥ ' if bar.at_least else ''}{bar.estimate:.0f}"
    interval = f" ({math.floor(bar.low)}–{math.ceil(bar.high)})"
    place: Look = {
        "x": sheet.x(WIDTH - _MARGIN),
        "y": y + _LABEL_SIZE,
        "font-size": _LABEL_SIZE,
        "text-anchor": "start" if sheet.rtl else "end",
        "direction": "ltr",
        "class": "chart-value",
    }
    strong = element("tspan", {"font-weight": "700"}, words(estimate))
    soft = element("tspan", {"fill-opacity": _SOFT, "font-size": _SMALL_SIZE}, words(interval))
    return element("text", place, strong, soft)


def _mark(bar: Bar, top: float, sheet: _Sheet) -> Iterator[str]:
    yield _box(0, sheet.top, top, sheet, {"class": "chart-track", "fill-opacity": _FAINT})
    yield _box(0, bar.estimate, top, sheet, {"class": "chart-bar", "fill": sheet.colour})
    low, high = (sheet.x(sheet.along(value)) for value in (bar.low, bar.high))
    middle = top + _BAR / 2
    path = f"M{low:.1f} {middle:g}H{high:.1f}" + "".join(
        f"M{end:.1f} {middle - _CAP:g}V{middle + _CAP:g}" for end in (low, high)
    )
    look: Look = {"class": "chart-interval", "stroke-width": 1.75, "stroke-linecap": "round", "fill": "none"}
    yield element("path", {**look, "stroke": sheet.ink, "d": path})


def _box(start: float, end: float, top: float, sheet: _Sheet, look: Look) -> str:
    near, far = sorted(sheet.x(sheet.along(value)) for value in (start, end))
    return element("rect", {**look, "x": near, "y": top, "width": far - near, "height": _BAR, "rx": 2})


def _axis(y: float, sheet: _Sheet, fixed: ChartWords) -> str:
    marks = []
    for tick in _ticks(sheet.top):
        anchor = "start" if tick == 0 else "end" if tick == sheet.top else "middle"
        marks.append(_text(f"{tick:g}", sheet.x(sheet.along(tick)), y + 4, _SMALL_SIZE, anchor))
    caption = _text(fixed.axis, sheet.x(_MARGIN), y + 4 + _SMALL_LINE, _SMALL_SIZE)
    return element("g", {"class": "chart-axis", "fill-opacity": _SOFT}, *marks, caption)


def _listed(labels: Sequence[str], y: float, sheet: _Sheet, fixed: ChartWords) -> Iterator[str]:
    if not labels:
        return
    top = y + _ROW_GAP
    heading = f"{fixed.too_few} ({len(labels)})"
    yield _text(heading, sheet.x(_MARGIN), top + _SMALL_SIZE, _SMALL_SIZE, weight="700")
    yield from _small(_packed(labels), top + _SMALL_LINE, sheet)


def _packed(labels: Sequence[str]) -> list[str]:
    """Labels side by side where they fit, none broken over two lines unless it is longer than one."""
    lines: list[str] = []
    for label in labels:
        joined = f"{lines[-1]} · {label}" if lines else label
        if lines and len(joined) <= _SMALL_CHARACTERS:
            lines[-1] = joined
        else:
            lines.extend(textwrap.wrap(label, _SMALL_CHARACTERS))
    return lines


def _small(lines: Sequence[str], y: float, sheet: _Sheet) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield _text(line, sheet.x(_MARGIN), y + _SMALL_SIZE + index * _SMALL_LINE, _SMALL_SIZE)


def _text(text: str, x: float, y: float, size: float, anchor: str = "start", weight: str = "400") -> str:
    look: Look = {"x": x, "y": y, "font-size": size, "text-anchor": anchor, "font-weight": weight}
    return element("text", look, words(text))


def _ticks(most: float) -> list[float]:
    """Round numbers from zero to at least ``most``, in three to six equal steps."""
    power: float = 10.0 ** math.floor(math.log10(max(most, 1.0) / 4))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor * 5 >= most)
    step = max(step, 1.0)
    return [step * index for index in range(math.ceil(most / step) + 1)]
