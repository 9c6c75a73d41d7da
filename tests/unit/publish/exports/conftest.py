"""One release by hand with every kind of cell, and the codebook that it names."""

from dataclasses import replace

import pytest

from feedback_api import assemble
from feedback_api.terms.codebook import Codebook, SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Policy, Release, Table

BOARD, STAFF = SourceGroup.SOUNDING_BOARD.value, SourceGroup.STAFF.value
CELLS = (
    Cell({"theme": "waiting_time", "source_group": BOARD}, 45 / 6, 37 / 6, 53 / 6),
    Cell({"theme": "waiting_time", "source_group": STAFF}, None),
    Cell({"theme": "interpreting", "source_group": BOARD}, 40.0, 31.5, 90.0, at_least=True, sigma=2.25),
    Cell({"theme": "interpreting", "source_group": STAFF}, -1 / 3, -8.5, 8.0),
)


@pytest.fixture
def codebook() -> Codebook:
    """The codebook that ships."""
    return assemble.codebook()


@pytest.fixture
def release() -> Release:
    """Two tables; one has a number that leaves cells out, a sigma of its own, and a negative estimate."""
    tables = (
        Table("theme-by-group", ("theme", "source_group"), 0.7, 1.5, CELLS),
        Table("theme", ("theme",), 0.0, 2.5, (Cell({"theme": "safety"}, None),)),
        Table("group", ("source_group",), 0.0, 3.0, (Cell({"source_group": BOARD}, 100.0, 90.0, 110.0),)),
    )
    return Release(ReportingPeriod(2026, 3), 1, Policy(), tables, None, "sha256:" + "0" * 64)


@pytest.fixture
def with_formulas(codebook: Codebook) -> Codebook:
    """The same codebook, its labels begun as a formula begins."""
    starts = "=+-@\t\r\n"
    themes = [
        replace(code, label={lang: starts[i % len(starts)] + text for lang, text in code.label.items()})
        for i, code in enumerate(codebook.themes)
    ]
    assert {code.label["nl"][0] for code in themes} == set(starts)
    assert themes[0].id == Theme.WAITING_TIME
    return replace(codebook, themes=themes)
