"""What is published: cells, tables, releases. Only noisy numbers have a name here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod

MECHANISM = "discrete-laplace"
"""The noise, as published."""

PRIVACY_UNIT = "member-period"
"""What the noise covers, as published: all that one member sends in one period."""

NOT_GIVEN = "not_given"
"""What stands in the place of a rating where the respondent gave none."""

TOO_FEW = "too-few"
"""The one word for zero and for small, as published."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One published number of a frequency table (SDC), in votes; ``None`` means too few.

    ``low`` and ``high`` bound the 95 % interval of the noise. A sum ``at_least`` holds only cells that
    are shown themselves; its ``high`` leaves room for the hidden ones. ``sigma`` is the cell's own, in
    votes, where it is less than its table's.
    """

    key: Mapping[str, str]
    estimate: float | None
    low: float | None = None
    high: float | None = None
    at_least: bool = False
    sigma: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A frequency table with its noise: dimensions, epsilon spent, sigma in votes, all its cells.

    A table of sums over another table's noisy cells spends nothing: its epsilon is zero.
    """

    name: str
    dimensions: tuple[str, ...]
    epsilon: float
    sigma: float
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Policy:
    """The disclosure rules that a release was made under; it carries the values used."""

    epsilon: float = 1.0
    epsilon_per_year: float = 4.0
    tokens_per_period: int = 1
    threshold: float = 10.0
    sigmas_above_threshold: float = 2.0
    cube_sigmas: float = 4.0
    sensitive_factor: float = 2.0
    least_information: float = 400.0
    least_members: int = 15
    members: Mapping[SourceGroup, int] | None = None
    expected_messages: int = 0
    quarters_per_release: int = 1


@dataclass(frozen=True, slots=True)
class Release:
    """A closed period's published tables, never changed; ``digest`` is over its canonical JSON.

    ``noisy_total`` is in votes and never more than the sum of the noisy cells; the next period's plan
    reads it. ``signature`` is over the same bytes as the digest and is in neither.
    """

    period: ReportingPeriod
    codebook_version: int
    policy: Policy
    tables: Sequence[Table]
    previous_digest: str | None
    digest: str
    noisy_total: float = 0.0
    signature: str | None = None
    periods: tuple[ReportingPeriod, ...] = ()
    pass_keys: Mapping[str, str] = field(default_factory=dict)
    """Digest of the pass issuer's keys by quarter: who was shown other keys than everybody finds out."""

    @property
    def covered(self) -> tuple[ReportingPeriod, ...]:
        """Quarters whose messages it counts, its own last; more than one when thin ones were carried."""
        return self.periods or (self.period,)


@dataclass(frozen=True, slots=True)
class Seal:
    """What proves a frozen document: its digest, the signature over its bytes, and the key to check with."""

    digest: str
    signature: str
    public_key: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """A release as it lies in the store: canonical document, digest, and its seal unless it is older."""

    document: str
    digest: str
    frozen_on: date
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What a release spends on one quarter: epsilon by table, and the calendar year's total with it."""

    period: ReportingPeriod
    epsilon: float
    tables: Mapping[str, float]
    spent_in_year: float
