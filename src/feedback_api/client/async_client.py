"""The client for programs that run on asyncio."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Collection, Sequence
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


class AsyncFeedbackClient:
    """The same as ``FeedbackClient``, to be awaited; many posts may run at once, one batch at a time."""

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
        self._http = httpx.AsyncClient(**transport(timeout, tls))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def post(self, item: Item, *, key: str | None = None) -> Stored:
        """Store one item, once, however often the connection breaks; raises as ``FeedbackClient.post``."""
        return await self._finish(self._calls.post(item, key))

    async def preview(self, item: Item) -> Preview:
        """What would be kept of an item; stores nothing."""
        return await self._finish(self._calls.preview(item))

    async def batch(self, items: Sequence[Item], *, key: str | None = None) -> AsyncIterator[ItemResult]:
        """Store 1 to 1,000 items, each judged alone; gives results as they come."""
        hands = _Hands(self._http)
        conversation = self._calls.batch(items, key)
        reply: Reply = None
        try:
            while True:
                # A generator that ends inside an async one would end as an error there.
                step = _next(conversation, reply)
                if step is None:
                    return
                if isinstance(step, Tell):
                    yield step.result
                    reply = None
                else:
                    reply = await hands.do(step)
        finally:
            await hands.let_go()

    async def themes(
        self,
        period: str | None = None,
        *,
        source_group: str | None = None,
        step: str | None = None,
        sentiment: str | None = None,
    ) -> Themes:
        """The themes of a release (the newest one when no period is named), all pages together."""
        query = {"period": period, "sourceGroup": source_group, "step": step, "sentiment": sentiment}
        return await self._finish(self._calls.themes(**query))

    async def trend(
        self,
        theme_id: str,
        *,
        source_group: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Trend:
        """One theme over the quarters, between two days such as 2026-01-01."""
        query = {"sourceGroup": source_group, "from": since, "to": until}
        return await self._finish(self._calls.trend(theme_id, **query))

    async def shared_picture(self, period: str | None = None) -> SharedPicture:
        """Where the groups agree and where they differ."""
        return await self._finish(self._calls.shared_picture(period))

    async def ratings(self, period: str | None = None, *, step: str | None = None) -> Ratings:
        """Ratings by step of the procedure."""
        return await self._finish(self._calls.ratings(period, step))

    async def releases(self) -> list[ReleaseEntry]:
        """All releases, newest first."""
        return await self._finish(self._calls.releases())

    async def release(self, release_id: str) -> bytes:
        """One release, byte for byte as frozen."""
        return await self._finish(self._calls.release(release_id))

    async def seal(self, release_id: str) -> Seal:
        """Digest, signature and key of one release."""
        return await self._finish(self._calls.seal(release_id))

    async def verify(self, trusted_keys: Collection[str]) -> list[Verdict]:
        """Check digest, signature and chain of every release, as ``FeedbackClient.verify`` does."""
        return await self._finish(self._calls.verify(trusted_keys))

    async def _finish(self, conversation: Conversation[_T]) -> _T:
        hands, reply = _Hands(self._http), None
        while True:
            try:
                step = conversation.send(reply)
            except StopIteration as end:
                result: _T = end.value
                return result
            reply = await hands.do(step)


def _next(conversation: Conversation[None], reply: Reply) -> Step | None:
    try:
        return conversation.send(reply)
    except StopIteration:
        return None


class _Hands:
    """Carries out steps over a real connection, for one conversation."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._response: httpx.Response | None = None
        self._chunks: AsyncIterator[bytes] | None = None

    async def do(self, step: Step) -> Reply:
        match step:
            case Exchange(request):
                return await self._exchange(request)
            case Open(request):
                return await self._open(request)
            case NextChunk():
                return await self._next_chunk()
            case Pause(seconds):
                await asyncio.sleep(seconds)
            case Tell():
                pass
        return None

    async def _exchange(self, request: Request) -> Answer | Broken:
        method, url, body, headers = parts_of(request)
        try:
            response = await self._http.request(method, url, content=body, headers=headers)
            return answer_of(response, response.content)
        except httpx.HTTPError as failure:
            return broken_by(failure)

    async def _open(self, request: Request) -> Answer | Broken:
        await self.let_go()
        method, url, body, headers = parts_of(request)
        try:
            built = self._http.build_request(method, url, content=body, headers=headers)
            response = await self._http.send(built, stream=True)
            if response.status_code != 200:
                return answer_of(response, await response.aread())
        except httpx.HTTPError as failure:
            return broken_by(failure)
        self._response, self._chunks = response, response.aiter_bytes()
        return answer_of(response)

    async def _next_chunk(self) -> bytes | Broken | None:
        if self._chunks is None:
            raise TypeError(NOTHING_OPEN)
        try:
            return await anext(self._chunks, None)
        except (httpx.HTTPError, httpx.StreamError) as failure:
            return broken_by(failure)

    async def let_go(self) -> None:
        if self._response is not None:
            await self._response.aclose()
            self._response, self._chunks = None, None
