"""The whole room in one call: a closed period's exact tallies become a release and its ledger row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from feedback_api.release.budget import check_policy, spend
from feedback_api.release.freeze import digest, release_document
from feedback_api.release.measured import Measured, frequency_table
from feedback_api.release.noise import discrete_laplace, scale_for
from feedback_api.release.plan import TablePlan, plan
from feedback_api.release.sums import sum_tables
from feedback_api.release.tabulate import CellKey, cells
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import LedgerEntry, Policy, Release, Table


def make_release(
    tallies: Mapping[CellKey, int],
    period: ReportingPeriod,
    policy: Policy,
    *,
    codebook_version: int,
    previous_digest: str | None = None,
    previous_noisy_total: float | None = None,
    spent_this_year: float = 0.0,
) -> tuple[Release, LedgerEntry]:
    """Measure a period once; of the tallies (sixths of votes) nothing leaves but what the release shows.

    ``previous_noisy_total`` is the last release's, in votes; ``spent_this_year`` is the ledger's epsilon
    of the period's calendar year so far. Whoever calls sees to it that a period is measured once: a
    second draw would be a second look at the same people.

    Raises:
        ReleaseRefused: ``policy-outside-limits``, ``too-little-information``, ``too-few-members`` or
            ``over-budget``; all before any noise is drawn.
        ValueError: for tallies outside the closed lists.
    """
    check_policy(policy)
    plans = plan(policy, previous_noisy_total)
    entry = spend(period, plans, policy, spent_this_year)
    tables = tuple(table for planned in plans for table in _measure(tallies, planned, policy))
    release = Release(
        period, codebook_version, policy, tables, previous_digest, digest="", noisy_total=_total(tables)
    )
    return replace(release, digest=digest(release_document(release))), entry


def sensitivity(policy: Policy) -> int:
    """How far one member can move all cells together (L1), in sixths: one vote for each token."""
    return VOTE_SIXTHS * policy.tokens_per_period


def _measure(tallies: Mapping[CellKey, int], planned: TablePlan, policy: Policy) -> tuple[Table, ...]:
    exact = cells(tallies, planned.source_groups)
    scale = scale_for(planned.epsilon, sensitivity(policy))
    noisy = discrete_laplace(list(exact.values()), scale)
    measured = Measured(dict(zip(exact, noisy, strict=True)), scale, policy)
    return frequency_table(planned.name, planned.epsilon, measured), *sum_tables(measured)


def _total(tables: Sequence[Table]) -> float:
    """Votes in the groups' totals: low where a total is ``at_least``, so that the next plan errs low."""
    groups = next(table for table in tables if table.dimensions == ("source_group",))
    # In whole sixths, so that the frozen document gives back the same number.
    return sum(round((cell.estimate or 0.0) * VOTE_SIXTHS) for cell in groups.cells) / VOTE_SIXTHS
