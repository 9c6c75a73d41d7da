"""Before and after: only what the intervals allow, never a cause."""

from collections.abc import Callable
from datetime import date

import pytest

from feedback_api.publish.effect import Conclusion, effect
from feedback_api.terms.action import Action, ActionStatus, Answer, Asked, Version
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Release

STAFF, THEME = SourceGroup.STAFF, Theme.WAITING_TIME
Q1, Q2, Q3, Q4 = (ReportingPeriod(2026, quarter) for quarter in (1, 2, 3, 4))
Make = Callable[..., Release]


def action(*versions: tuple[ActionStatus, date]) -> Action:
    kept = [
        Version(n, Answer(status, {"nl": "a", "en": "a"}), day)
        for n, (status, day) in reversed(list(enumerate(versions, 1)))
    ]
    return Action("0" * 32, Asked(THEME, Q1), kept, versions[0][1])


DONE = action((ActionStatus.PLANNED, date(2026, 2, 1)), (ActionStatus.DONE, date(2026, 5, 9)))


def releases(frozen: Make, votes: dict[ReportingPeriod, float | None], **more: object) -> list[Release]:
    return [
        frozen({STAFF: {} if v is None else {THEME: v}}, {STAFF: 1000.0}, period=p, **more)
        for p, v in votes.items()
    ]


@pytest.mark.parametrize(
    ("before", "after", "conclusion"),
    [
        (300.0, 100.0, Conclusion.HEARD_LESS),
        (100.0, 300.0, Conclusion.HEARD_MORE),
        (100.0, 103.0, Conclusion.NO_CHANGE_SHOWN),
        (103.0, 100.0, Conclusion.NO_CHANGE_SHOWN),
        (100.0, 100.0, Conclusion.NO_CHANGE_SHOWN),
        (None, 100.0, Conclusion.NO_NUMBERS),
        (100.0, None, Conclusion.NO_NUMBERS),
    ],
)
def test_a_change_is_concluded_only_where_the_intervals_part(
    frozen: Make, before: float | None, after: float | None, conclusion: Conclusion
) -> None:
    found = effect(DONE, releases(frozen, {Q1: before, Q3: after}))
    assert found.conclusion is conclusion
    assert found.before is not None
    assert found.after is not None
    assert (found.done_on, found.before.period, found.after.period) == (date(2026, 5, 9), Q1, Q3)


def test_the_quarter_in_which_it_was_done_is_neither_before_nor_after(frozen: Make) -> None:
    found = effect(DONE, releases(frozen, {Q1: 300.0, Q2: 100.0}))
    assert (found.conclusion, found.after) == (Conclusion.TOO_EARLY, None)


def test_a_release_that_counts_the_quarter_in_which_it_was_done_is_not_after(frozen: Make) -> None:
    carried = releases(frozen, {Q3: 100.0}, periods=(Q2, Q3))
    found = effect(DONE, [*releases(frozen, {Q1: 300.0}), *carried])
    assert found.conclusion is Conclusion.TOO_EARLY


def test_the_newest_release_after_counts(frozen: Make) -> None:
    found = effect(DONE, releases(frozen, {Q4: 300.0, Q3: 100.0, Q1: 300.0}))
    assert found.conclusion is Conclusion.NO_CHANGE_SHOWN


def test_what_is_not_done_has_no_effect(frozen: Make) -> None:
    undone = action((ActionStatus.DONE, date(2026, 2, 1)), (ActionStatus.PLANNED, date(2026, 5, 9)))
    assert effect(undone, releases(frozen, {Q1: 300.0, Q3: 1.0})).conclusion is Conclusion.NOT_DONE


def test_a_done_action_whose_words_changed_counts_from_the_first_day(frozen: Make) -> None:
    done = ActionStatus.DONE
    twice = action((done, date(2026, 5, 9)), (done, date(2026, 8, 1)))
    assert effect(twice, releases(frozen, {Q1: 300.0, Q3: 100.0})).done_on == date(2026, 5, 9)
