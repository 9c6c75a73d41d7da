"""How often the shared picture is right: invented worlds, the real release, the real verdicts.

    python benchmarks/shared_picture.py [--worlds 400] [--draws 200] [--seed 1]

Only the worlds are drawn from a seed; the noise is OpenDP's and has none, so the last digit varies.
Prints three tables: verdicts and agreement with equal groups, agreement with different groups, and the
smallest difference that is found with 80 % power.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

from feedback_api.publish.compare import SHARED_FACTOR, differences
from feedback_api.publish.group_shares import columns
from feedback_api.publish.shared_picture import Picture, SharedPicture, shared_picture
from feedback_api.release.measure import make_release
from feedback_api.release.plan import plan
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import MOST_THEMES, VOTE_SIXTHS
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import NOT_GIVEN, Policy, Release

VOLUMES = (600, 900, 2_500, 10_000)
"""Messages of a period."""

MIXES = {"8/52/40 %": (0.08, 0.52, 0.40), "thirds": (1 / 3, 1 / 3, 1 / 3)}
"""Parts of sounding board, chain partners and staff (privacy chapter, first page; and an even mix)."""

THEMES_PER_MESSAGE = (0.55, 0.30, 0.15)
"""Parts of the messages that are about one, two and three themes."""

ONE_THEME = (1.0, 0.0, 0.0)
"""Each message about one theme: whole votes vary most, so this is the hardest case."""

POLICY = Policy()
"""The default rules; how many messages are expected follows from the world."""

PERIOD = ReportingPeriod(2026, 3)
_BASE_SHARES = (0.05, 0.10, 0.20, 0.40)
_POWER = 0.8
_LADDER = (0.05, 0.1, 0.2, 0.3, 0.5)
_EXACTLY = 0.005

Shares = NDArray[np.float64]
"""Shape (groups, themes); each row sums to one."""

Votes = dict[tuple[Theme, SourceGroup], int]
"""Sixths of votes by theme and group."""

_STEPS = np.array([8, 6, 18, 16, 8, 10, 4, 6, 6, 3, 15]) / 100
"""Parts of the messages by step, in codebook order."""


@dataclass(frozen=True)
class Outcome:
    """One world's picture beside its truth: agreement of each pair and of all, themes a factor 2 apart."""

    picture: SharedPicture
    truth: tuple[float, ...]
    apart: frozenset[Theme]


def world(rng: np.random.Generator) -> NDArray[np.float64]:
    """One group's theme weights: a few large themes and a long tail, in random order."""
    return np.asarray(rng.dirichlet(np.full(len(Theme), 0.7)))


