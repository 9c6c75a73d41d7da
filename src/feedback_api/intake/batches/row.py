"""One item as it lay in a file: its plain values, or what is wrong with its form."""

from dataclasses import dataclass, field

from feedback_api.terms.errors import FieldProblem

MOST_ITEMS = 1000
"""Items of one batch at most (API conventions)."""

MOST_ITEM_BYTES = 64 * 1024
"""One item takes no more here than through the door for single items."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item, not yet judged; ``repr`` hides it, as it holds words as typed.

    ``problems`` point into the item: the empty pointer is the item itself.
    """

    value: object = field(repr=False)
    problems: tuple[FieldProblem, ...] = ()


def spoiled(code: str) -> Row:
    """An item of which nothing could be read."""
    return Row(None, (FieldProblem("", code),))
