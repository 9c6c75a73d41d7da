"""The answer to a batch, written while its items are worked on."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from feedback_api.flows.receive_batch import Outcome
from feedback_api.terms.errors import InvalidInput, Unavailable
from feedback_api.terms.feedback import Received
from feedback_api.web.batch_items import pointed
from feedback_api.web.problems import Problem, invalid_input, of_error

JSON, JSON_LINES = "application/json", "application/x-ndjson"
_COUNTS = {"stored": "accepted", "rejected": "rejected", "failed": "failed"}

Result = dict[str, Any]


def result_of(index: int, reference: str | None, outcome: Outcome, help_lines: Sequence[str]) -> Result:
    """What became of one item, as its line of the answer. No text, id or receipt comes back."""
    start: Result = {"index": index, "clientRef": reference}
    if isinstance(outcome, Received):
        return start | {
            "status": "stored",
            "period": str(outcome.period),
            "redactions": {tag.value: count for tag, count in outcome.redactions.items()},
            "textKept": outcome.text_kept,
            "help": list(help_lines) if outcome.danger else None,
        }
    if isinstance(outcome, InvalidInput):
        problem: Problem = invalid_input(pointed(outcome.problems, index))
    else:
        problem = of_error(outcome)
    status = "failed" if isinstance(outcome, Unavailable) else "rejected"
    return start | {"status": status, "problem": problem.document()}


def as_document(groups: Iterable[Sequence[Result]]) -> Iterator[str]:
    """Results as one JSON document; the counts come last, when they are known."""
    counts: Counter[str] = Counter()
    mark = '{"results":['
    for group in groups:
        _count(counts, group)
        yield mark + ",\n".join(_line(result) for result in group)
        mark = ",\n"
    yield "]," + _line(_summary(counts))[1:]


def as_lines(groups: Iterable[Sequence[Result]]) -> Iterator[str]:
    """Results one a line; the counts are the last line."""
    counts: Counter[str] = Counter()
    for group in groups:
        _count(counts, group)
        yield "".join(_line(result) + "\n" for result in group)
    yield _line(_summary(counts)) + "\n"


class BatchAnswer(StreamingResponse):
    """A stream that ends quietly when nobody listens any more."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what there is, group by group."""
        try:
            await super().__call__(scope, receive, send)
        except ClientDisconnect:
            return  # What was stored is stored; the same batch with the same key gives the rest.


def _count(counts: Counter[str], group: Iterable[Result]) -> None:
    counts.update(_COUNTS[result["status"]] for result in group)


def _summary(counts: Counter[str]) -> dict[str, int]:
    return {name: counts[name] for name in _COUNTS.values()}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