def messages(
    rng: np.random.Generator,
    weights: NDArray[np.float64],
    count: int,
    themes: Sequence[float] = THEMES_PER_MESSAGE,
) -> NDArray[np.int64]:
    """Sixths by theme of so many messages, each about one to three different themes."""
    keys = rng.gumbel(size=(count, len(weights))) + np.log(np.maximum(weights, 1e-12))
    named = np.argsort(-keys, axis=1)[:, :MOST_THEMES]
    how_many = rng.choice(MOST_THEMES, size=count, p=themes) + 1
    sixths = np.zeros(len(weights), dtype=np.int64)
    for place in range(MOST_THEMES):
        has = how_many > place
        np.add.at(sixths, named[has, place], VOTE_SIXTHS // how_many[has])
    return sixths


def tallies(by_group: Sequence[NDArray[np.int64]]) -> Votes:
    """Votes of the groups in codebook order, as the release reads them."""
    return {
        (theme, group): int(by_group[column][row])
        for column, group in enumerate(SourceGroup)
        for row, theme in enumerate(Theme)
    }


def released(votes: Votes, policy: Policy = POLICY) -> Release:
    """The real release of the votes, with the tables that so many messages are worth."""
    expected = round(sum(votes.values()) / VOTE_SIXTHS)
    policy = replace(policy, expected_messages=expected)
    tables = {planned.name: _tally(votes, planned.dimensions) for planned in plan(policy, expected)}
    return make_release(tables, (PERIOD,), policy, codebook_version=1)[0]


def _tally(votes: Votes, dimensions: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Exact cells of one table; tone, rating and step say nothing here, steps are spread as usual.

    No kind of partner wrote: those tables are empty.
    """
    if "partner_type" in dimensions:
        return {}
    tally: dict[tuple[str, ...], int] = {}
    for (theme, group), sixths in votes.items():
        codes = {"theme": theme, "source_group": group, **_SILENT}
        parts = zip(Step, _split(sixths), strict=True) if "step" in dimensions else [(None, sixths)]
        for step, part in parts:
            key = tuple(str(step if name == "step" else codes[name]) for name in dimensions)
            tally[key] = tally.get(key, 0) + part
    return tally


_SILENT = {"sentiment": Sentiment.NEGATIVE, "rating": NOT_GIVEN}


def _split(sixths: int) -> list[int]:
    """Whole parts by step that add up to the whole."""
    ends = np.rint(np.cumsum(_STEPS) * sixths).astype(int)
    return [int(part) for part in np.diff(ends, prepend=0)]


def sizes(volume: int, mix: Sequence[float]) -> list[int]:
    """Messages of each group."""
    return [round(volume * part) for part in mix]


def equal_world(
    rng: np.random.Generator,
    counts: Sequence[int],
    policy: Policy = POLICY,
    *,
    copies: int = 1,
    themes: Sequence[float] = THEMES_PER_MESSAGE,
) -> SharedPicture:
    """The picture of three groups that think alike; each message may be sent in several copies."""
    weights = world(rng)
    by_group = [messages(rng, weights, count // copies, themes) * copies for count in counts]
    return shared_picture(released(tallies(by_group), policy))


def different_world(rng: np.random.Generator, counts: Sequence[int]) -> Outcome:
    """Three groups with themes of their own; the truth from a quarter of a million messages each."""
    common, part = world(rng), rng.uniform(0.2, 1.0)
    weights = [part * common + (1 - part) * world(rng) for _ in counts]
    expected = [messages(rng, each, 60_000) for each in weights]
    shares = [each / each.sum() for each in expected]
    pairs = [float(np.minimum(shares[a], shares[b]).sum()) for a, b in ((0, 1), (0, 2), (1, 2))]
    by_group = [messages(rng, each, count) for each, count in zip(weights, counts, strict=True)]
    low, high = np.min(shares, axis=0), np.max(shares, axis=0)
    apart = frozenset(theme for theme, a, b in zip(Theme, low, high, strict=True) if b >= SHARED_FACTOR * a)
    return Outcome(shared_picture(released(tallies(by_group))), (*pairs, sum(pairs) / 3), apart)


def differing(pictures: Sequence[SharedPicture]) -> tuple[int, int]:
    """Themes called different, and themes that some group shows."""
    themes = [theme for picture in pictures for theme in picture.themes]
    return sum(theme.picture is Picture.DIFFERS for theme in themes), len(themes)


def _equal_row(volume: int, mix: str, pictures: Sequence[SharedPicture]) -> list[str]:
    themes = [theme for picture in pictures for theme in picture.themes]
    called, shown = differing(pictures)
    shared = sum(theme.picture is Picture.SHARED for theme in themes)
    figures = [(share, 1.0) for picture in pictures for share in _figures(picture)]
    return [
        f"{volume:,}",
        mix,
        f"{shown / len(pictures):.1f}",
        f"{100 * called / shown:.1f} %",
        f"{100 * shared / shown:.0f} %",
        *_agreement_columns(figures),
    ]


def _figures(picture: SharedPicture) -> list[Any]:
    return [*(pair.agreement for pair in picture.agreement.pairs), picture.agreement.overall]


def _different_row(volume: int, mix: str, outcomes: Sequence[Outcome]) -> list[str]:
    pairs = [
        pair
        for each in outcomes
        if len(_figures(each.picture)) == len(each.truth)
        for pair in zip(_figures(each.picture), each.truth, strict=True)
    ]
    wrongly = [
        theme.picture is Picture.SHARED
        for each in outcomes
        for theme in each.picture.themes
        if theme.theme in each.apart
    ]
    return [f"{volume:,}", mix, *_agreement_columns(pairs), f"{100 * np.mean(wrongly):.1f} %"]


def _agreement_columns(figures: Sequence[tuple[Any, float]]) -> list[str]:
    """Part of the figures that is given, their coverage, mean error and mean width."""
    given = [(share, truth) for share, truth in figures if share is not None]
    if not given:
        return ["0 %", "-", "-", "-"]
    covers = np.mean([share.low - 1e-9 <= truth <= share.high + 1e-9 for share, truth in given])
    error = np.mean([share.estimate - truth for share, truth in given])
    width = np.mean([share.high - share.low for share, _ in given])
    part = len(given) / len(figures)
    return [f"{100 * part:.0f} %", f"{100 * covers:.1f} %", f"{error:+.3f}", f"{width:.2f}"]


def found(rng: np.random.Generator, counts: Sequence[int], base: float, more: float, who: int) -> bool:
    """Whether one draw finds that a group gives a theme so much more of its votes than the others do.

    All other themes are alike in the groups, a few large ones and a long tail (Zipf's law).
    """
    rest = 1 / np.arange(1, len(Theme))
    rest /= rest.sum()
    by_group = []
    for column, count in enumerate(counts):
        share = base + more * (column == who)
        votes = rng.multinomial(count, [share, *((1 - share) * rest)])
        by_group.append(votes * VOTE_SIXTHS)
    groups = columns(released(tallies(by_group)))
    theme = next(iter(Theme))
    pairs = differences(theme, groups)
    return any(pair.more is list(SourceGroup)[who] for pair in pairs)


def smallest_found(
    rng: np.random.Generator, counts: Sequence[int], base: float, who: int, draws: int
) -> float | None:
    """Least surplus share found in 80 % of the draws, to half a percentage point; None if above 50 points.

    Searched from below: a theme that drowns the others hides them, and with them the group's total.
    """

    def often(more: float) -> bool:
        return sum(found(rng, counts, base, more, who) for _ in range(draws)) >= _POWER * draws

    low = 0.0
    for high in _LADDER:
        if often(high):
            break
        low = high
    else:
        return None
    while high - low > _EXACTLY:
        middle = (low + high) / 2
        low, high = (low, middle) if often(middle) else (middle, high)
    return high


def _settings() -> Iterator[tuple[int, str, list[int]]]:
    for volume in VOLUMES:
        for mix, parts in MIXES.items():
            yield volume, mix, sizes(volume, parts)


def _print(console: Console, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    console.print(f"\n{title}\n")
    for row in [head, ["---"] * len(head), *rows]:
        console.print("| " + " | ".join(row) + " |", soft_wrap=True)


_WRONGLY = "called shared, of themes a factor 2 or more apart"
_AGREEMENT_HEAD = ["figures given", "95 % interval covers", "mean error", "mean width"]


def _verdicts(rng: np.random.Generator, worlds: int, tick: Callable[[], None]) -> list[list[str]]:
    rows = []
    for volume, mix, counts in _settings():
        pictures = []
        for _ in range(worlds):
            pictures.append(equal_world(rng, counts))
            tick()
        rows.append(_equal_row(volume, mix, pictures))
    return rows


def _agreements(rng: np.random.Generator, worlds: int, tick: Callable[[], None]) -> list[list[str]]:
    rows = []
    for volume, mix, counts in _settings():
        outcomes = []
        for _ in range(worlds):
            outcomes.append(different_world(rng, counts))
            tick()
        rows.append(_different_row(volume, mix, outcomes))
    return rows


def _hard_cases(rng: np.random.Generator, worlds: int, tick: Callable[[], None]) -> list[list[str]]:
    """Whole votes; members who repeat themselves, as the rules know; writers who copy, which none knows."""
    twice = replace(POLICY, tokens_per_period=2, least_information=0.0)
    cases: list[dict[str, Any]] = [
        {"themes": ONE_THEME},
        {"themes": ONE_THEME, "policy": twice, "copies": 2},
        {"themes": ONE_THEME, "copies": 3},
    ]
    rows = []
    for volume in VOLUMES:
        row = [f"{volume:,}"]
        for case in cases:
            pictures = []
            for _ in range(worlds):
                pictures.append(equal_world(rng, sizes(volume, MIXES["8/52/40 %"]), **case))
                tick()
            called, shown = differing(pictures)
            row.append(f"{100 * called / max(shown, 1):.1f} %")
        rows.append(row)
    return rows


def _power(rng: np.random.Generator, draws: int, tick: Callable[[], None]) -> list[list[str]]:
    rows = []
    for who, name in ((0, "sounding board"), (2, "staff")):
        for volume in VOLUMES:
            row = [name, f"{volume:,}"]
            for base in _BASE_SHARES:
                least = smallest_found(rng, sizes(volume, MIXES["8/52/40 %"]), base, who, draws)
                row.append("over 50" if least is None else f"{100 * least:.1f}")
                tick()
            rows.append(row)
    return rows


def main() -> None:
    """Run all and print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--worlds", type=int, default=400)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    console = Console()
    settings = len(VOLUMES) * len(MIXES)
    with Progress(console=Console(stderr=True)) as progress:

        def part(name: str, steps: int) -> Callable[[], None]:
            task = progress.add_task(name, total=steps)
            return lambda: progress.advance(task)

        verdicts = _verdicts(rng, options.worlds, part("Equal groups", settings * options.worlds))
        others = options.worlds // 4
        agreements = _agreements(rng, others, part("Different groups", settings * others))
        hard = _hard_cases(rng, others, part("Hard cases", 3 * len(VOLUMES) * others))
        power = _power(rng, options.draws, part("Power", 2 * len(VOLUMES) * len(_BASE_SHARES)))
    head = ["messages", "groups", "themes shown", "called differs", "called shared", *_AGREEMENT_HEAD]
    _print(console, "Equal groups", head, verdicts)
    _print(console, "Different groups", ["messages", "groups", *_AGREEMENT_HEAD, _WRONGLY], agreements)
    head = [
        "messages",
        "one theme each",
        "m = 2 and each member sends one text twice",
        "each text comes thrice",
    ]
    _print(console, "Equal groups, hard cases: themes called differs", head, hard)
    head = ["who gives it more", "messages", *(f"base {100 * base:.0f} %" for base in _BASE_SHARES)]
    _print(console, "Smallest difference found with 80 % power, in percentage points", head, power)


if __name__ == "__main__":
    main()
