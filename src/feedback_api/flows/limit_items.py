"""Limit: how many items a system may send in a minute, over all workers and replicas together."""

import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from feedback_api.store.engine import writing
from feedback_api.store.idempotency import half_day_of
from feedback_api.store.request_counts import take
from feedback_api.terms.client import Allowance
from feedback_api.terms.errors import TooManyItems

SECONDS = 60
"""Length of the window that items are counted in."""

_SHARES = 20
# A worker takes a twentieth of the limit at a time and hands it out from memory: one short transaction
# for many items. What it does not use is lost to the others for that minute; the limit is never passed.


@dataclass(slots=True)
class _Share:
    """What this worker took for one system and has not handed out; the count of all when it did."""

    window: int
    left: int = 0
    taken: int = 0


class ItemLimit:
    """Counts the items of each system; safe between threads, shared through the database.

    The count is of a system, never of a person. Its key on disk is an HMAC under a key that lies on no
    disk, so that the row tells neither the system nor the minute.
    """

    def __init__(self, database: Engine, secret: bytes, limit: int, clock: Callable[[], datetime]) -> None:
        """Count under a secret that all workers share; ``limit`` items in a minute."""
        self._database, self._secret, self.limit, self._clock = database, secret, limit, clock
        self._shares: dict[str, _Share] = {}
        self._lock = threading.Lock()

    def take(self, client_id: str, items: int) -> Allowance:
        """Count items that a system is about to send.

        Raises:
            TooManyItems: when they do not fit any more; nothing is counted then.
            Unavailable: when the database failed.
        """
        now = self._clock()
        window, into = divmod(int(now.timestamp()), SECONDS)
        with self._lock:
            share = self._shares.get(client_id)
            if share is None or share.window != window:
                share = self._shares[client_id] = _Share(window)
            if share.left < items:
                self._fetch(client_id, share, items - share.left, now)
            fits = share.left >= items
            share.left -= items if fits else 0
            left = self.limit - share.taken + share.left
        allowance = Allowance(self.limit, left, SECONDS - into)
        if not fits:
            raise TooManyItems(allowance)
        return allowance

    def _fetch(self, client_id: str, share: _Share, items: int, now: datetime) -> None:
        key = hmac.digest(self._secret, f"items:{share.window}:{client_id}".encode(), "sha256")
        most = max(items, self.limit // _SHARES)
        with writing(self._database) as session:
            added, share.taken = take(session, key, half_day_of(now), items, most, self.limit)
        share.left += added
