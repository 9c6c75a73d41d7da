"""A chart as PNG, drawn from its SVG with letters that are the same on every machine."""

from pathlib import Path

import reportlab
from resvg_py import svg_to_bytes

_FONTS = Path(reportlab.__file__).parent / "fonts"
_FAMILY = "Bitstream Vera Sans"
"""Comes with the library that draws the report, so that a machine without any font draws letters too."""

_SHARP = 2.0
"""Pixels a unit, so that a chart is sharp on a slide."""


def png_file(svg: str) -> bytes:
    """A picture on white; no font, file or address outside this program is read."""
    return svg_to_bytes(
        svg_string=svg,
        background="#ffffff",
        zoom=_SHARP,
        skip_system_fonts=True,
        font_files=[str(_FONTS / "Vera.ttf"), str(_FONTS / "VeraBd.ttf")],
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )
