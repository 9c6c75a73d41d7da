"""In which tone people speak of a theme, answered from a frozen release alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback_api.publish.query import measurement, table_for
from feedback_api.publish.shares import Share, share
from feedback_api.terms.codebook import Sentiment, Theme
from feedback_api.terms.release import Cell, Release


@dataclass(frozen=True, slots=True)
class Tone:
    """One tone of one theme: its votes and its share of the theme's votes."""

    sentiment: Sentiment
    votes: Cell
    share: Share | None


@dataclass(frozen=True, slots=True)
class ThemeTones:
    """One theme of all groups together: all its votes, and the tones they come in."""

    theme: Theme
    votes: Cell
    tones: Sequence[Tone]


def tones(release: Release, theme: Theme | None = None) -> tuple[ThemeTones, ...]:
    """Tones of every theme, or of one, in codebook order.

    Raises:
        NotPublished: the release is too small to tell tones; names the tables that it holds.
    """
    table, totals = table_for(release, "theme", "sentiment"), table_for(release, "theme")
    found = []
    for total in totals.cells:
        if theme in (None, total.key["theme"]):
            whole = measurement(total, totals)
            own = [cell for cell in table.cells if cell.key["theme"] == total.key["theme"]]
            rows = [Tone(Sentiment(c.key["sentiment"]), c, share(measurement(c, table), whole)) for c in own]
            found.append(ThemeTones(Theme(total.key["theme"]), total, tuple(rows)))
    return tuple(found)
