"""The door for many items at once: four formats in, results streamed out while items are worked on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from feedback_api.flows.receive_batch import BatchItem, BatchKey, Outcome, open_batch, receive_batch
from feedback_api.intake.batches.read import read_batch
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.web import problems
from feedback_api.web.batch_answer import (
    JSON,
    JSON_LINES,
    BatchAnswer,
    Result,
    as_document,
    as_lines,
    result_of,
)
from feedback_api.web.batch_body import BatchBodies, batch_media_type
from feedback_api.web.batch_examples import RESULT_LINES, RESULTS, request_content
from feedback_api.web.batch_items import COLUMNS, judged, language_of, reference_of
from feedback_api.web.batch_problems import NOT_ACCEPTABLE, Refusal
from feedback_api.web.batch_schemas import Batch, BatchResults, inline_schema
from feedback_api.web.negotiation import preferred
from feedback_api.web.posting import caller_with, count_items, idempotency_key
from feedback_api.web.services import Services

_ANSWERS = {
    JSON: {"examples": {"results": {"value": RESULTS}}},
    JSON_LINES: {
        "schema": {"type": "string", "description": "One result a line; the counts are the last line."},
        "examples": {"results": {"value": RESULT_LINES}},
    },
}


def answer_media_type(request: Request) -> str:
    """A dependency that gives the form of the answer, or refuses it with 406."""
    chosen = preferred(", ".join(request.headers.getlist("accept")), (JSON, JSON_LINES))
    if chosen is None:
        raise Refusal(NOT_ACCEPTABLE)
    return chosen


@dataclass(frozen=True, slots=True)
class _Sent:
    """A batch as it was read: its items, what its client calls them, their languages."""

    items: Sequence[BatchItem] = field(repr=False)
    references: Sequence[str | None]
    languages: Sequence[str | None]
    digest: str


def batch_router(services: Services) -> APIRouter:
    """The route that takes batches in."""
    router = APIRouter(tags=["Feedback in"])
    caller = caller_with(services, Scope.FEEDBACK_WRITE, items=0)
    bodies = BatchBodies()

    @router.post(
        "/feedback-batches",
        response_model=BatchResults,
        summary="Post many items of feedback",
        description=(
            "1 to 1,000 items, at most 16 MiB, each judged alone; results are sent while the items are "
            "worked on, in their order. When the connection breaks, send the same body with the same key "
            "again: each item is stored once. Nothing of what is sent waits on a disk."
        ),
        responses={
            200: {"content": _ANSWERS},
            **problems.problem_responses(400, 401, 403, 409, 413, 415, 503),
        },
        openapi_extra={"requestBody": {"required": True, "content": request_content(inline_schema(Batch))}},
    )
    def post_batch(
        request: Request,
        media_type: Annotated[str, Depends(batch_media_type)],
        answered_as: Annotated[str, Depends(answer_media_type)],
        who: Annotated[ApiClient, Depends(caller)],
        key: Annotated[str, Depends(idempotency_key)],
        body: Annotated[bytearray, Depends(bodies.dependency(caller))],
    ) -> Response:
        sent = _read(body, media_type, who)
        count_items(services, request, who, len(sent.items))
        now, batch = services.clock(), BatchKey(who.client_id, key)
        open_batch(services.database, batch.whole(sent.digest), now)
        outcomes = receive_batch(services.reader, services.database, batch, sent.items, now)
        written = as_lines if answered_as == JSON_LINES else as_document
        return BatchAnswer(written(_results(services, sent, outcomes)), media_type=answered_as)

    return router


def _read(body: bytearray, media_type: str, who: ApiClient) -> _Sent:
    digest = sha256(body).hexdigest() + media_type
    rows = read_batch(body, media_type, COLUMNS)
    # From here on only the items are needed: the room of the body is free.
    body.clear()
    return _Sent(
        [judged(row, who) for row in rows],
        [reference_of(row) for row in rows],
        [language_of(row) for row in rows],
        digest,
    )


def _results(services: Services, sent: _Sent, outcomes: Iterator[list[Outcome]]) -> Iterator[list[Result]]:
    index = 0
    for group in outcomes:
        yield [
            result_of(place, sent.references[place], outcome, services.help_lines(sent.languages[place]))
            for place, outcome in enumerate(group, index)
        ]
        index += len(group)
