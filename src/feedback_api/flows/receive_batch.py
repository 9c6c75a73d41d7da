"""Receive a batch: many items of one system, each judged alone, stored in groups, each exactly once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from feedback_api.flows.keep_once import Kept, keep_once, received_before
from feedback_api.flows.read_submission import Reader
from feedback_api.flows.receive import read_attempt
from feedback_api.store.engine import reading, writing
from feedback_api.store.idempotency import Attempt, find_answer, keep_answer
from feedback_api.terms.errors import FeedbackError, Unavailable
from feedback_api.terms.feedback import Received, Submission

ITEMS_AT_ONCE = 16
"""Items of one transaction: what a broken connection can leave behind unreported, at most."""


@dataclass(frozen=True, slots=True)
class BatchKey:
    """Whose batch it is and the key it chose; items and the whole never meet a single item's key.

    A client's own key holds no quote (RFC 8941 strings), so ours, which do, are apart from any of them.
    """

    client_id: str
    key: str

    def whole(self, digest: str) -> Attempt:
        """The batch as a whole, by the digest of its body."""
        return Attempt(self.client_id, f'"{self.key}" batch', digest)

    def item(self, index: int, body: str) -> Attempt:
        """One item of it; another item in its place is another attempt."""
        return Attempt(self.client_id, f'"{self.key}" {index} {body}', "")


@dataclass(frozen=True, slots=True)
class BatchItem:
    """An item that its door read, or the reason why it could not."""

    body: str = field(repr=False)
    read: Submission | FeedbackError


Outcome = Received | FeedbackError
"""What became of an item: stored, or refused, or (Unavailable) not stored because something failed."""


def open_batch(database: Engine, attempt: Attempt, now: datetime) -> None:
    """Bind a key to the body of a batch, durably, before any of it is worked on.

    Raises:
        IdempotencyConflict: when the key was used with another body.
        Unavailable: when the database failed; nothing was stored.
    """
    for _ in range(2):
        with reading(database) as session:
            if find_answer(session, attempt, now) is not None:
                return
        try:
            with writing(database) as session:
                keep_answer(session, attempt, {}, now)
        except IntegrityError:
            continue  # The same batch was opened by another request in between: look again.
        return
    raise Unavailable("two requests met; nothing was stored")


def receive_batch(
    reader: Reader, database: Engine, key: BatchKey, items: Sequence[BatchItem], now: datetime
) -> Iterator[list[Outcome]]:
    """Keep the items of an opened batch; what became of them, in order, group by group.

    A group's outcomes are given when its transaction is durable. Whoever stops asking stops the work.
    When the database fails, the rest of the batch is not tried: its system sends it again.
    """
    failed: Unavailable | None = None
    for start in range(0, len(items), ITEMS_AT_ONCE):
        group = items[start : start + ITEMS_AT_ONCE]
        if failed is None:
            try:
                yield _receive_group(reader, database, _attempts(key, group, start), now)
                continue
            except Unavailable as failure:
                failed = failure
        yield [failed if isinstance(item.read, Submission) else item.read for item in group]


_Judged = tuple[Attempt, Submission | FeedbackError]


def _attempts(key: BatchKey, group: Sequence[BatchItem], start: int) -> list[_Judged]:
    return [(key.item(start + place, item.body), item.read) for place, item in enumerate(group)]


def _receive_group(
    reader: Reader, database: Engine, group: Sequence[_Judged], now: datetime
) -> list[Outcome]:
    earlier = received_before(database, [attempt for attempt, _ in group], now)
    outcomes: list[Outcome | Kept] = [
        before or _read(reader, attempt, submission, now)
        for before, (attempt, submission) in zip(earlier, group, strict=True)
    ]
    fresh = [outcome for outcome in outcomes if isinstance(outcome, Kept)]
    answers = iter(keep_once(database, fresh, now) if fresh else ())
    return [next(answers) if isinstance(outcome, Kept) else outcome for outcome in outcomes]


def _read(
    reader: Reader, attempt: Attempt, submission: Submission | FeedbackError, now: datetime
) -> Kept | FeedbackError:
    if isinstance(submission, FeedbackError):
        return submission
    try:
        return read_attempt(reader, submission, attempt, now)
    except FeedbackError as refused:
        # Kept for a while: without the frames, which hold the words.
        return refused.with_traceback(None)
