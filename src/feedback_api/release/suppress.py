"""The display rule: what is far enough above zero to be shown; all else is the same "too few"."""

from collections.abc import Iterable, Sequence

from feedback_api.terms.codebook import SENSITIVE_THEMES
from feedback_api.terms.release import Policy

FINE = (frozenset({"theme", "source_group", "step"}), frozenset({"theme", "partner_type"}))
"""Cells this fine need more sigmas above the threshold (privacy chapter, design point 6).

A type of partner divides one group, so themes by type are as fine as a cube.
"""


def sigmas_for(policy: Policy, dimensions: Sequence[str]) -> float:
    """How many sigmas above the threshold a table's cells must be."""
    is_fine = any(fine <= set(dimensions) for fine in FINE)
    return policy.cube_sigmas if is_fine else policy.sigmas_above_threshold


def bound(policy: Policy, sigma: float, themes: Iterable[str] = (), sigmas: float | None = None) -> float:
    """Least estimate, in votes, at which a cell or a sum over ``themes`` is shown.

    threshold + k * sigma, with sigma in votes. The sensitive factor multiplies the whole bound, not the
    threshold alone: then a sensitive theme stays the same factor rarer whatever the noise is. A sum is
    sensitive when all of its themes are; a number about no theme is not.
    """
    k = policy.sigmas_above_threshold if sigmas is None else sigmas
    plain = policy.threshold + k * sigma
    about = set(themes)
    return plain * policy.sensitive_factor if about and about <= SENSITIVE_THEMES else plain


def is_shown(
    estimate: float, policy: Policy, sigma: float, themes: Iterable[str] = (), sigmas: float | None = None
) -> bool:
    """Whether a noisy estimate, in votes, reaches its bound; zero and small fail alike."""
    return estimate >= bound(policy, sigma, themes, sigmas)
