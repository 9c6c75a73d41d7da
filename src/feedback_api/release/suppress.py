"""The display rule: what is far enough above zero to be shown; all else is the same "too few"."""

from collections.abc import Iterable

from feedback_api.terms.codebook import SENSITIVE_THEMES, Theme
from feedback_api.terms.release import Policy


def bound(policy: Policy, sigma: float, themes: Iterable[Theme]) -> float:
    """Least estimate, in votes, at which a cell or a sum over ``themes`` is shown.

    threshold + k * sigma, with sigma in votes. The sensitive factor multiplies the whole bound, not the
    threshold alone: then a sensitive theme stays the same factor rarer whatever the noise is. A sum is
    sensitive when all of its themes are.
    """
    plain = policy.threshold + policy.sigmas_above_threshold * sigma
    return plain * policy.sensitive_factor if SENSITIVE_THEMES.issuperset(themes) else plain


def is_shown(estimate: float, policy: Policy, sigma: float, themes: Iterable[Theme]) -> bool:
    """Whether a noisy estimate, in votes, reaches its bound; zero and small fail alike."""
    return estimate >= bound(policy, sigma, themes)
