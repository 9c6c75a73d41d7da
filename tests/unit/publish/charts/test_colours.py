"""Hues for every reader: 3:1 on white and on near-black, and apart for each kind of colour blindness."""

from itertools import combinations

import pytest

from feedback_api.publish.chart import COLOURS
from feedback_api.publish.charts.fills import HUES
from feedback_api.publish.charts.journey import HUE

LEAST_APART = 0.08
"""In OKLab, where about 0.02 is the least that anybody sees."""

SEEN = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Linear light as seen by each. Source: Machado, Oliveira and Fernandes 2009, table 1, severity 1."""

TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour: str) -> float:
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def seen(colour: str, eyes: str) -> list[float]:
    light = [min(max(part, 0.0), 1.0) for part in times(SEEN[eyes], linear(colour))]
    return times(TO_LAB, [part ** (1 / 3) for part in times(TO_CONES, light)])


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("hues", [COLOURS.values(), HUES.values()], ids=["groups", "parts"])
def test_hues_that_stand_together_are_seen_apart(hues, eyes) -> None:
    for one, other in combinations(hues, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen(one, eyes), seen(other, eyes), strict=True)) ** 0.5
        assert apart >= LEAST_APART, (one, other)


@pytest.mark.parametrize("colour", [*COLOURS.values(), *HUES.values(), HUE])
@pytest.mark.parametrize("ground", ["#ffffff", "#18222b", "#121212"])
def test_hues_stand_out_on_every_ground(colour, ground) -> None:
    """WCAG 2.2, 1.4.11; the grounds are white paper, the pages' dark sheets, near-black."""
    low, high = sorted((luminance(colour), luminance(ground)))
    assert (high + 0.05) / (low + 0.05) >= 3
