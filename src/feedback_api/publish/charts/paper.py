"""What a chart is drawn on: its width, the side that lines start on, its ink, and the reader's words."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from feedback_api.publish.svg import Look, element, words

NARROW, WIDE = 300, 840
"""Units across. A narrow chart in a column of 257 pixels (a sheet on a screen of 320) writes its smallest
text at 11 pixels; a wide one needs 715 pixels for that, such as a printed page."""

SIZE, LINE = 13, 18
"""Height of all plain text, and from line to line."""

CHARACTER = 6.9
"""Units that a character takes on average, a little more than in the fonts we tried."""

SOFT, FAINT = 0.78, 0.14
"""Opacity of what explains, and of what only guides the eye."""


class Say(Protocol):
    """Gives the text of a key in the reader's language, its placeholders filled."""

    def __call__(self, key: str, **values: object) -> str:
        """The text."""
        ...


@dataclass(frozen=True, slots=True)
class Paper:
    """One reader's paper. ``chart_id`` must be unique on its page: title and description are found by it.

    As it comes, text takes the colour of the page around it and the ground is the page's own.
    """

    say: Say
    chart_id: str = "chart"
    rtl: bool = False
    wide: bool = False
    ink: str = "currentColor"
    ground: str = ""

    @property
    def width(self) -> int:
        """Units across."""
        return WIDE if self.wide else NARROW

    def alone(self) -> "Paper":
        """The same paper for a file of its own: dark ink on white, whatever program opens it."""
        return replace(self, ink="#16212b", ground="#ffffff")

    def x(self, along: float) -> float:
        """Horizontal position of a distance from the side that lines start on."""
        return self.width - along if self.rtl else along

    def text(self, text: str, along: float, y: float, **look: str | float) -> str:
        """A line of words from a distance on; ``y`` is where its letters stand."""
        plain: Look = {"x": self.x(along), "y": y, "font-size": SIZE}
        return element("text", {**plain, **look_of(look)}, words(text))

    def number(self, text: str, along: float, y: float, anchor: str = "start", **look: str | float) -> str:
        """Digits, always left to right, or 38-52 would be read as 52-38 in Arabic."""
        turned = {"start": "end", "end": "start"}.get(anchor, anchor) if self.rtl else anchor
        return self.text(text, along, y, text_anchor=turned, direction="ltr", **look)

    def lines(self, text: str, along: float, y: float, room: float, **look: str | float) -> Iterator[str]:
        """Words broken into as many lines as the room needs, the first one standing on ``y``."""
        for index, line in enumerate(broken(text, room)):
            yield self.text(line, along, y + index * LINE, **look)

    def box(self, start: float, end: float, top: float, height: float, **look: str | float) -> str:
        """A rectangle from one distance to another."""
        near, far = sorted((self.x(start), self.x(end)))
        place: Look = {"x": near, "y": top, "width": far - near, "height": height}
        return element("rect", {**place, **look_of(look)})

    def path(self, points: Sequence[tuple[float, float]], **look: str | float) -> str:
        """Straight lines through points, each a distance and a height; a gap where two points repeat."""
        drawn = "L".join(f"{self.x(along):.1f} {y:.1f}" for along, y in points)
        return element("path", {"d": f"M{drawn}", "fill": "none", "stroke": self.ink, **look_of(look)})

    def whisker(self, low: float, high: float, y: float, cap: float = 3.5, **look: str | float) -> str:
        """An interval: a line with a small foot at each end."""
        ends = [self.x(low), self.x(high)]
        feet = "".join(f"M{end:.1f} {y - cap:.1f}V{y + cap:.1f}" for end in ends)
        plain: Look = {"class": "chart-interval", "fill": "none", "stroke": self.ink, "stroke-width": 1.75}
        drawn = f"M{ends[0]:.1f} {y:.1f}H{ends[1]:.1f}{feet}"
        return element("path", {**plain, "d": drawn, **look_of(look)})

    def picture(self, title: str, description: str, height: float, drawn: Sequence[str]) -> str:
        """The whole chart around what is drawn."""
        names = (f"{self.chart_id}-title", f"{self.chart_id}-description")
        tall = math.ceil(height)
        frame: Look = {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {self.width} {tall}",
            **({"width": self.width, "height": tall} if self.ground else {}),
            "class": "chart chart-wide" if self.wide else "chart chart-narrow",
            "role": "img",
            "aria-labelledby": " ".join(names),
            "font-family": "system-ui, sans-serif",
            "fill": self.ink,
            "direction": "rtl" if self.rtl else "ltr",
        }
        told = (
            element("title", {"id": names[0]}, words(title)),
            element("desc", {"id": names[1]}, words(description)),
        )
        whole: Look = {"width": self.width, "height": tall, "fill": self.ground}
        ground = (element("rect", whole),) if self.ground else ()
        return element("svg", frame, *told, *ground, *drawn)


def look_of(look: dict[str, str | float]) -> Look:
    """Presentation attributes as SVG writes them, from names that Python can write."""
    return {name.rstrip("_").replace("_", "-"): value for name, value in look.items()}


def broken(text: str, room: float) -> list[str]:
    """The text in lines that fit into so many units."""
    return textwrap.wrap(text, max(int(room / CHARACTER), 8)) or [""]


def step_to(top: float, least_steps: int = 2) -> float:
    """The largest round step of which an axis that ends at ``top`` holds so many."""
    power: float = 10.0 ** math.floor(math.log10(max(top, 1e-6)))
    steps = (power * factor for factor in (5, 2, 1, 0.5, 0.2))
    return next(step for step in steps if top / step >= least_steps)
