"""A chart as a file of its own: its title above it, and below it which release it shows."""

import re
import textwrap
from collections.abc import Iterator
from html import unescape

from feedback_api.publish.svg import Look, element, words
from feedback_api.terms.release import Release

_MARGIN, _TITLE, _TITLE_LINE, _SMALL, _SMALL_LINE = 16, 16, 22, 9, 13
_TITLE_CHARACTER, _SMALL_CHARACTER = 10.0, 5.8
"""Units that a bold character and a small one take on average."""

_INK, _SOFT, _GROUND = "#16212b", "#4b5a67", "#ffffff"
_SAID = {
    "nl": ("Publicatie {period} · schattingen met ruis, geen tellingen", "{digest}"),
    "en": ("Release {period} · estimates with noise, not counts", "{digest}"),
}
_OPENING = re.compile(r'<svg [^>]*?viewBox="0 0 ([0-9.]+) ([0-9.]+)"[^>]*>')
_HEADING = re.compile(r"<title[^>]*>([^<]*)</title>")
_SIZE = re.compile(r' (?:width|height)="[^"]*"')


def chart_file(svg: str, release: Release, language: str) -> str:
    """The chart on white with a margin, so that it keeps its title and source wherever it is pasted.

    Raises:
        ValueError: the picture does not say how large it is.
    """
    opening = _OPENING.match(svg)
    if opening is None:
        raise ValueError("a chart says its size in its viewBox, from zero")
    wide, tall = (float(size) for size in opening.groups())
    heading = _HEADING.search(svg)
    lines = textwrap.wrap(unescape(heading[1]) if heading else "", int(wide / _TITLE_CHARACTER))
    source = _source(release, language, wide)
    top = _MARGIN + len(lines) * _TITLE_LINE + 6
    foot = top + tall + _MARGIN
    whole: Look = {"width": wide + 2 * _MARGIN, "height": foot + len(source) * _SMALL_LINE + _MARGIN}
    frame: Look = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {whole['width']:g} {whole['height']:g}",
        **whole,
        "font-family": "system-ui, sans-serif",
        "lang": language,
        # Charts that take the colour of the page around them find it here.
        "color": _INK,
    }
    place = f' x="{_MARGIN}" y="{top}" width="{wide:g}" height="{tall:g}">'
    inside = _SIZE.sub("", opening[0]).removesuffix(">") + place + svg[opening.end() :]
    drawn = (*_title(lines), inside, *_small(source, foot))
    return element("svg", frame, element("rect", {**whole, "fill": _GROUND}), *drawn)


def _title(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        look: Look = {
            "x": _MARGIN,
            "y": _MARGIN + _TITLE + number * _TITLE_LINE,
            "font-size": _TITLE,
            "font-weight": "700",
            "fill": _INK,
        }
        yield element("text", look, words(line))


def _source(release: Release, language: str, wide: float) -> list[str]:
    """What the file shows, in lines that fit; a digest is longer than a narrow chart is wide."""
    said = [line.format(period=release.period, digest=release.digest) for line in _SAID[language]]
    return [part for line in said for part in textwrap.wrap(line, int(wide / _SMALL_CHARACTER))]


def _small(lines: list[str], top: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        look: Look = {
            "x": _MARGIN,
            "y": top + (number + 0.7) * _SMALL_LINE,
            "font-size": _SMALL,
            "fill": _SOFT,
        }
        yield element("text", look, words(line))
