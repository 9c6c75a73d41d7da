"""Release: a closed period, once, becomes frozen noisy tables and a ledger row, in one transaction."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from feedback_api.flows.read_releases import parse_frozen
from feedback_api.release import freeze, measure
from feedback_api.release.budget import check_policy, spend
from feedback_api.release.plan import plan
from feedback_api.release.sign import Signer, no_key
from feedback_api.store.engine import writing
from feedback_api.store.feedback import is_waiting_for, tally_themes
from feedback_api.store.releases import add_release, list_releases, spent_in_year, write_ledger
from feedback_api.terms.errors import ReleaseRefused
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

    Raises:
        ReleaseRefused: ``no-signing-key``, ``period-open``, ``clock-set-back``, ``not-settled``,
            ``already-released``, ``later-released``, or a reason of the release room (policy, information,
            members, budget); nothing is stored.
        Unavailable: when the database failed; nothing is stored.
    """
    check_policy(policy)
    if signer is None:
        raise no_key("a release is signed or it is not made; configure a signing key")
    if not period.is_closed(today):
        raise ReleaseRefused("period-open", "the period has not ended; its numbers could still change")
    try:
        with writing(database) as session:
            return _release(session, period, policy, codebook_version, today, signer)
    except IntegrityError:
        raise _already(period) from None


def _release(
    session: Session,
    period: ReportingPeriod,
    policy: Policy,
    codebook_version: int,
    today: date,
    signer: Signer,
) -> Release:
    previous = _previous(session, period, today)
    if is_waiting_for(session, period):
        raise ReleaseRefused("not-settled", "messages of the period wait in the inbox; settle first")
    previous_total = previous.noisy_total if previous is not None else None
    spent = spent_in_year(session, period.year)
    # The ledger row comes before any noise: of two releases at once, the second ends here, without a draw.
    entry = spend(period, plan(policy, previous_total), policy, spent)
    for table, epsilon in entry.tables.items():
        write_ledger(session, period, table, epsilon)
    release, _ = measure.make_release(
        tally_themes(session, period),
        period,
        policy,
        codebook_version=codebook_version,
        previous_digest=previous.digest if previous is not None else None,
        previous_noisy_total=previous_total,
        spent_this_year=spent,
    )
    seal = _freeze(session, release, today, signer)
    return replace(release, signature=seal.signature)


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
    if newest.period == period:
        raise _already(period)
    if newest.period > period:
        raise ReleaseRefused("later-released", "a later period was released; the chain only grows forward")
    return newest


def _already(period: ReportingPeriod) -> ReleaseRefused:
    return ReleaseRefused("already-released", f"{period} was released; a release is never made twice")
