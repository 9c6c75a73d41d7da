"""One message of one respondent, as a partner's system hands it to the client."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from pydantic.alias_generators import to_camel


@dataclass(frozen=True, slots=True)
class Item:
    """One message; at least one of ``good`` and ``improve``. Its words cannot be printed.

    ``step`` and ``rating`` are ids of the codebook. ``client_ref`` is yours: it comes back with a batch's
    result and is never stored; never put a name, a number of a person or an address in it.
    """

    step: str
    good: str | None = field(default=None, repr=False)
    improve: str | None = field(default=None, repr=False)
    rating: str | None = None
    language: str | None = None
    dependency: str = "none"
    client_ref: str | None = field(default=None, repr=False)
    source_group: str | None = None
    partner_type: str | None = None

    def document(self) -> dict[str, Any]:
        """The item as the API takes it: absent fields are left out."""
        named = {to_camel(part.name): getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in named.items() if value is not None}


def item_body(item: Item) -> bytes:
    """Body of a post of one item; a reference has no place there."""
    document = item.document()
    document.pop("clientRef", None)
    return json.dumps(document).encode()


def batch_body(items: Sequence[Item]) -> bytes:
    """Body of a batch, the same bytes for the same items."""
    return json.dumps({"items": [item.document() for item in items]}).encode()
