"""The whole room in one call: closed quarters' exact tallies become a release and its ledger rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from feedback_api.release.budget import check_policy, spend
from feedback_api.release.carry import expected_votes
from feedback_api.release.consistency import combined
from feedback_api.release.freeze import digest, release_document
from feedback_api.release.measured import Measured, frequency_table
from feedback_api.release.noise import discrete_laplace, scale_for
from feedback_api.release.plan import THEME_BY_GROUP, TablePlan, plan
from feedback_api.release.spread import Noise
from feedback_api.release.sums import sum_tables
from feedback_api.release.tabulate import Tally, cells
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import LedgerEntry, Policy, Release, Table


def make_release(
    tallies: Mapping[str, Tally],
    quarters: Sequence[ReportingPeriod],
    policy: Policy,
    *,
    codebook_version: int,
    previous: Release | None = None,
    spent: Mapping[int, float] | None = None,
) -> tuple[Release, tuple[LedgerEntry, ...]]:
    """Measure quarters once, together; of the tallies (by table) nothing leaves but what the release shows.

    The release is named after the last of the quarters. ``spent`` is the ledger's epsilon by calendar
    year so far. Whoever calls sees to it that a quarter is measured once: a second draw would be a
    second look at the same people.

    Raises:
        ReleaseRefused: ``policy-outside-limits``, ``too-little-information``, ``too-few-members`` or
            ``over-budget``; all before any noise is drawn.
        ValueError: for tallies outside the closed lists.
    """
    check_policy(policy)
    plans = plan(policy, expected_votes(policy, previous, len(quarters)))
    entries = spend(quarters, plans, policy, spent or {})
    tables = _tables(plans, [_measure(tallies[planned.name], planned, policy) for planned in plans])
    release = Release(
        period=quarters[-1],
        codebook_version=codebook_version,
        policy=policy,
        tables=tables,
        previous_digest=previous.digest if previous is not None else None,
        digest="",
        noisy_total=_total(tables),
        periods=tuple(quarters),
    )
    return replace(release, digest=digest(release_document(release))), entries


def sensitivity(policy: Policy) -> int:
    """How far one member can move all cells of a table together (L1), in sixths, with one quarter's messages.

    One message is one vote in every table, whether it is split over themes or counted by step.
    """
    return VOTE_SIXTHS * policy.tokens_per_period


def _measure(tally: Tally, planned: TablePlan, policy: Policy) -> Measured:
    exact = cells(tally, planned.dimensions, planned.source_groups)
    scale = scale_for(planned.epsilon, sensitivity(policy))
    noisy = dict(zip(exact, discrete_laplace(list(exact.values()), scale), strict=True))
    return Measured(planned.name, planned.dimensions, noisy, Noise.of(scale), policy)


def _tables(plans: Sequence[TablePlan], measured: Sequence[Measured]) -> tuple[Table, ...]:
    """Measured tables under the display rule, theme by group combined with finer ones, then all sums."""
    finer = [table for table in measured if {"theme", "source_group"} < set(table.dimensions)]
    shown = [combined(table, finer) if table.name == THEME_BY_GROUP else table for table in measured]
    frozen = [frequency_table(planned.epsilon, table) for planned, table in zip(plans, shown, strict=True)]
    return (*frozen, *sum_tables({table.name: table for table in shown}))


def _total(tables: Sequence[Table]) -> float:
    """Votes in the groups' totals: low where a total is ``at_least``, so that the next plan errs low."""
    groups = next(table for table in tables if table.dimensions == ("source_group",))
    # In whole sixths, so that the frozen document gives back the same number.
    return sum(round((cell.estimate or 0.0) * VOTE_SIXTHS) for cell in groups.cells) / VOTE_SIXTHS
