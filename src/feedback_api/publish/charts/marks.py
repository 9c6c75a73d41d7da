"""Three groups, three shapes and three hues: whoever sees no hue, or prints in black, reads the shape."""

from feedback_api.publish.chart import COLOURS
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.svg import Look, element
from feedback_api.terms.codebook import SourceGroup

RADIUS = 5.0
"""Half the width of a round mark; the others cover about as much paper."""

BADGE = 12.0
"""Half the width of the ring around a sign."""

_BOLD: dict[str, str | float] = {"font_size": 16, "font_weight": 700, "text_anchor": "middle"}
_SQUARE, _TRIANGLE = RADIUS * 0.9, RADIUS * 1.3


def mark(group: SourceGroup, along: float, y: float, paper: Paper) -> str:
    """A group's mark around a point: round, square, or pointing up."""
    x, hue = paper.x(along), COLOURS[group]
    match group:
        case SourceGroup.SOUNDING_BOARD:
            return element("circle", {"class": "chart-mark", "cx": x, "cy": y, "r": RADIUS, "fill": hue})
        case SourceGroup.CHAIN_PARTNER:
            place: Look = {"x": x - _SQUARE, "y": y - _SQUARE, "width": 2 * _SQUARE, "height": 2 * _SQUARE}
            return element("rect", {"class": "chart-mark", **place, "fill": hue})
        case SourceGroup.STAFF:
            top, foot = y - _TRIANGLE, y + _TRIANGLE * 0.75
            drawn = f"M{x:.1f} {top:.1f}L{x + _TRIANGLE:.1f} {foot:.1f}H{x - _TRIANGLE:.1f}Z"
            return element("path", {"class": "chart-mark", "d": drawn, "fill": hue})


def below_limit(hue: str, start: float, limit: float, y: float, paper: Paper) -> str:
    """Too few to show: a broken line from nothing to the limit it stays below, and no mark."""
    path = f"M{paper.x(start):.1f} {y:.1f}H{paper.x(limit):.1f}"
    look: Look = {"class": "chart-below", "fill": "none", "stroke": hue, "stroke-width": 1.5}
    broken = element("path", {**look, "d": path, "stroke-dasharray": "2 3"})
    end = element("path", {**look, "d": f"M{paper.x(limit):.1f} {y - 3.5:.1f}V{y + 3.5:.1f}"})
    return broken + end


def badge(sign: str, middle: float, paper: Paper) -> str:
    """A ring at the starting edge with ``=``, ``≠`` or ``?`` in it.

    Lines rather than letters for the first two: fonts draw a stroked sign very differently.
    """
    x = paper.x(BADGE + 1)
    ring: Look = {
        "cx": x,
        "cy": middle,
        "r": BADGE,
        "fill": "none",
        "stroke": paper.ink,
        "stroke-width": 1.75,
    }
    drawn = element("circle", ring)
    if sign == "?":
        return drawn + paper.text(sign, BADGE + 1, middle + 5.5, **_BOLD)
    lines = f"M{x - 5:.1f} {middle - 3:.1f}h10M{x - 5:.1f} {middle + 3:.1f}h10"
    stroke = f"M{x - 4:.1f} {middle + 7.5:.1f}l8 -15" if sign == "≠" else ""
    look: Look = {"fill": "none", "stroke": paper.ink, "stroke-width": 2, "stroke-linecap": "round"}
    return drawn + element("path", {**look, "d": lines + stroke})
