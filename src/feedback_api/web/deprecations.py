"""Operations that will go, with their dates: said in the document and on every one of their answers.

A major version stays for at least a year beside the next one, and at most two are served.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Since when an operation should no longer be used, when it stops, and where that is explained."""

    since: date
    sunset: date
    page: str

    def headers(self) -> dict[str, str]:
        """What every answer of the operation carries.

        Source: RFC 9745 (Deprecation) and RFC 8594 (Sunset).
        """
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": format_datetime(_midnight(self.sunset), usegmt=True),
            "Link": f'<{self.page}>; rel="deprecation"; type="text/html"',
        }


DEPRECATED: Mapping[str, Deprecation] = {}
"""By operationId. Nothing is deprecated yet."""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
