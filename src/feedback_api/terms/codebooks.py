"""All versions of the codebook that this house ever published, and which one counts in a quarter."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback_api.terms.codebook import Codebook
from feedback_api.terms.period import ReportingPeriod


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of the codebook, as published, byte for byte."""

    document: bytes
    codebook: Codebook

    @classmethod
    def read(cls, document: bytes) -> "Edition":
        """Read a published codebook document."""
        return cls(document, Codebook.from_document(json.loads(document)))

    @property
    def digest(self) -> str:
        """What tells this text of the codebook from any other."""
        return f"sha256:{hashlib.sha256(self.document).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Codebooks:
    """Every version, oldest first."""

    editions: Sequence[Edition]

    @classmethod
    def of(cls, documents: Sequence[bytes]) -> "Codebooks":
        """Read all documents, in whatever order.

        Raises:
            ValueError: when two have the same version, or when there is none.
        """
        editions = sorted(map(Edition.read, documents), key=lambda edition: edition.codebook.version)
        versions = {edition.codebook.version for edition in editions}
        if not editions or len(versions) != len(editions):
            raise ValueError("each version of the codebook is published once")
        return cls(editions)

    @property
    def newest(self) -> Edition:
        """The version that clients are given."""
        return self.editions[-1]

    def version(self, number: int) -> Codebook:
        """The codebook that a release names, so that its themes stay readable; the newest when unknown."""
        found = (e.codebook for e in self.editions if e.codebook.version == number)
        return next(found, self.newest.codebook)


def in_force(counts_from: Mapping[int, ReportingPeriod | None], period: ReportingPeriod) -> int:
    """Version that counts in a quarter: the newest that started by then; the first counts from ever.

    Raises:
        ValueError: when no version is known.
    """
    started = [number for number, start in counts_from.items() if start is None or start <= period]
    return max(started) if started else min(counts_from)
