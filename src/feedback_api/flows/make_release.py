"""Release: closed quarters, once, become frozen noisy tables and ledger rows, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from feedback_api.flows.raise_signals import raise_release_published
from feedback_api.flows.read_releases import parse_frozen
from feedback_api.privacy_pass.directory import digest_of
from feedback_api.release import freeze, measure
from feedback_api.release.budget import check_policy, spend
from feedback_api.release.carry import expected_votes, is_due, quarters_to_count
from feedback_api.release.plan import TablePlan, information, plan
from feedback_api.release.sign import Signer, no_key
from feedback_api.release.tabulate import Tally, margin
from feedback_api.store.engine import writing
from feedback_api.store.feedback import is_waiting_for, tally_votes
from feedback_api.store.passes import list_pass_keys
from feedback_api.store.releases import (
    add_release,
    carried_quarters,
    carry,
    list_releases,
    lock_releases,
    spent_in_year,
    write_ledger,
)
from feedback_api.terms.errors import PeriodCarried, ReleaseRefused
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Frozen, Policy, Release, Seal


def make_release(
    database: Engine,
    period: ReportingPeriod,
    policy: Policy,
    codebook_version: int,
    today: date,
    signer: Signer | None = None,
) -> Release:
    """Measure, sign, freeze and publish a period; what was published before is never touched.

    Quarters that were carried are counted with it.

    Raises:
        PeriodCarried: the quarter is too thin or not yet due; that is written down and nothing is wrong.
        ReleaseRefused: ``no-signing-key``, ``period-open``, ``clock-set-back``, ``not-settled``,
            ``already-released``, ``later-released``, ``no-expectation``, or a reason of the release room
            (policy, members, budget); nothing is stored.
        Unavailable: when the database failed; nothing is stored.
    """
    check_policy(policy)
    if signer is None:
        raise no_key("a release is signed or it is not made; configure a signing key")
    if not period.is_closed(today):
        raise ReleaseRefused("period-open", "the period has not ended; its numbers could still change")
    try:
        with writing(database) as session:
            lock_releases(session)
            previous = _previous(session, period, today)
            quarters = quarters_to_count(period, previous, carried_quarters(session))
            coming = _Coming(quarters, previous, policy, codebook_version)
            reason = _reason_to_carry(coming)
            if reason is None:
                return _release(session, coming, today, signer)
            carry(session, period)
    except IntegrityError:
        raise _already(period) from None
    raise PeriodCarried(f"{period} is carried: {reason}; it is counted with the next release")


@dataclass(frozen=True, slots=True)
class _Coming:
    """What is known of the coming release before anything is counted."""

    quarters: Sequence[ReportingPeriod]
    previous: Release | None
    policy: Policy
    codebook_version: int

    @property
    def votes(self) -> float:
        return expected_votes(self.policy, self.previous, len(self.quarters))


def _reason_to_carry(coming: _Coming) -> str | None:
    policy = coming.policy
    if coming.previous is None and not policy.expected_messages:
        detail = "state how many messages a quarter may bring (FEEDBACK_EXPECTED_MESSAGES)"
        raise ReleaseRefused("no-expectation", detail)
    if not is_due(policy, coming.quarters[-1]):
        return f"a release is due every {policy.quarters_per_release} quarters"
    worth = information(policy, coming.votes)
    if worth < policy.least_information:
        return f"its information, {worth:.0f}, is below {policy.least_information:.0f}"
    return None


def _release(session: Session, coming: _Coming, today: date, signer: Signer) -> Release:
    if is_waiting_for(session, coming.quarters):
        raise ReleaseRefused("not-settled", "messages of the period wait in the inbox; settle first")
    plans = plan(coming.policy, coming.votes)
    spent = {quarter.year: spent_in_year(session, quarter.year) for quarter in coming.quarters}
    # The ledger comes before any noise: of two releases at once, the second ends here, without a draw.
    for entry in spend(coming.quarters, plans, coming.policy, spent):
        for table, epsilon in entry.tables.items():
            write_ledger(session, entry.period, table, epsilon)
    release, _ = measure.make_release(
        _count(session, plans, coming.quarters),
        coming.quarters,
        coming.policy,
        codebook_version=coming.codebook_version,
        previous=coming.previous,
        spent=spent,
    )
    release = freeze.with_pass_keys(release, _pass_keys(session, coming.quarters))
    seal = _freeze(session, release, today, signer)
    raise_release_published(session, release, today)
    return replace(release, signature=seal.signature)


def _count(
    session: Session, plans: Sequence[TablePlan], quarters: Sequence[ReportingPeriod]
) -> dict[str, Tally]:
    """Exact votes for each planned table; what is counted alike is read from the records once."""
    alike: dict[tuple[bool, bool], list[TablePlan]] = {}
    for planned in plans:
        kind = "theme" in planned.dimensions, "partner_type" in planned.dimensions
        alike.setdefault(kind, []).append(planned)
    counted: dict[str, Tally] = {}
    for together in alike.values():
        dimensions = list(dict.fromkeys(name for planned in together for name in planned.dimensions))
        tally = tally_votes(session, quarters, dimensions, together[0].source_groups)
        counted |= {planned.name: margin(tally, dimensions, planned.dimensions) for planned in together}
    return counted


def _pass_keys(session: Session, quarters: Sequence[ReportingPeriod]) -> dict[str, str]:
    """Digest of the keys whose passes let people in, for the quarters that had any."""
    keys = list_pass_keys(session)
    with_keys = {key.period for key in keys}.intersection(quarters)
    return {str(quarter): digest_of(keys, quarter) for quarter in sorted(with_keys)}


def _freeze(session: Session, release: Release, today: date, signer: Signer) -> Seal:
    document = freeze.canonical(freeze.release_document(release))
    seal = Seal(release.digest, signer.sign(document), signer.public_key)
    add_release(session, release.period, Frozen(document.decode(), release.digest, today, seal))
    return seal


def _previous(session: Session, period: ReportingPeriod, today: date) -> Release | None:
    """The newest release; the chain of digests only grows at its end."""
    frozen = next(iter(list_releases(session, most=1)), None)
    if frozen is None:
        return None
    if frozen.frozen_on > today:
        detail = "the newest release was frozen after today: this machine's clock was set back"
        raise ReleaseRefused("clock-set-back", detail)
    newest = parse_frozen(frozen)
    if period in newest.covered:
        raise _already(period)
    if newest.period > period:
        raise ReleaseRefused("later-released", "a later period was released; the chain only grows forward")
    return newest


def _already(period: ReportingPeriod) -> ReleaseRefused:
    return ReleaseRefused("already-released", f"{period} was released; a release is never made twice")
