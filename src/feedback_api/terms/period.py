"""Reporting periods: quarters, as clients and releases name them."""

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class ReportingPeriod:
    """A quarter (SDMX: reference period), written ``2026-Q3``."""

    year: int
    quarter: int

    @classmethod
    def of(cls, day: date) -> "ReportingPeriod":
        """The quarter that a day falls in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, label: str) -> "ReportingPeriod":
        """Read ``2026-Q3``.

        Raises:
            ValueError: when the label is not a quarter; the message does not repeat it.
        """
        match = re.fullmatch(r"([0-9]{4})-Q([1-4])", label)
        if match is None:
            raise ValueError("a period is written as a year, '-Q' and a number from 1 to 4")
        return cls(int(match[1]), int(match[2]))

    @property
    def previous(self) -> "ReportingPeriod":
        """The quarter before."""
        return (
            ReportingPeriod(self.year, self.quarter - 1)
            if self.quarter > 1
            else ReportingPeriod(self.year - 1, 4)
        )

    @property
    def first_day(self) -> date:
        """First day of the quarter."""
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def next(self) -> "ReportingPeriod":
        """The quarter after."""
        return (
            ReportingPeriod(self.year, self.quarter + 1)
            if self.quarter < 4
            else ReportingPeriod(self.year + 1, 1)
        )

    def is_closed(self, today: date) -> bool:
        """Whether the quarter has ended before the given day."""
        return ReportingPeriod.of(today) > self

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.quarter}"
