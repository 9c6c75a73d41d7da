"""A batch as a conversation: results as they come, and nothing twice after a broken connection."""

import json
from collections.abc import Iterator
from typing import Protocol

from pydantic import ValidationError

from feedback_api.client.answers import ItemResult
from feedback_api.client.errors import NotReached, UnexpectedAnswer, error_of
from feedback_api.client.patience import Patience, Struggle
from feedback_api.client.steps import (
    Answer,
    Broken,
    Conversation,
    Pause,
    Request,
    Tell,
    exchange,
    next_chunk,
)

MOST_ITEMS = 1000
"""Items of one batch at most (API conventions)."""

_LONGEST_LINE = 1 << 20
_UNFINISHED = Broken("the answer ended before all items were answered")


class Authorization(Protocol):
    """Gives the headers that say who we are."""

    def __call__(self, *, renew: bool) -> Conversation[dict[str, str]]:
        """Headers, with a fresh token when asked; empty when there is none."""
        ...


class _Batch:
    """Which items have no result yet, and which ones the service failed on so far."""

    def __init__(self, size: int) -> None:
        self.waiting = set(range(size))
        self.failed: dict[int, ItemResult] = {}

    def take(self, result: ItemResult) -> bool:
        """Note a result; whether it is news for the caller. A retry tells everything again."""
        if result.index not in self.waiting:
            return False
        if result.status == "failed":
            self.failed[result.index] = result
            return False
        self.failed.pop(result.index, None)
        self.waiting.remove(result.index)
        return True


def batch_conversation(
    request: Request, size: int, authorization: Authorization, patience: Patience
) -> Conversation[None]:
    """Send a batch until each item has its result; those on which the service keeps failing come last.

    Raises:
        ProblemAnswer: when the batch as a whole is refused; nothing of it is stored.
        NotReached: when no answer came in time; sending again with the same key is safe.
    """
    batch, struggle = _Batch(size), Struggle(patience)
    headers = yield from authorization(renew=False)
    while True:
        reply = yield from _attempt(request.with_headers(headers), batch, struggle)
        if not batch.waiting:
            return
        if isinstance(reply, Answer) and reply.status == 401 and headers:
            headers = yield from authorization(renew=True)
            if headers:
                continue
        wait = struggle.wait_after(reply)
        if wait is None:
            break
        yield Pause(wait)
    yield from _give_up(batch, reply)


def _give_up(batch: _Batch, reply: Answer | Broken) -> Conversation[None]:
    if batch.waiting != set(batch.failed):
        raise NotReached(reply.reason) if isinstance(reply, Broken) else error_of(reply)
    for index in sorted(batch.failed):
        yield Tell(batch.failed[index])


def _attempt(request: Request, batch: _Batch, struggle: Struggle) -> Conversation[Answer | Broken]:
    """Send once and tell what is new; gives why not everything is answered yet."""
    answer = yield from exchange(request, keep_open=True)
    if isinstance(answer, Broken) or answer.status != 200:
        return answer
    if not answer.header("content-type").startswith("application/x-ndjson"):
        return Broken("the answer is no stream of results: is this the address of the service?", final=True)
    lines = _Lines()
    while True:
        chunk = yield from next_chunk()
        if isinstance(chunk, Broken):
            return chunk
        if chunk is None:
            return _UNFINISHED
        for line in lines.feed(chunk):
            result = _result(line)
            if result is None:
                # The summary: whatever still waits now, the service failed on.
                return Answer(503)
            if batch.take(result):
                struggle.progressed()
                yield Tell(result)


class _Lines:
    """Whole lines out of chunks."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        if len(self._rest) > _LONGEST_LINE:
            raise UnexpectedAnswer("a line of the answer is too long to be a result")
        return iter([line for line in whole if line.strip()])


def _result(line: bytes) -> ItemResult | None:
    """A result, or None for the summary at the end."""
    try:
        document = json.loads(line)
        if isinstance(document, dict) and "index" not in document and "accepted" in document:
            return None
        return ItemResult.model_validate(document)
    except (ValueError, ValidationError, RecursionError):
        pass
    raise UnexpectedAnswer("a result is not of the form that this client knows: is its version too old?")
