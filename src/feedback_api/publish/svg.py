"""Just enough SVG: elements whose text and attributes cannot break out."""

import re
from collections.abc import Mapping
from html import escape

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold (XML 1.0, section 2.2)."""

Look = Mapping[str, str | float]
"""Presentation attributes: a strict Content-Security-Policy blocks ``style``, but not these."""


def element(name: str, attributes: Look, *children: str) -> str:
    """One element around children that are SVG already."""
    written = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def words(text: str) -> str:
    """Text as content: escaped, without characters that XML forbids."""
    return escape(_NOT_XML.sub("", text))


def _value(value: str | float) -> str:
    return words(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
