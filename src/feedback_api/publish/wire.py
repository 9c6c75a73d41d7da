"""Answers as JSON objects, in the shape that the API conventions give."""

import json
import math
import re
from typing import Any

from feedback_api.publish.query import ThemePage, ThemeRow
from feedback_api.publish.ratings import RatingPage, RatingRow, StepRatings
from feedback_api.publish.shares import Share
from feedback_api.terms.codebook import Codebook
from feedback_api.terms.release import MECHANISM, PRIVACY_UNIT, TOO_FEW, Cell, Policy, Release, Seal, Table

VOTES_DECIMALS = 1
"""The noise is wider than a tenth of a vote; the exact sixths are in the release document."""

SHARE_DECIMALS = 3
"""Tenths of a percent."""

JsonObject = dict[str, Any]
"""A JSON object."""


def themes_answer(page: ThemePage, release: Release, codebook: Codebook) -> JsonObject:
    """Body of ``GET /v1/themes``."""
    return {
        "items": [theme_item(row, codebook) for row in page.rows],
        "release": release_block(release, page.table),
    }


def theme_item(row: ThemeRow, codebook: Codebook) -> JsonObject:
    """One theme with its labels; without a share where there is none."""
    labels = next((dict(code.label) for code in codebook.themes if code.id == row.theme.value), {})
    item: JsonObject = {"themeId": row.theme.value, "label": labels, "votes": votes(row.votes)}
    return item if row.share is None else item | {"share": share_numbers(row.share)}


def ratings_answer(page: RatingPage, release: Release, codebook: Codebook) -> JsonObject:
    """Body of ``GET /v1/ratings``."""
    return {
        "items": [_step_item(row, codebook) for row in page.steps],
        "release": release_block(release, page.table),
    }


def _step_item(row: StepRatings, codebook: Codebook) -> JsonObject:
    labels = next((dict(code.label) for code in codebook.steps if code.id == row.step.value), {})
    rated = [_rating_item(rating) for rating in row.ratings]
    return {"step": row.step.value, "label": labels, "votes": votes(row.votes), "ratings": rated}


def _rating_item(row: RatingRow) -> JsonObject:
    item: JsonObject = {"rating": row.rating, "votes": votes(row.votes)}
    return item if row.share is None else item | {"share": share_numbers(row.share)}


def release_block(release: Release, table: Table) -> JsonObject:
    """Which release answers, how it was protected, and the sigma of the table used, in votes."""
    return {
        "id": str(release.period),
        "periods": [str(period) for period in release.covered],
        "digest": release.digest,
        "signature": release.signature,
        "mechanism": MECHANISM,
        "epsilon": release.policy.epsilon,
        "privacyUnit": PRIVACY_UNIT,
        "threshold": release.policy.threshold,
        "sigma": round(table.sigma, 2),
        "table": table.name,
    }


def seal_item(seal: Seal) -> JsonObject:
    """What proves a release's bytes, as published beside them."""
    return {"digest": seal.digest, "signature": seal.signature, "publicKey": seal.public_key}


def key_item(public_key: str) -> JsonObject:
    """One key that releases are signed with."""
    return {"algorithm": "Ed25519", "publicKey": public_key}


def votes(cell: Cell) -> JsonObject | str:
    """Votes with their 95 % interval, or ``too-few``; ``atLeast`` only where a sum leaves cells out."""
    if cell.estimate is None or cell.low is None or cell.high is None:
        return TOO_FEW
    numbers = _numbers(cell.estimate, cell.low, cell.high, VOTES_DECIMALS)
    return numbers | {"atLeast": True} if cell.at_least else numbers


def share_numbers(share: Share) -> JsonObject:
    """A share with its 95 % interval, from 0 to 1."""
    return _numbers(share.estimate, share.low, share.high, SHARE_DECIMALS)


def _numbers(estimate: float, low: float, high: float, decimals: int) -> JsonObject:
    """Ends are rounded outwards, so that rounding never makes an interval too narrow."""
    unit = 10.0**decimals
    return {
        "estimate": round(estimate, decimals),
        # The small shift keeps 0.3 * 10 = 3.0000000000000004 from becoming 4.
        "low": math.floor(low * unit + 1e-9) / unit,
        "high": math.ceil(high * unit - 1e-9) / unit,
    }


def codebook_answer(document: bytes) -> JsonObject:
    """Body of ``GET /v1/codebook``: the codebook, its members named as everywhere on the wire."""
    answer: JsonObject = json.loads(document, object_pairs_hook=_in_camel_case)
    return answer


def _in_camel_case(members: list[tuple[str, Any]]) -> JsonObject:
    return {re.sub("_([a-z])", lambda found: found[1].upper(), name): value for name, value in members}


def policy_answer(policy: Policy) -> JsonObject:
    """Body of ``GET /v1/policy``: the disclosure rules for the next release."""
    members = policy.members
    return {
        "mechanism": MECHANISM,
        "privacyUnit": PRIVACY_UNIT,
        "epsilon": policy.epsilon,
        "epsilonPerYear": policy.epsilon_per_year,
        "tokensPerPeriod": policy.tokens_per_period,
        "threshold": policy.threshold,
        "sigmasAboveThreshold": policy.sigmas_above_threshold,
        "cubeSigmas": policy.cube_sigmas,
        "sensitiveFactor": policy.sensitive_factor,
        "leastInformation": policy.least_information,
        "leastMembers": policy.least_members,
        "quartersPerRelease": policy.quarters_per_release,
        "members": None if members is None else {group.value: n for group, n in members.items()},
    }
