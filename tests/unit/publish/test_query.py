from typing import Any

import pytest

from feedback_api.publish.query import groups_with_column, table_for, themes
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.errors import InvalidInput, NotPublished
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Policy, Release, Table

STAFF = SourceGroup.STAFF
VOTES = {Theme.DIGITAL: 45.0, Theme.DOCUMENTS: 30.5, Theme.POLICY: 45.0}


def frozen() -> Release:
    """Staff have a column with three themes shown; the two other groups have none."""
    cells = tuple(cell({"theme": theme.value, "source_group": "staff"}, VOTES.get(theme)) for theme in Theme)
    sums = tuple(cell({"theme": theme.value}, VOTES.get(theme), at_least=True) for theme in Theme)
    tables = (
        Table("theme-by-group", ("theme", "source_group"), 1.0, 1.4126, cells),
        Table("theme", ("theme",), 0.0, 1.4126, sums),
        Table(
            "group", ("source_group",), 0.0, 7.063, (Cell({"source_group": "staff"}, 150.0, 136.0, 164.0),)
        ),
    )
    return Release(ReportingPeriod(2026, 3), 1, Policy(), tables, None, "sha256:00", 150.0)


def cell(key: dict[str, str], votes: float | None, at_least: bool = False) -> Cell:
    return Cell(key, None) if votes is None else Cell(key, votes, votes - 3, votes + 3, at_least)


def test_most_votes_first_and_too_few_last_in_codebook_order() -> None:
    rows = themes(frozen(), source_group=STAFF, limit=100).rows

    assert [row.theme for row in rows[:3]] == [Theme.DIGITAL, Theme.POLICY, Theme.DOCUMENTS]
    assert [row.theme for row in rows[3:]] == [theme for theme in Theme if theme not in VOTES]


def test_codebook_order() -> None:
    assert [row.theme for row in themes(frozen(), sort="theme", limit=100).rows] == list(Theme)


def test_shares_are_of_the_group() -> None:
    first, *_, last = themes(frozen(), source_group=STAFF, limit=100).rows

    assert first.share is not None
    assert first.share.estimate == pytest.approx(45 / 150)
    assert last.share is None


def test_all_groups_together_come_from_their_own_table() -> None:
    page = themes(frozen())

    assert page.table.name == "theme"
    assert page.rows[0].votes.at_least


def test_pages_follow_each_other_without_gap() -> None:
    pages, offset = [], 0
    while offset is not None:
        page = themes(frozen(), offset=offset, limit=10)
        pages.append([row.theme for row in page.rows])
        offset = page.next_offset

    assert [len(page) for page in pages] == [10, 10, 5]
    assert themes(frozen(), limit=25).next_offset is None
    assert sum(pages, []) == [row.theme for row in themes(frozen(), limit=100).rows]  # noqa: RUF017


@pytest.mark.parametrize(
    "filters",
    [
        {"step": Step.INTERVIEW},
        {"sentiment": Sentiment.NEGATIVE},
        {"source_group": STAFF, "step": Step.INTERVIEW},
        {"source_group": SourceGroup.SOUNDING_BOARD},
    ],
)
def test_what_no_table_holds_names_those_that_exist(filters: dict[str, Any]) -> None:
    with pytest.raises(NotPublished) as error:
        themes(frozen(), **filters)

    assert error.value.available == ("theme-by-group", "theme", "group")


@pytest.mark.parametrize(
    ("pointer", "change"),
    [
        ("#query/sort", {"sort": "<script>"}),
        ("#query/offset", {"offset": -1}),
        ("#query/limit", {"limit": 0}),
        ("#query/limit", {"limit": 101}),
    ],
)
def test_unknown_orders_and_ranges_are_named_and_not_repeated(pointer: str, change: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as error:
        themes(frozen(), **change)

    assert [problem.pointer for problem in error.value.problems] == [pointer]
    assert "script" not in str(error.value)


def test_the_same_question_gets_the_same_answer() -> None:
    assert themes(frozen(), source_group=STAFF) == themes(frozen(), source_group=STAFF)


def test_only_groups_with_a_column_are_on_offer() -> None:
    assert groups_with_column(frozen()) == (STAFF,)


def test_a_table_is_found_by_its_dimensions_in_any_order() -> None:
    assert table_for(frozen(), "source_group", "theme").name == "theme-by-group"
