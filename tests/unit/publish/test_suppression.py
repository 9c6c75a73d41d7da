from collections.abc import Callable

from feedback_api.publish.suppression import groups_without_column, hidden_counts
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Cell, Release

Make = Callable[..., Release]
STAFF, PARTNER = SourceGroup.STAFF, SourceGroup.CHAIN_PARTNER


def test_cells_shown_and_too_few_by_table(frozen: Make) -> None:
    votes = {PARTNER: {}, STAFF: {Theme.DIGITAL: 45.0, Theme.POLICY: 20.0}}
    at_least = Cell({"source_group": "staff"}, 65.0, 60.0, 90.0, at_least=True)
    counts = hidden_counts(frozen(votes, {PARTNER: None, STAFF: at_least}))

    assert [(c.table.name, c.cells, c.shown, c.at_least, c.too_few) for c in counts] == [
        ("theme-by-group", 50, 2, 0, 48),
        ("theme", 25, 2, 0, 23),
        ("group", 2, 1, 1, 1),
    ]


def test_groups_without_a_column_are_named(frozen: Make) -> None:
    release = frozen({STAFF: {}}, {STAFF: 100.0})

    assert groups_without_column(release) == (SourceGroup.SOUNDING_BOARD, PARTNER)
