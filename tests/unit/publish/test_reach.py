import pytest

from feedback_api.publish.reach import reach
from feedback_api.terms.codebook import SourceGroup, Step
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import Cell, Policy, Release, Table

BOARD, STAFF = SourceGroup.SOUNDING_BOARD, SourceGroup.STAFF


def release(shown):
    """Two groups with a column; ``shown`` are the steps and groups with a number."""

    def cell(key, told):
        return Cell(key, 40.0, 30.0, 50.0) if told else Cell(key, None)

    by_step = [cell({"step": step}, any(step == s for s, _ in shown)) for step in Step]
    both = [
        cell({"source_group": group, "step": step}, (step, group) in shown)
        for group in (BOARD, STAFF)
        for step in Step
    ]
    groups = [Cell({"source_group": group}, 100.0, 90.0, 110.0) for group in (BOARD, STAFF)]
    tables = [
        Table("group-by-step", ("source_group", "step"), 0.5, 3.0, both),
        Table("step", ("step",), 0, 3.0, by_step),
        Table("group", ("source_group",), 0, 3.0, groups),
    ]
    return Release(None, 1, Policy(), tables, None, "sha256:0")


def test_each_step_names_who_is_heard_and_who_is_not():
    found = reach(release({(Step.WAITING, BOARD), (Step.WAITING, STAFF), (Step.RETURN, STAFF)}))
    by_step = {row.step: (row.heard, row.silent) for row in found.steps}
    assert list(by_step) == list(Step)
    assert by_step[Step.WAITING] == ((BOARD, STAFF), ())
    assert by_step[Step.RETURN] == ((STAFF,), (BOARD,))
    assert by_step[Step.ARRIVAL] == ((), (BOARD, STAFF))


def test_steps_that_nobody_is_heard_on_and_groups_that_no_table_holds():
    found = reach(release({(Step.WAITING, BOARD)}))
    assert found.unheard == tuple(step for step in Step if step is not Step.WAITING)
    assert found.absent == (SourceGroup.CHAIN_PARTNER,)


def test_a_release_without_steps_says_which_tables_it_has():
    with pytest.raises(NotPublished):
        reach(Release(None, 1, Policy(), [], None, "sha256:0"))
