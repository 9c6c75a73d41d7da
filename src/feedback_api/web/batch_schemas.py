"""Bodies of batches on the wire: what is sent, and what comes back of each item."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from feedback_api.intake.batches.row import MOST_ITEMS
from feedback_api.web.schemas import FeedbackItem, ProblemBody, Wire

MOST_REFERENCE_CHARACTERS = 100


class BatchFeedbackItem(FeedbackItem):
    """One item of a batch: as it is posted alone, with what its sender calls it."""

    client_ref: Annotated[
        str | None,
        Field(
            default=None,
            max_length=MOST_REFERENCE_CHARACTERS,
            description="What you call the item: returned with its result, never stored.",
        ),
    ] = None


class Batch(Wire):
    """Items of many respondents; each is judged alone."""

    items: Annotated[list[BatchFeedbackItem], Field(min_length=1, max_length=MOST_ITEMS)]


class _Result(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    index: Annotated[int, Field(ge=0, lt=MOST_ITEMS, description="Place of the item in the batch, from 0.")]
    client_ref: str | None


class StoredResult(_Result):
    """An item that was stored, durably."""

    status: Literal["stored"]
    period: str
    redactions: dict[str, int]
    text_kept: bool
    help: list[str] | None


class RejectedResult(_Result):
    """An item that was refused; the same item will be refused again."""

    status: Literal["rejected"]
    problem: ProblemBody


class FailedResult(_Result):
    """An item that was not stored because something failed here: send the same batch again."""

    status: Literal["failed"]
    problem: ProblemBody


class BatchResults(BaseModel):
    """What became of each item, in order, and how many of each kind there are."""

    results: list[StoredResult | RejectedResult | FailedResult]
    accepted: int
    rejected: int
    failed: Annotated[int, Field(description="Not stored: send the same batch again with the same key.")]


def inline_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Schema of a body whose parts the document holds already, with its own models spelled out."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = schema.pop("$defs", {})
    spelled: dict[str, Any] = _spelled(schema, {"BatchFeedbackItem": parts.get("BatchFeedbackItem")})
    return spelled


def _spelled(part: Any, parts: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_spelled(one, parts) for one in part]
    if not isinstance(part, dict):
        return part
    name = str(part.get("$ref", "")).rpartition("/")[2]
    return parts[name] if name in parts else {key: _spelled(one, parts) for key, one in part.items()}
