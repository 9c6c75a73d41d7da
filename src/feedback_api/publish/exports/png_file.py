"""A chart as PNG, drawn from its SVG with letters that are the same on every machine."""

import re
from pathlib import Path

import reportlab
from resvg_py import svg_to_bytes

_FONTS = Path(reportlab.__file__).parent / "fonts"
_FAMILY = "Bitstream Vera Sans"
"""Comes with the library that draws the report, so that a machine without any font draws letters too."""

_SHARP = 2.0
"""Pixels a unit, so that a chart is sharp on a slide."""

_NARROWER = 0.92
"""Vera is wider than the fonts of screens: a little smaller, texts fit the room that charts give them."""

_SIZE = re.compile(r'font-size="([0-9.]+)"')


def png_file(svg: str) -> bytes:
    """A picture on white; no font, file or address outside this program is read."""
    return svg_to_bytes(
        svg_string=_SIZE.sub(_narrower, svg),
        background="#ffffff",
        zoom=_SHARP,
        skip_system_fonts=True,
        font_files=[str(_FONTS / "Vera.ttf"), str(_FONTS / "VeraBd.ttf")],
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )


def _narrower(size: re.Match[str]) -> str:
    return f'font-size="{float(size[1]) * _NARROWER:.2f}"'
