"""Read a body of many items by its media type."""

from collections.abc import Iterable

from feedback_api.intake.batches.comma_separated import read_comma_separated
from feedback_api.intake.batches.json_document import read_json_document
from feedback_api.intake.batches.json_lines import read_json_lines
from feedback_api.intake.batches.row import Row
from feedback_api.intake.batches.workbook import read_workbook
from feedback_api.terms.errors import UnreadableBody

JSON = "application/json"
JSON_LINES = "application/x-ndjson"
COMMA_SEPARATED = "text/csv"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = (JSON, JSON_LINES, COMMA_SEPARATED, WORKBOOK)


def read_batch(body: bytes | bytearray, media_type: str, known: Iterable[str]) -> list[Row]:
    """The items of a body, in order; ``known`` are the names that a table's columns may have.

    Raises:
        UnreadableBody: when the whole cannot be read, or has no items or too many.
    """
    match media_type:
        case "application/json":
            rows = read_json_document(body)
        case "application/x-ndjson":
            rows = read_json_lines(body)
        case "text/csv":
            rows = read_comma_separated(body, known)
        case _:
            rows = read_workbook(body, known)
    if not rows:
        raise UnreadableBody("no-items")
    return rows
