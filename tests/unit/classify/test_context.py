"""What is known around a text becomes ones in fixed places."""

from feedback_api.classify.context import CONTEXT_SIZE, Context
from feedback_api.terms.codebook import Question, Rating, SourceGroup, Step


def test_nothing_known_is_all_zeros() -> None:
    assert Context().vector().tolist() == [0.0] * CONTEXT_SIZE


def test_everything_known_is_four_ones() -> None:
    known = Context(SourceGroup.STAFF, Step.REPORT, Question.GOOD, Rating.BAD)
    assert known.vector().sum() == 4.0
    assert known.places_the_subject
    assert known.tells_the_tone


def test_every_value_has_its_own_place() -> None:
    one_each = [Context(step=step) for step in Step] + [Context(source_group=group) for group in SourceGroup]
    one_each += [Context(question=q) for q in Question] + [Context(rating=r) for r in Rating]
    assert len({tuple(context.vector().tolist()) for context in one_each}) == CONTEXT_SIZE == len(one_each)
