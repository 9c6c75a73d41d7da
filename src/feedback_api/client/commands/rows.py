"""One row of a partner's file, and what can be seen to be wrong with it before anything is sent."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from feedback_api.client.item import Item
from feedback_api.terms.codebook import Dependency, PartnerType, Rating, SourceGroup, Step

COLUMNS = (
    "good",
    "improve",
    "step",
    "rating",
    "language",
    "dependency",
    "sourceGroup",
    "partnerType",
    "clientRef",
)
"""Names of columns and members, as in the API."""

FORMULA = "\0formula"
"""In place of a cell that holds a formula: what it would show is not known here."""

_MOST_CHARACTERS = 2000
_LONGEST_LANGUAGE = 35
_CLOSED: dict[str, type[StrEnum]] = {
    "step": Step,
    "rating": Rating,
    "dependency": Dependency,
    "sourceGroup": SourceGroup,
    "partnerType": PartnerType,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: its column (empty for the row as a whole) and a code."""

    column: str
    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the number that its file shows, with its item or its faults."""

    number: int
    item: Item | None
    faults: tuple[Fault, ...] = field(default=())


def unusable_row(number: int, code: str, column: str = "") -> Row:
    """A row of which no item can be made."""
    return Row(number, None, (Fault(column, code),))


def row_of(number: int, cells: Mapping[str, str]) -> Row:
    """An item of the cells, or everything that is wrong with them. Who depends on a decision stays here."""
    faults = tuple(_faults(cells))
    if faults:
        return Row(number, None, faults)
    # A reference is of no use here: the row's number does its work, and what is not sent cannot leak.
    item = Item(
        step=_id(cells["step"]),
        good=cells.get("good"),
        improve=cells.get("improve"),
        rating=_id(cells["rating"]) if "rating" in cells else None,
        language=cells.get("language"),
        dependency=Dependency.NONE,
        source_group=_id(cells["sourceGroup"]) if "sourceGroup" in cells else None,
        partner_type=_id(cells["partnerType"]) if "partnerType" in cells else None,
    )
    return Row(number, item)


def _faults(cells: Mapping[str, str]) -> Iterator[Fault]:
    yield from (Fault(name, "formula") for name, value in cells.items() if value == FORMULA)
    if "step" not in cells:
        yield Fault("step", "missing")
    for name, closed_list in _CLOSED.items():
        if name in cells and _id(cells[name]) not in {code.value for code in closed_list}:
            yield Fault(name, "unknown-value")
    if _id(cells.get("dependency", "none")) in {Dependency.PENDING, Dependency.UNSURE}:
        yield Fault("dependency", "dependent-respondent")
    if not {"good", "improve"} & set(cells):
        yield Fault("improve", "missing")
    for name in ("good", "improve"):
        yield from _word_faults(name, cells.get(name))
    if len(cells.get("language", "")) > _LONGEST_LANGUAGE:
        yield Fault("language", "too-long")


def _word_faults(name: str, words: str | None) -> Iterator[Fault]:
    if words is None:
        return
    clean = unicodedata.normalize("NFC", words.replace("\r\n", "\n")).strip()
    if not clean:
        yield Fault(name, "empty")
    elif len(clean) > _MOST_CHARACTERS:
        yield Fault(name, "too-long")


def _id(cell: str) -> str:
    return cell.strip()
