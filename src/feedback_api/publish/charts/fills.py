"""How parts of a whole look: a hue and a grain each, so that a black print tells them apart as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.svg import element

HUES = {"good": "#0072b2", "middle": "#767676", "bad": "#d55e00"}
"""Blue against orange, and a grey between them: the pair that every kind of colour blindness leaves apart.

Source: Okabe and Ito 2008, colour universal design.
"""

_PITCH = 5.0


@dataclass(frozen=True, slots=True)
class Fill:
    """A hue and how it is laid on: ``solid``, ``slanted`` lines, ``upright`` lines, or ``open``."""

    hue: str
    grain: str


GOOD, MIXED, BAD = Fill(HUES["good"], "solid"), Fill(HUES["middle"], "slanted"), Fill(HUES["bad"], "upright")
NONE = Fill(HUES["middle"], "open")
FILLS = {
    "good": GOOD,
    "mixed": MIXED,
    "bad": BAD,
    "not_given": NONE,
    "positive": GOOD,
    "neutral": NONE,
    "negative": BAD,
}
"""By rating and by sentiment; ``mixed`` is the same word in both."""


class Box(NamedTuple):
    """Where a rectangle lies: from one distance to another, from ``top`` on."""

    start: float
    end: float
    top: float
    height: float


def filled(fill: Fill, box: Box, paper: Paper) -> str:
    """A rectangle with its grain, drawn as lines: a pattern would need a reference."""
    inside = fill.hue if fill.grain == "solid" else "none"
    drawn = paper.box(*box, class_="chart-part", fill=inside, stroke=fill.hue, stroke_width=1.25)
    near, far = sorted((paper.x(box.start), paper.x(box.end)))
    match fill.grain:
        case "slanted":
            lines = "".join(_slanted(near, far, box.top, box.height))
        case "upright":
            lines = "".join(_upright(near, far, box.top, box.height))
        case _:
            return drawn
    if not lines:
        return drawn
    width = 3.2 if fill.grain == "upright" else 1.5
    return drawn + element("path", {"d": lines, "stroke": fill.hue, "stroke-width": width, "fill": "none"})


def _upright(near: float, far: float, top: float, height: float) -> Iterator[str]:
    x = near + _PITCH / 2
    while x < far - 1:
        yield f"M{x:.1f} {top:.1f}v{height:g}"
        x += _PITCH


def _slanted(near: float, far: float, top: float, height: float) -> Iterator[str]:
    """Lines that rise to the right at 45 degrees, cut off at both sides."""
    x = near - height + _PITCH
    while x < far:
        left, right = max(x, near), min(x + height, far)
        if right > left:
            yield f"M{left:.1f} {top + height - (left - x):.1f}L{right:.1f} {top + height - (right - x):.1f}"
        x += _PITCH
