"""A release as one canonical document, and the digest that seals it.

Numbers: votes are whole sixths, so 45 sixths are 7.5 votes. Every other number that need not be whole
(epsilon, sigma, thresholds) is a decimal in quotes without exponent, the shortest that reads back
the same. The document holds no floating-point number, so it is one sequence of bytes on every machine.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import MECHANISM, PRIVACY_UNIT, TOO_FEW, Cell, Policy, Release, Table

FORMAT = 2
"""Version of the document's shape: 2 has cells with their own sigma and the periods that it covers."""

_READABLE = (1, 2)

Document = dict[str, Any]
"""JSON object of text, whole numbers, truth values, nulls, lists and objects."""


def release_document(release: Release) -> Document:
    """Everything that is published of a release, except its own digest, which is over this document."""
    passes: Document = {"passKeys": dict(release.pass_keys)} if release.pass_keys else {}
    return passes | {
        "format": FORMAT,
        "id": str(release.period),
        "periods": [str(period) for period in release.covered],
        "codebookVersion": release.codebook_version,
        "mechanism": MECHANISM,
        "privacyUnit": PRIVACY_UNIT,
        "votesUnit": f"1/{VOTE_SIXTHS}",
        "policy": _policy_document(release.policy),
        "noisyTotal": _sixths(release.noisy_total),
        "tables": [_table_document(table) for table in release.tables],
        "previousDigest": release.previous_digest,
    }


def parse_release(document: Mapping[str, Any]) -> Release:
    """Read a release document; the digest is computed anew, so compare it with the one you hold.

    Raises:
        ValueError: for another format.
        KeyError: for a document that lacks a part.
    """
    if document["format"] not in _READABLE:
        raise ValueError("a release document of another format")
    return Release(
        period=ReportingPeriod.parse(document["id"]),
        codebook_version=document["codebookVersion"],
        policy=_parse_policy(document["policy"]),
        tables=tuple(_parse_table(table) for table in document["tables"]),
        previous_digest=document["previousDigest"],
        digest=digest(document),
        noisy_total=document["noisyTotal"] / VOTE_SIXTHS,
        periods=tuple(ReportingPeriod.parse(label) for label in document.get("periods", [document["id"]])),
        pass_keys=dict(document.get("passKeys", {})),
    )


def with_pass_keys(release: Release, digests: Mapping[str, str]) -> Release:
    """The release with the digests of the pass issuer's keys by quarter, and its own digest over them too."""
    complete = replace(release, pass_keys=dict(digests))
    return replace(complete, digest=digest(release_document(complete)))


def canonical(document: Mapping[str, Any]) -> bytes:
    """The document's one sequence of bytes: keys sorted, no spaces, UTF-8.

    Raises:
        ValueError: for a floating-point number, whose digits could differ between writers.

    Source: RFC 8785 (JSON Canonicalization Scheme), of which ASCII keys and whole numbers need no more.
    """
    _refuse_floats(document)
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def digest(document: Mapping[str, Any]) -> str:
    """Name a document by its bytes: ``sha256:`` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(canonical(document)).hexdigest()


def _table_document(table: Table) -> Document:
    return {
        "name": table.name,
        "dimensions": list(table.dimensions),
        "epsilon": _decimal(table.epsilon),
        "sigma": _decimal(table.sigma),
        "cells": [_cell_document(cell) for cell in table.cells],
    }


def _parse_table(document: Mapping[str, Any]) -> Table:
    return Table(
        name=document["name"],
        dimensions=tuple(document["dimensions"]),
        epsilon=float(document["epsilon"]),
        sigma=float(document["sigma"]),
        cells=tuple(_parse_cell(cell) for cell in document["cells"]),
    )


def _cell_document(cell: Cell) -> Document:
    if cell.estimate is None or cell.low is None or cell.high is None:
        return {"key": dict(cell.key), "votes": TOO_FEW}
    numbers = {"estimate": cell.estimate, "low": cell.low, "high": cell.high}
    votes: Document = {name: _sixths(number) for name, number in numbers.items()}
    own = {} if cell.sigma is None else {"sigma": _decimal(cell.sigma)}
    return {"key": dict(cell.key), "votes": votes | {"atLeast": cell.at_least} | own}


def _parse_cell(document: Mapping[str, Any]) -> Cell:
    votes = document["votes"]
    if votes == TOO_FEW:
        return Cell(document["key"], None)
    estimate, low, high = (votes[name] / VOTE_SIXTHS for name in ("estimate", "low", "high"))
    sigma = float(votes["sigma"]) if "sigma" in votes else None
    return Cell(document["key"], estimate, low, high, votes["atLeast"], sigma)


def _policy_document(policy: Policy) -> Document:
    members = policy.members
    return {
        "epsilon": _decimal(policy.epsilon),
        "epsilonPerYear": _decimal(policy.epsilon_per_year),
        "tokensPerPeriod": policy.tokens_per_period,
        "threshold": _decimal(policy.threshold),
        "sigmasAboveThreshold": _decimal(policy.sigmas_above_threshold),
        "cubeSigmas": _decimal(policy.cube_sigmas),
        "sensitiveFactor": _decimal(policy.sensitive_factor),
        "leastInformation": _decimal(policy.least_information),
        "leastMembers": policy.least_members,
        "members": None if members is None else {group.value: n for group, n in members.items()},
        "expectedMessages": policy.expected_messages,
        "quartersPerRelease": policy.quarters_per_release,
    }


def _parse_policy(document: Mapping[str, Any]) -> Policy:
    members = document["members"]
    return Policy(
        epsilon=float(document["epsilon"]),
        epsilon_per_year=float(document["epsilonPerYear"]),
        tokens_per_period=document["tokensPerPeriod"],
        threshold=float(document["threshold"]),
        sigmas_above_threshold=float(document["sigmasAboveThreshold"]),
        cube_sigmas=float(document.get("cubeSigmas", "4")),
        sensitive_factor=float(document["sensitiveFactor"]),
        least_information=float(document["leastInformation"]),
        least_members=document["leastMembers"],
        members=None if members is None else {SourceGroup(name): n for name, n in members.items()},
        expected_messages=document["expectedMessages"],
        quarters_per_release=document.get("quartersPerRelease", 1),
    )


def _sixths(votes: float) -> int:
    return round(votes * VOTE_SIXTHS)


def _decimal(number: float) -> str:
    text = format(Decimal(repr(float(number))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise ValueError("a release document holds no floating-point number")
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for part in parts:
        _refuse_floats(part)
