"""What goes with every file: what its numbers are, what is hidden and why, and how to check it."""

from feedback_api.publish.query import available
from feedback_api.publish.suppression import groups_without_column, hidden_counts
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import MECHANISM, Release

SHORT = (
    "Votes are estimates with noise, not counts; low and high bound the 95 % interval of the noise. "
    "too_few means zero or small: nobody can tell which."
)
"""Stands in every row of a table, so that a file that travels alone still says what it holds."""

_WORDS = {
    "nl": (
        "Feedback over de asielprocedure: publicatie {id}, over {periods}.",
        "De getallen zijn stemmen. Een bericht is één stem, verdeeld over zijn thema's.",
        "Bij elk getal is ruis opgeteld ({mechanism}, epsilon {epsilon}). De getallen zijn schattingen, "
        "geen tellingen. Votes_low en votes_high zijn de grenzen van het 95 %-interval van die ruis; toeval "
        "in wie er reageert zit er niet in.",
        "too_few betekent: te weinig om te tonen. Het staat voor nul en voor klein; welke van de twee kan "
        "niemand weten. Een getal is pas te zien als de schatting ten minste {threshold} stemmen is plus "
        "{sigmas} keer de spreiding van de ruis; bij gevoelige thema's is dat {factor} keer zo veel.",
        "at_least betekent: een som waar verborgen cellen niet in zitten.",
        "Van de {cells} cellen zijn er {shown} te zien.",
        "Groepen zonder kolom, omdat ze te weinig leden hebben: {silent}.",
        "Tel geen cellen op: een som die hier niet staat, is met opzet niet gepubliceerd.",
        "De getallen zijn meningen van wie reageerde. Ze bewijzen geen oorzaak.",
        "Codeboek: versie {codebook}. Controlegetal van de publicatie: {digest}. Iedereen kan met dit "
        "controlegetal en de handtekening op /v1/releases/{id}/seal nagaan dat niets is veranderd.",
    ),
    "en": (
        "Feedback on the asylum procedure: release {id}, covering {periods}.",
        "The numbers are votes. A message is one vote, split over its themes.",
        "Noise was added to each number ({mechanism}, epsilon {epsilon}). The numbers are estimates, not "
        "counts. Votes_low and votes_high bound the 95 % interval of that noise; chance in who responds is "
        "not in it.",
        "too_few means: too few to show. It stands for zero and for small; nobody can tell which. A number "
        "is shown only where the estimate is at least {threshold} votes plus {sigmas} times the spread of "
        "the noise; for sensitive themes {factor} times that.",
        "at_least means: a sum that leaves hidden cells out.",
        "Of {cells} cells, {shown} are shown.",
        "Groups without a column, as they have too few members: {silent}.",
        "Do not add up cells: a sum that is not here was left out on purpose.",
        "The numbers are opinions of those who responded. They prove no cause.",
        "Codebook: version {codebook}. Digest of the release: {digest}. With it and the signature at "
        "/v1/releases/{id}/seal anyone can check that nothing was changed.",
    ),
}
_NONE = {"nl": "geen", "en": "none"}


def disclosure(release: Release, language: str) -> tuple[str, ...]:
    """The disclosure statement as sentences, in Dutch or English; all of it is in the release."""
    counts = hidden_counts(release)
    values = {
        "id": release.period,
        "periods": ", ".join(str(period) for period in release.covered),
        "mechanism": MECHANISM,
        "epsilon": f"{release.policy.epsilon:g}",
        "threshold": f"{release.policy.threshold:g}",
        "sigmas": f"{release.policy.sigmas_above_threshold:g}",
        "factor": f"{release.policy.sensitive_factor:g}",
        "cells": sum(count.cells for count in counts),
        "shown": sum(count.shown for count in counts),
        "silent": _silent(release) or _NONE[language],
        "codebook": release.codebook_version,
        "digest": release.digest,
    }
    return tuple(sentence.format(**values) for sentence in _WORDS[language])


def facts(release: Release) -> dict[str, str]:
    """The same for machines: names and values, all text."""
    return {
        "release": str(release.period),
        "periods": " ".join(str(period) for period in release.covered),
        "digest": release.digest,
        "signature": release.signature or "",
        "codebook_version": str(release.codebook_version),
        "mechanism": MECHANISM,
        "epsilon": f"{release.policy.epsilon:g}",
        "threshold": f"{release.policy.threshold:g}",
        "tables": " ".join(available(release)),
        "disclosure_nl": " ".join(disclosure(release, "nl")),
        "disclosure_en": " ".join(disclosure(release, "en")),
    }


def _silent(release: Release) -> str:
    try:
        return ", ".join(groups_without_column(release))
    except NotPublished:
        return ""
