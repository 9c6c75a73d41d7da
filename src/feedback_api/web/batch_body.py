"""The body of a batch: read in memory, up to a limit, of a few batches at once, by a known system only."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect

from feedback_api.intake.batches.read import MEDIA_TYPES
from feedback_api.terms.client import ApiClient
from feedback_api.web.batch_problems import (
    BROKEN_OFF,
    BUSY,
    MOST_BATCH_BYTES,
    TOO_LARGE,
    UNSUPPORTED,
    Refusal,
)
from feedback_api.web.posting import media_type

BATCHES_AT_ONCE = 4
"""Of one worker, from the first byte of a body to the last of its answer: what bounds the memory."""


def batch_media_type(request: Request) -> str:
    """A dependency that gives the format of a batch, or refuses it with 415."""
    declared = media_type(request)
    if declared not in MEDIA_TYPES:
        raise Refusal(UNSUPPORTED)
    return declared


class BatchBodies:
    """Reads bodies of batches while there is room; one object serves one worker's event loop."""

    def __init__(self, at_once: int = BATCHES_AT_ONCE) -> None:
        self._free = at_once

    def dependency(self, caller: Callable[..., ApiClient]) -> Callable[..., AsyncIterator[bytearray]]:
        """A dependency that gives a body; its room is free again when the whole answer was sent.

        The caller is found out first: nobody else's bytes are kept. Whoever has read the body empties it.
        """

        async def body(
            request: Request, _who: Annotated[ApiClient, Depends(caller)]
        ) -> AsyncIterator[bytearray]:
            if self._free <= 0:
                raise Refusal(BUSY)
            self._free -= 1
            found = bytearray()
            try:
                await _read_into(found, request)
                yield found
            finally:
                found.clear()
                self._free += 1

        return body


async def _read_into(found: bytearray, request: Request) -> None:
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > MOST_BATCH_BYTES:
        raise Refusal(TOO_LARGE)
    try:
        async for piece in request.stream():
            found += piece
            if len(found) > MOST_BATCH_BYTES:
                raise Refusal(TOO_LARGE)
    except ClientDisconnect:
        raise Refusal(BROKEN_OFF) from None
