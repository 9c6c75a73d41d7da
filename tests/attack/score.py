"""How much an attack recovered, beside what a guess without any attack gets right."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.attack.published import Cell, Publication
from tests.attack.worlds import World

from feedback_api.terms.feedback import VOTE_SIXTHS

SMALL = range(1, 10)
"""Votes of a cell that nobody should be able to tell."""

Guesses = Mapping[Cell, float]
"""What an attacker says of cells, in votes."""

MEASURED: list[str] = []
"""Lines of the table that the run ends with."""


@dataclass(frozen=True, slots=True)
class Score:
    """Small cells that an attacker said something about, those said right, and the best blind guess."""

    small: int = 0
    said: int = 0
    right: int = 0
    blind: float = 0.0

    @property
    def chance(self) -> float:
        """Probability that blind guessing is right as often as the attacker, or more often."""
        return at_least(self.right, self.said, self.blind)

    def note(self, attack: str, messages: int, server: str) -> "Score":
        """Add this score to the table of the run."""
        MEASURED.append(
            f"{attack:<28} {messages:>6} {server:<18} small {self.small:>6}  said {self.said:>6}  "
            f"right {self.right:>6}  blind {self.blind:5.1%}  p {self.chance:.3g}"
        )
        return self


def small_cells(world: World, publication: Publication) -> dict[Cell, int]:
    """True votes, rounded, of the small cells of all published tables."""
    found = {}
    for table in publication.tables:
        for key, sixths in world.cells(table.dimensions, publication.periods).items():
            if round(sixths / VOTE_SIXTHS) in SMALL:
                found[table.dimensions, key] = round(sixths / VOTE_SIXTHS)
    return found


def score(rounds: Iterable[tuple[Guesses, Mapping[Cell, int]]], *, range_known: bool = False) -> Score:
    """Pool guesses about small cells of several releases.

    The blind guess is the one number that is true most often among the cells that the attacker spoke of:
    nobody without the answers could choose it better. An attacker who knows the range moves every guess
    into it.
    """
    small, pairs = 0, []
    for guesses, truth in rounds:
        small += len(truth)
        pairs += [(guess, truth[cell]) for cell, guess in guesses.items() if cell in truth]
    right = sum((_as_small(guess) if range_known else round(guess)) == votes for guess, votes in pairs)
    most = max(Counter(votes for _, votes in pairs).values(), default=0)
    return Score(small, len(pairs), right, most / len(pairs) if pairs else 0.0)


def _as_small(guess: float) -> int:
    """What somebody says who knows that the cell is small."""
    return min(max(round(guess), SMALL[0]), SMALL[-1])


def at_least(right: int, tries: int, probability: float) -> float:
    """Probability of so many successes or more (binomial law)."""
    if right <= 0 or probability >= 1:
        return 1.0
    if probability <= 0:
        return 0.0
    logs = (
        math.lgamma(tries + 1)
        - math.lgamma(k + 1)
        - math.lgamma(tries - k + 1)
        + k * math.log(probability)
        + (tries - k) * math.log1p(-probability)
        for k in range(right, tries + 1)
    )
    return min(1.0, math.fsum(map(math.exp, logs)))
