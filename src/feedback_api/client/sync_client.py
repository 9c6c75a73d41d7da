"""The client for ordinary programs."""

import ssl
import time
from collections.abc import Collection, Iterator, Sequence
from types import TracebackType
from typing import Self, TypeVar

import httpx

from feedback_api.client.answers import (
    ItemResult,
    Preview,
    Ratings,
    ReleaseEntry,
    SharedPicture,
    Stored,
    Themes,
    Trend,
)
from feedback_api.client.calls import Calls
from feedback_api.client.credentials import ApiToken, Credentials
from feedback_api.client.hands import NOTHING_OPEN, TIMEOUT, answer_of, broken_by, parts_of, transport
from feedback_api.client.item import Item
from feedback_api.client.patience import Patience
from feedback_api.client.steps import (
    Answer,
    Broken,
    Conversation,
    Exchange,
    NextChunk,
    Open,
    Pause,
    Reply,
    Request,
    Step,
    Tell,
)
from feedback_api.release.chain import Verdict
from feedback_api.terms.release import Seal

_T = TypeVar("_T")


class FeedbackClient:
    """The service for a program: safe retries, typed answers, typed errors.

    Use one for many calls, in a ``with`` block, from one thread at a time.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials | str | None = None,
        *,
        patience: Patience | None = None,
        timeout: float = TIMEOUT,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        who = ApiToken(credentials) if isinstance(credentials, str) else credentials
        self._calls = Calls(url, who, patience or Patience())
        self._hands = _Hands(timeout, tls)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._hands.close()

    def post(self, item: Item, *, key: str | None = None) -> Stored:
        """Store one item, once, however often the connection breaks.

        Raises:
            InvalidInput: fields that cannot be used.
            DependentRespondent: the writer waits for a decision; do not send this again.
            NotReached: no answer in time. With a ``key`` of your own you can safely go on later.
        """
        return self._finish(self._calls.post(item, key))

    def preview(self, item: Item) -> Preview:
        """What would be kept of an item; stores nothing."""
        return self._finish(self._calls.preview(item))

    def batch(self, items: Sequence[Item], *, key: str | None = None) -> Iterator[ItemResult]:
        """Store 1 to 1,000 items, each judged alone; gives results as they come.

        Raises:
            NotReached: the connection stayed broken; the same items with the same ``key`` go on later.
        """
        return self._hands.tell(self._calls.batch(items, key))

    def themes(
        self,
        period: str | None = None,
        *,
        source_group: str | None = None,
        step: str | None = None,
        sentiment: str | None = None,
    ) -> Themes:
        """The themes of a release (the newest one when no period is named), all pages together."""
        query = {"period": period, "sourceGroup": source_group, "step": step, "sentiment": sentiment}
        return self._finish(self._calls.themes(**query))

    def trend(
        self,
        theme_id: str,
        *,
        source_group: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Trend:
        """One theme over the quarters, between two days such as 2026-01-01."""
        query = {"sourceGroup": source_group, "from": since, "to": until}
        return self._finish(self._calls.trend(theme_id, **query))

    def shared_picture(self, period: str | None = None) -> SharedPicture:
        """Where the groups agree and where they differ."""
        return self._finish(self._calls.shared_picture(period))

    def ratings(self, period: str | None = None, *, step: str | None = None) -> Ratings:
        """Ratings by step of the procedure."""
        return self._finish(self._calls.ratings(period, step))

    def releases(self) -> list[ReleaseEntry]:
        """All releases, newest first."""
        return self._finish(self._calls.releases())

    def release(self, release_id: str) -> bytes:
        """One release, byte for byte as frozen."""
        return self._finish(self._calls.release(release_id))

    def seal(self, release_id: str) -> Seal:
        """Digest, signature and key of one release."""
        return self._finish(self._calls.seal(release_id))

    def verify(self, trusted_keys: Collection[str]) -> list[Verdict]:
        """Check digest, signature and chain of every release; a verdict without problems holds.

        ``trusted_keys`` are written ``ed25519:…``. Get them from somebody you know, not from this service.
        """
        return self._finish(self._calls.verify(trusted_keys))

    def _finish(self, conversation: Conversation[_T]) -> _T:
        reply: Reply = None
        while True:
            try:
                step = conversation.send(reply)
            except StopIteration as end:
                result: _T = end.value
                return result
            reply = self._hands.do(step)


class _Hands:
    """Carries out steps over a real connection."""

    def __init__(self, timeout: float, tls: ssl.SSLContext | None) -> None:
        self._http = httpx.Client(**transport(timeout, tls))
        self._response: httpx.Response | None = None
        self._chunks: Iterator[bytes] = iter(())

    def tell(self, conversation: Conversation[None]) -> Iterator[ItemResult]:
        reply: Reply = None
        try:
            while True:
                step = conversation.send(reply)
                if isinstance(step, Tell):
                    yield step.result
                    reply = None
                else:
                    reply = self.do(step)
        except StopIteration:
            return
        finally:
            self._let_go()

    def do(self, step: Step) -> Reply:
        match step:
            case Exchange(request):
                return self._exchange(request)
            case Open(request):
                return self._open(request)
            case NextChunk():
                return self._next_chunk()
            case Pause(seconds):
                time.sleep(seconds)
            case Tell():
                pass
        return None

    def close(self) -> None:
        self._let_go()
        self._http.close()

    def _exchange(self, request: Request) -> Answer | Broken:
        method, url, body, headers = parts_of(request)
        try:
            response = self._http.request(method, url, content=body, headers=headers)
            return answer_of(response, response.content)
        except httpx.HTTPError as failure:
            return broken_by(failure)

    def _open(self, request: Request) -> Answer | Broken:
        self._let_go()
        method, url, body, headers = parts_of(request)
        try:
            built = self._http.build_request(method, url, content=body, headers=headers)
            response = self._http.send(built, stream=True)
            if response.status_code != 200:
                return answer_of(response, response.read())
        except httpx.HTTPError as failure:
            return broken_by(failure)
        self._response, self._chunks = response, response.iter_bytes()
        return answer_of(response)

    def _next_chunk(self) -> bytes | Broken | None:
        if self._response is None:
            raise TypeError(NOTHING_OPEN)
        try:
            return next(self._chunks, None)
        except (httpx.HTTPError, httpx.StreamError) as failure:
            return broken_by(failure)

    def _let_go(self) -> None:
        if self._response is not None:
            self._response.close()
            self._response = None
