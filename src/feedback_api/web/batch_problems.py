"""What can be wrong with a batch as a whole, in words that tell how to send it next time."""

from starlette.exceptions import HTTPException

from feedback_api.terms.errors import UnreadableBody
from feedback_api.web.problems import Problem

MOST_BATCH_BYTES = 16 * 1024 * 1024


class Refusal(HTTPException):
    """A refusal that says more than its status."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.status)
        self.problem = problem


TOO_LARGE = Problem(
    "too-large",
    "The batch is too large. Send at most 16 MiB and 1,000 items; split a longer file.",
)
UNSUPPORTED = Problem(
    "unsupported-media-type",
    "Send the batch as application/json, application/x-ndjson, text/csv or "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.",
)
NOT_ACCEPTABLE = Problem(
    "not-acceptable",
    "This address answers application/json or application/x-ndjson.",
)
BUSY = Problem(
    "unavailable",
    "Other batches are being worked on. Nothing of this one was stored; send it again, with the same "
    "Idempotency-Key, after the seconds in Retry-After.",
    {"Retry-After": "10"},
)
BROKEN_OFF = Problem("invalid-body", "The body ended before its end. Nothing was stored; send it again.")

_UNREADABLE = {
    "not-utf-8": "The text is not in UTF-8. In a spreadsheet choose 'save as CSV UTF-8'; else send UTF-8.",
    "not-json": "The body is not JSON as RFC 8259 defines it. NaN and Infinity are not part of it.",
    "duplicate-key": "A name stands twice in one JSON object. Send each name once.",
    "too-deep": "The JSON holds brackets within brackets, deeper than anything that is asked for.",
    "unknown-field": 'Send one object with the member "items" and no other.',
    "no-items": "There is no item in it. Send 1 to 1,000 items.",
    "too-many-items": "There are too many items or lines. Send at most 1,000 items; split a longer file.",
    "item-too-large": "One item takes more than 64 kB. An answer has at most 2,000 characters.",
    "bad-quotes": 'A quoted cell is not closed, or a quote stands in the middle of one. Double it: "".',
    "no-header": "The first row names no column that is known here. Name them as in the JSON.",
    "unknown-column": "The first row names a column that is unknown. Remove it, or name it as in the JSON.",
    "duplicate-column": "The first row names a column twice. Name each once.",
    "too-many-columns": "There are more columns than anything here could fill.",
    "not-a-workbook": "The body is not a workbook that can be read. Save it as an Excel workbook (.xlsx).",
    "old-or-encrypted": "The workbook has a password or an old format. Save it as .xlsx, without a password.",
    "macros": "The workbook holds macros. Save it as an Excel workbook without them (.xlsx, not .xlsm).",
    "external-links": "The workbook is linked to other files. Break the links and save it again.",
    "too-large-unpacked": "The workbook is too large once unpacked. Keep only the rows that you send.",
}


def of_unreadable(error: UnreadableBody) -> Problem:
    """A body that cannot be read, with how to send it instead; never a word of it."""
    found = [{"pointer": "/", "code": error.code}]
    detail = f"{_UNREADABLE[error.code]} Nothing was stored."
    return Problem("invalid-body", detail, extra={"errors": found})
