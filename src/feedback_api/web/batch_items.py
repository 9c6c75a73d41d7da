"""The items of a batch as submissions, each judged alone; pointers lead into the batch."""

import json
import unicodedata

from pydantic import ValidationError

from feedback_api.flows.receive_batch import BatchItem
from feedback_api.intake.batches.row import Row
from feedback_api.terms.client import ApiClient
from feedback_api.terms.errors import FeedbackError, FieldProblem, InvalidInput
from feedback_api.terms.feedback import Submission
from feedback_api.web.batch_schemas import MOST_REFERENCE_CHARACTERS, BatchFeedbackItem
from feedback_api.web.problems import field_problems
from feedback_api.web.submissions import submission_of

COLUMNS = tuple(field.alias or name for name, field in BatchFeedbackItem.model_fields.items())
"""Names that the columns of a table may have."""

_REFERENCE = "clientRef"
_FORMULA_SIGNS = frozenset("=+-@\t\r＝＋－＠")
"""A cell that starts with one of these is computed by spreadsheets.

Source: OWASP, CSV Injection.
"""


def judged(row: Row, who: ApiClient) -> BatchItem:
    """An item as its submission, or with the problem that refuses it."""
    try:
        read: Submission | FeedbackError = _submission(row, who)
    except FeedbackError as refused:
        read = refused.with_traceback(None)
    return BatchItem(json.dumps(row.value, sort_keys=True), read)


def reference_of(row: Row) -> str | None:
    """What a client calls an item, when it can be given back to it without harm."""
    reference = row.value.get(_REFERENCE) if isinstance(row.value, dict) else None
    return reference if isinstance(reference, str) and _reference_code(reference) is None else None


def language_of(row: Row) -> str | None:
    """The language that an item names, as sent."""
    language = row.value.get("language") if isinstance(row.value, dict) else None
    return language if isinstance(language, str) else None


def pointed(problems: tuple[FieldProblem, ...], index: int) -> list[FieldProblem]:
    """Problems of an item as problems of its batch."""
    return [
        FieldProblem(f"/items/{index}{problem.pointer.rstrip('/')}", problem.code) for problem in problems
    ]


def _submission(row: Row, who: ApiClient) -> Submission:
    problems = list(row.problems)
    if isinstance(row.value, dict):
        problems += _reference_problems(row.value.get(_REFERENCE))
    elif not problems:
        problems.append(FieldProblem("", "not-an-object"))
    if problems:
        raise InvalidInput(problems)
    try:
        item = BatchFeedbackItem.model_validate(row.value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise InvalidInput(field_problems(found)) from None
    return submission_of(item, who)


def _reference_problems(reference: object) -> list[FieldProblem]:
    code = _reference_code(reference) if isinstance(reference, str) else None
    return [] if code is None else [FieldProblem(f"/{_REFERENCE}", code)]


def _reference_code(reference: str) -> str | None:
    if len(reference) > MOST_REFERENCE_CHARACTERS:
        return "too-long"
    if any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in reference):
        return "not-text"
    return "formula" if reference.lstrip()[:1] in _FORMULA_SIGNS and reference.strip() else None
