"""How long and how often to try again.

Source: RFC 9110, section 10.2.3 (Retry-After); exponential backoff with jitter, so that clients that
failed together do not come back together.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from feedback_api.client.errors import NotReached
from feedback_api.client.steps import Answer, Broken, Conversation, Pause, Request, exchange

_TRY_AGAIN = frozenset({429, 502, 503, 504})
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that an operation may take in all, and the first and longest wait between two attempts.

    For a batch the time counts anew with each result that comes.
    """

    seconds: float = 120.0
    first_wait: float = 0.5
    longest_wait: float = 20.0
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)


class Struggle:
    """One operation's attempts so far."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._cut = False
        self.progressed()

    def progressed(self) -> None:
        """Something came: time and waits begin anew."""
        self._attempts = 0
        self._end = self._patience.clock() + self._patience.seconds

    def wait_after(self, reply: Answer | Broken) -> float | None:
        """Seconds to wait before the next attempt; None when there is to be none."""
        if not self._is_worth_trying(reply):
            return None
        wait = self._next_wait(reply.retry_after if isinstance(reply, Answer) else None)
        return wait if self._patience.clock() + wait <= self._end else None

    def _is_worth_trying(self, reply: Answer | Broken) -> bool:
        if isinstance(reply, Broken):
            self._cut = True
            return not reply.final
        # After a cut the first attempt may still be at work, and its key is then taken for a moment.
        return reply.status in _TRY_AGAIN or (reply.status == _CONFLICT and self._cut)

    def _next_wait(self, told: float | None) -> float:
        doubled = min(self._patience.longest_wait, self._patience.first_wait * 2.0**self._attempts)
        self._attempts = min(self._attempts + 1, 30)
        jittered = doubled * random.uniform(0.5, 1.0)  # noqa: S311  (spreads load; keeps no secret)
        # A little later than told, never earlier.
        return jittered if told is None else told + min(jittered, 1.0)


def persistently(request: Request | Callable[[], Request], patience: Patience) -> Conversation[Answer]:
    """Send a request, or a fresh one each time, until trying again would not better the answer.

    Raises:
        NotReached: when none came in time.
    """
    struggle = Struggle(patience)
    while True:
        reply = yield from exchange(request() if callable(request) else request)
        wait = struggle.wait_after(reply)
        if wait is not None:
            yield Pause(wait)
        elif isinstance(reply, Answer):
            return reply
        else:
            raise NotReached(reply.reason)
