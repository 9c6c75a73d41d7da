"""All that a stranger can read: releases, documents, and answers to every question there is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from starlette.testclient import TestClient
from tests.attack.worlds import Key

from feedback_api.terms.codebook import PartnerType, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import VOTE_SIXTHS

Dimensions = tuple[str, ...]
Cell = tuple[Dimensions, Key]
"""A cell by name: the dimensions of its table and its codes."""


@dataclass(frozen=True, slots=True)
class Number:
    """One published number, in votes."""

    estimate: float
    low: float
    high: float
    at_least: bool
    sigma: float


@dataclass(frozen=True, slots=True)
class Table:
    """One published table; cells without a number are hidden."""

    name: str
    dimensions: Dimensions
    sigma: float
    cells: Mapping[Key, Number | None]


@dataclass(frozen=True, slots=True)
class Publication:
    """One release as anyone can read it."""

    label: str
    periods: tuple[str, ...]
    threshold: float
    tables: Sequence[Table]

    def numbers(self) -> Iterator[tuple[Cell, Number]]:
        """Cells that have a number."""
        for table in self.tables:
            for key, number in table.cells.items():
                if number is not None:
                    yield (table.dimensions, key), number

    def hidden(self) -> Iterator[tuple[Cell, Table]]:
        """Cells that are hidden, each with its table."""
        for table in self.tables:
            yield from (((table.dimensions, key), table) for key, n in table.cells.items() if n is None)


def read_all(site: TestClient) -> list[Publication]:
    """Every release, oldest first."""
    items = _json(site, "/v1/releases")["items"]
    return [publication(_json(site, f"/v1/releases/{item['id']}")) for item in reversed(items)]


def read_one(site: TestClient, label: str) -> Publication:
    """The release of one period."""
    return publication(_json(site, f"/v1/releases/{label}"))


def publication(document: Mapping[str, Any]) -> Publication:
    """Read a release document."""
    tables = [_table(table) for table in document["tables"]]
    periods = tuple(document.get("periods", [document["id"]]))
    return Publication(document["id"], periods, float(document["policy"]["threshold"]), tables)


def _table(document: Mapping[str, Any]) -> Table:
    dimensions, sigma = tuple(document["dimensions"]), float(document["sigma"])
    cells = {
        tuple(cell["key"][name] for name in dimensions): _number(cell["votes"], sigma)
        for cell in document["cells"]
    }
    return Table(document["name"], dimensions, sigma, cells)


def _number(votes: Any, sigma: float) -> Number | None:
    if isinstance(votes, str):
        return None
    estimate, low, high = (votes[name] / VOTE_SIXTHS for name in ("estimate", "low", "high"))
    return Number(estimate, low, high, bool(votes["atLeast"]), float(votes.get("sigma", sigma)))


def _json(site: TestClient, address: str) -> Any:
    answer = site.get(address)
    assert answer.status_code == 200, address
    return answer.json()


def theme_questions(label: str) -> list[tuple[dict[str, str], str]]:
    """Every question that can be asked about the themes of a period: its filters and its address."""
    lists = [(None, *SourceGroup), (None, *Step), (None, *Sentiment)]
    names = ("sourceGroup", "step", "sentiment")
    by_type = [{"partnerType": str(code)} for code in PartnerType]
    asked = [
        {name: str(code) for name, code in zip(names, codes, strict=True) if code is not None}
        for codes in product(*lists)
    ]
    return [(filters, _address(label, filters)) for filters in (*asked, *by_type)]


def _address(label: str, filters: Mapping[str, str]) -> str:
    asked = {"period": label, "sort": "theme", "limit": "100", **filters}
    return "/v1/themes?" + "&".join(f"{name}={value}" for name, value in asked.items())


def every_address(labels: Sequence[str]) -> list[str]:
    """Every address whose answer comes from releases."""
    fixed = ["releases", "keys", "ledger", "policy", "codebook"]
    fixed += [f"trends?themeId={theme}" for theme in Theme]
    fixed += [f"trends?themeId={theme}&sourceGroup={group}" for theme in Theme for group in SourceGroup]
    for label in labels:
        fixed += [f"releases/{label}", f"releases/{label}/seal"]
        fixed += [f"{name}?period={label}" for name in ("ratings", "shared-picture", "meta/suppression")]
    themes = [address for label in labels for _, address in theme_questions(label)]
    return [f"/v1/{path}" for path in fixed] + themes
