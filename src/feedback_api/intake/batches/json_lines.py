"""A batch as JSON values, one a line; a line that cannot be read spoils that item alone."""

import io

from feedback_api.intake.batches.row import MOST_ITEM_BYTES, MOST_ITEMS, Row, spoiled
from feedback_api.intake.batches.strict_json import read_json
from feedback_api.terms.errors import UnreadableBody


def read_json_lines(body: bytes | bytearray) -> list[Row]:
    """The items of a body, one a line; blank lines are skipped.

    Raises:
        UnreadableBody: ``too-many-items``.
    """
    found: list[Row] = []
    for line in io.BytesIO(body):
        words = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not words:
            continue
        found.append(_item(words))
        if len(found) > MOST_ITEMS:
            raise UnreadableBody("too-many-items")
    return found


def _item(line: bytes) -> Row:
    if len(line) > MOST_ITEM_BYTES:
        return spoiled("item-too-large")
    try:
        return Row(read_json(line))
    except UnreadableBody as problem:
        return spoiled(problem.code)
