"""Which rows were refused and why, in plain words: on the terminal and in a report; never what they say."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from feedback_api.client.answers import ItemProblem
from feedback_api.client.commands.rows import COLUMNS, Fault
from feedback_api.client.commands.surroundings import console
from feedback_api.client.errors import Problem

_MOST_SHOWN = 30
_CODE = re.compile(r"[a-z0-9-]{1,40}")

REASONS = {
    "missing": "nothing is filled in, and it is needed",
    "empty": "there is nothing to read in it",
    "too-long": "it is too long: at most 2,000 characters for an answer, 35 for a language",
    "not-text": "it holds no letter or digit",
    "unknown-value": "this is no id of the codebook: see /v1/codebook",
    "not-yours": "your registration says otherwise: leave this column out",
    "wrong-type": "it must be text",
    "unknown-field": "the row has a member that is not known",
    "not-json": "the row is no JSON object",
    "too-many-cells": "the row has more cells than there are columns",
    "formula": "the cell holds a formula: paste its value instead",
    "dependent-respondent": "the writer waits, or seems to wait, for a decision: do not send it again",
    "unavailable": "the service failed on it: run the same command again",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing wrong with one row."""

    row: int
    column: str
    code: str

    @property
    def reason(self) -> str:
        """In plain words."""
        return REASONS.get(self.code, self.code)


def of_faults(row: int, faults: Iterable[Fault]) -> list[Refusal]:
    """Refusals of a row that was looked at here."""
    return [Refusal(row, fault.column, fault.code) for fault in faults]


def of_problem(row: int, problem: Problem | ItemProblem | None) -> list[Refusal]:
    """Refusals of a row that the service looked at."""
    if problem is None or not problem.errors:
        return [Refusal(row, "", _known(problem.kind if problem else "unavailable"))]
    return [Refusal(row, _column(error.pointer), _known(error.code)) for error in problem.errors]


def _column(pointer: str) -> str:
    name = pointer.rpartition("/")[2]
    return name if name in COLUMNS else ""


def _known(code: str) -> str:
    return code if _CODE.fullmatch(code) else "refused"


def show(refusals: Sequence[Refusal]) -> None:
    """The first ones on the terminal."""
    if not refusals:
        return
    table = Table("row", "column", "why")
    for refusal in refusals[:_MOST_SHOWN]:
        table.add_row(str(refusal.row), refusal.column or "–", refusal.reason)
    console.print(table)
    if len(refusals) > _MOST_SHOWN:
        console.print(f"… and {len(refusals) - _MOST_SHOWN} more; --report FILE writes them all.")


class Report:
    """A CSV of refusals, written as they come and added to when sending goes on."""

    def __init__(self, path: Path | None, *, go_on: bool) -> None:
        self._path = path
        if path is not None and not (go_on and path.exists()):
            self._write("w", [("row", "column", "code", "reason")])

    def add(self, refusals: Iterable[Refusal]) -> None:
        """Write them down."""
        self._write("a", [(str(r.row), r.column, r.code, r.reason) for r in refusals])

    def _write(self, mode: str, lines: Iterable[Sequence[str]]) -> None:
        if self._path is not None:
            with self._path.open(mode, encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([[_safe(cell) for cell in line] for line in lines])


def _safe(cell: str) -> str:
    # A spreadsheet would compute a cell that begins so.
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
