"""What a posted questions page says, and which lines the page shows for what is wrong."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from feedback_api.terms.codebook import PartnerType, Rating, SourceGroup, Step
from feedback_api.terms.errors import CodeFault, FieldProblem
from feedback_api.terms.text import RawText
from feedback_api.web.pages import PageProblem
from feedback_api.web.posted import Posted
from feedback_api.web.sealed import Draft

_Choice = TypeVar("_Choice", bound=StrEnum)

_TEXT_OF_CODE = {
    "empty": "err.text",
    "missing": "err.text",
    "too-long": "err.long",
    "nothing-left": "err.empty",
    "not-text": "err.nottext",
}
"""Codes of the flows' field problems and the texts that explain them; any other asks for a choice."""

_TEXT_OF_FAULT = {
    CodeFault.INCOMPLETE: "err.short",
    CodeFault.MISTYPED: "err.typo",
    CodeFault.UNKNOWN: "err.used",
    CodeFault.CLOSED: "err.closed",
}


def _choice(choices: type[_Choice], value: str) -> _Choice | None:
    return choices(value) if value in list(choices) else None


def asks_partner_type(draft: Draft) -> bool:
    """Whether the writer is asked what kind of organisation they work for."""
    return draft.group is SourceGroup.CHAIN_PARTNER


def answers_of(posted: Posted, draft: Draft | None) -> Draft:
    """The questions page as posted, with the admission from its sealed field."""
    held = draft or Draft()
    return Draft(
        ticket=held.ticket,
        group=held.group,
        step=_choice(Step, posted.get("step")),
        rating=_choice(Rating, posted.get("rating")),
        partner_type=_choice(PartnerType, posted.get("partner_type")) if asks_partner_type(held) else None,
        good=RawText(posted.get("good")),
        improve=RawText(posted.get("improve")),
    )


def missing_choices(posted: Posted, answers: Draft) -> Iterable[PageProblem]:
    """Choices that have to be made and were not."""
    if answers.step is None:
        yield PageProblem("err.choose", "step")
    if answers.rating is None and posted.get("rating"):
        yield PageProblem("err.choose", "rating")
    if answers.partner_type is None and asks_partner_type(answers):
        yield PageProblem("err.choose", "partner_type")


def on_page(problems: Iterable[FieldProblem]) -> list[PageProblem]:
    """Problems that the flows found, as lines of the page."""
    return [
        PageProblem(_TEXT_OF_CODE.get(problem.code, "err.choose"), _field(problem.pointer))
        for problem in problems
    ]


def _field(pointer: str) -> str:
    """The page's field for a JSON pointer; what is about the whole message points at the last text."""
    name = {"partnerType": "partner_type"}.get(pointer.strip("/"), pointer.strip("/"))
    return name if name in ("good", "improve", "step", "rating", "partner_type") else "improve"


def of_fault(fault: CodeFault, round_is_known: bool) -> PageProblem:
    """What is wrong with a code, as a line of the first page; of a closed round also when the next starts."""
    key = _TEXT_OF_FAULT[fault]
    return PageProblem("err.ended" if key == "err.closed" and not round_is_known else key, "invitation")
