"""Reads charts back: what is written, what is drawn, and where."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from feedback_api.publish.charts.paper import Paper

SVG = "{http://www.w3.org/2000/svg}"


def say(key: str, **values: object) -> str:
    """The key itself, with its values."""
    return " ".join([key, *(str(value) for value in values.values())])


def paper(**more: object) -> Paper:
    """Paper whose words are keys."""
    return Paper(say, **more)  # type: ignore[arg-type]


def read(chart: str) -> ElementTree.Element:
    return ElementTree.fromstring(chart)


def texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(SVG + "text")]


def of_class(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [part for part in svg.iter() if part.get("class") == name]


def whiskers(svg: ElementTree.Element, name: str = "chart-interval") -> Iterator[tuple[str, float, float]]:
    """Hue, start and end of each line that lies."""
    for part in of_class(svg, name):
        found = re.match(r"M([-0-9.]+) [-0-9.]+H([-0-9.]+)", part.get("d") or "")
        if found:
            yield str(part.get("stroke")), float(found[1]), float(found[2])


def is_safe(chart: str) -> bool:
    """Nothing that a strict content policy blocks, or that reads another file."""
    return not re.search(r"style=|<style|<script|href|url\(|@|\son[a-z]+=", chart)
