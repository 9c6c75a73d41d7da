import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_api.release.freeze import canonical, digest, parse_release, release_document
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Policy, Release, Table

CELLS = (
    Cell({"theme": "digital", "source_group": "staff"}, 271 / 6, 253 / 6, 289 / 6),
    Cell({"theme": "safety", "source_group": "staff"}, None),
    Cell({"theme": "policy", "source_group": "staff"}, 40.0, 36.5, 60.0, at_least=True, sigma=1.5),
)
POLICY = Policy(epsilon=0.7, epsilon_per_year=2.8, members={SourceGroup.STAFF: 40}, expected_messages=900)


def release(**changes: Any) -> Release:
    parts: dict[str, Any] = {
        "period": ReportingPeriod(2026, 3),
        "codebook_version": 1,
        "policy": POLICY,
        "tables": (Table("theme-by-group", ("theme", "source_group"), 0.7, 2.0195, CELLS),),
        "previous_digest": "sha256:" + "0" * 64,
        "digest": "",
        "noisy_total": 511 / 6,
        "periods": (ReportingPeriod(2026, 2), ReportingPeriod(2026, 3)),
    }
    return Release(**(parts | changes))


def test_a_release_reads_back_as_it_was() -> None:
    document = release_document(release())

    assert parse_release(json.loads(canonical(document))) == release(digest=digest(document))


def test_the_first_release_has_no_previous_digest() -> None:
    document = release_document(release(previous_digest=None, policy=Policy()))

    assert parse_release(document).previous_digest is None
    assert parse_release(document).policy == Policy()


def test_documents_of_the_first_format_are_read_as_long_as_they_are_published() -> None:
    document = release_document(release()) | {"format": 1}
    del document["periods"], document["policy"]["cubeSigmas"], document["policy"]["quartersPerRelease"]

    old = parse_release(document)

    assert old.covered == (ReportingPeriod(2026, 3),)
    assert (old.policy.cube_sigmas, old.policy.quarters_per_release) == (4.0, 1)


def test_the_digest_is_of_these_very_bytes() -> None:
    """A changed digest breaks every chain already published: then raise FORMAT, do not adapt this line."""
    assert digest(release_document(release())) == PINNED


def test_votes_are_whole_sixths_and_other_numbers_are_quoted_decimals() -> None:
    document = release_document(release())

    table = document["tables"][0]
    assert table["cells"][0]["votes"] == {"estimate": 271, "low": 253, "high": 289, "atLeast": False}
    assert (table["epsilon"], table["sigma"]) == ("0.7", "2.0195")
    assert (document["policy"]["threshold"], document["noisyTotal"]) == ("10", 511)


def test_a_hidden_cell_is_one_word() -> None:
    hidden = release_document(release())["tables"][0]["cells"][1]

    assert hidden == {"key": {"theme": "safety", "source_group": "staff"}, "votes": "too-few"}


def test_the_digest_changes_with_the_previous_one() -> None:
    other = release(previous_digest="sha256:" + "1" * 64)

    assert digest(release_document(other)) != digest(release_document(release()))


def test_canonical_bytes_are_sorted_tight_and_utf8() -> None:
    assert canonical({"b": 1, "a": ["é", None, True]}) == '{"a":["é",null,true],"b":1}'.encode()


@pytest.mark.parametrize("number", [0.1, 1.0, float("nan"), float("inf")])
def test_no_floating_point_number_is_ever_frozen(number: float) -> None:
    with pytest.raises(ValueError, match="floating-point"):
        canonical({"tables": [{"cells": [number]}]})


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        parse_release(release_document(release()) | {"format": 3})


@settings(deadline=None)
@given(st.floats(min_value=1e-6, max_value=1e6))
def test_every_quoted_decimal_reads_back(number: float) -> None:
    document = release_document(release(policy=Policy(epsilon=number)))

    assert "e" not in document["policy"]["epsilon"]
    assert parse_release(document).policy.epsilon == number


@settings(deadline=None)
@given(st.integers(-(10**7), 10**7))
def test_every_sixth_reads_back(sixths: int) -> None:
    document = release_document(release(noisy_total=sixths / 6))

    assert document["noisyTotal"] == sixths
    assert parse_release(document).noisy_total == sixths / 6


PINNED = "sha256:346a49976bae955b24644d563f9da939fa2d79a3175f0e69d46a4b3cba9bc435"
