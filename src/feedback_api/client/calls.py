"""What can be asked of the service, each as a conversation that the sync and the async client share."""

import json
import re
import secrets
from collections.abc import Collection, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from pydantic import ValidationError

from feedback_api.client.address import base_of, follow
from feedback_api.client.answers import (
    AnswerModel,
    Preview,
    Ratings,
    ReleaseEntry,
    ReleaseList,
    SharedPicture,
    Stored,
    Themes,
    Trend,
)
from feedback_api.client.batches import MOST_ITEMS, batch_conversation
from feedback_api.client.credentials import Credentials
from feedback_api.client.errors import ClientError, UnexpectedAnswer, error_of
from feedback_api.client.item import Item, batch_body, item_body
from feedback_api.client.patience import Patience, persistently
from feedback_api.client.steps import Answer, Conversation, Request
from feedback_api.release.chain import Published, Verdict, check_chain, read_seal
from feedback_api.terms.release import Seal

_NEXT = re.compile(r'<([^>]*)>\s*;[^,]*\brel="?next"?')
_LARGEST_PAGE = 100
_Model = TypeVar("_Model", bound=AnswerModel)


class Calls:
    """The service at one address, asked with one system's credentials."""

    def __init__(self, url: str, credentials: Credentials | None, patience: Patience) -> None:
        self._base = base_of(url)
        self._credentials = credentials
        self._patience = patience

    def post(self, item: Item, key: str | None) -> Conversation[Stored]:
        """Store one item; a retry of ours carries the same key, so it is stored once."""
        answer = yield from self._write("/feedback-items", item_body(item), _with_key(key))
        return _read(Stored, _succeeded(answer, 201))

    def preview(self, item: Item) -> Conversation[Preview]:
        """What would be kept; stores nothing."""
        answer = yield from self._write("/previews", item_body(item), {})
        return _read(Preview, _succeeded(answer, 200))

    def batch(self, items: Sequence[Item], key: str | None) -> Conversation[None]:
        """Store up to 1,000 items, telling each result as it comes."""
        if not 1 <= len(items) <= MOST_ITEMS:
            raise ValueError(f"a batch holds 1 to {MOST_ITEMS} items")
        headers = {"Content-Type": "application/json", "Accept": "application/x-ndjson"} | _with_key(key)
        request = Request("POST", f"{self._base}/feedback-batches", headers, batch_body(items))
        yield from batch_conversation(request, len(items), self._authorization, self._patience)

    def themes(self, **query: str | None) -> Conversation[Themes]:
        """The themes of a release, all its pages."""
        url = self._url("/themes", limit=str(_LARGEST_PAGE), **query)
        answer = yield from self._read_answer(url)
        found = _read(Themes, answer)
        rows = list(found.items)
        while link := _NEXT.search(answer.header("link")):
            url = follow(url, link[1])
            answer = yield from self._read_answer(url)
            rows += _read(Themes, answer).items
        return found.model_copy(update={"items": rows})

    def trend(self, theme_id: str, **query: str | None) -> Conversation[Trend]:
        """One theme over the quarters."""
        answer = yield from self._read_answer(self._url("/trends", themeId=theme_id, **query))
        return _read(Trend, answer)

    def shared_picture(self, period: str | None) -> Conversation[SharedPicture]:
        """Where the groups agree and where they differ."""
        answer = yield from self._read_answer(self._url("/shared-picture", period=period))
        return _read(SharedPicture, answer)

    def ratings(self, period: str | None, step: str | None) -> Conversation[Ratings]:
        """Ratings by step."""
        answer = yield from self._read_answer(self._url("/ratings", period=period, step=step))
        return _read(Ratings, answer)

    def releases(self) -> Conversation[list[ReleaseEntry]]:
        """All releases, newest first."""
        answer = yield from self._read_answer(self._url("/releases"))
        return _read(ReleaseList, answer).items

    def release(self, release_id: str) -> Conversation[bytes]:
        """One release, byte for byte as frozen."""
        answer = yield from self._read_answer(self._url(f"/releases/{quote(release_id, safe='')}"))
        return answer.body

    def seal(self, release_id: str) -> Conversation[Seal]:
        """Digest, signature and key of one release."""
        answer = yield from self._read_answer(self._url(f"/releases/{quote(release_id, safe='')}/seal"))
        try:
            return read_seal(answer.body)
        except (ValueError, RecursionError):
            pass
        raise UnexpectedAnswer("the seal of a release is not of the form that this client knows")

    def verify(self, trusted_keys: Collection[str]) -> Conversation[list[Verdict]]:
        """Check digest, signature and chain of every release, with keys that you trust."""
        published = []
        for entry in (yield from self.releases()):
            document = yield from self.release(entry.id)
            seal = yield from self._seal_if_any(entry)
            published.append(Published(entry.id, document, seal))
        return check_chain(published, trusted_keys)

    def _seal_if_any(self, entry: ReleaseEntry) -> Conversation[Seal | None]:
        if entry.signature is None:
            return None
        return (yield from self.seal(entry.id))

    def _url(self, path: str, **query: str | None) -> str:
        given = {name: value for name, value in query.items() if value is not None}
        return self._base + path + ("?" + urlencode(given) if given else "")

    def _read_answer(self, url: str) -> Conversation[Answer]:
        # Published figures need no token, so none is sent.
        request = Request("GET", url, {"Accept": "application/json"})
        answer = yield from persistently(request, self._patience)
        return _succeeded(answer, 200)

    def _write(self, path: str, body: bytes, headers: dict[str, str]) -> Conversation[Answer]:
        sent = {"Content-Type": "application/json", "Accept": "application/json"} | headers
        request = Request("POST", self._base + path, sent, body)
        answer = yield from persistently((yield from self._authorised(request)), self._patience)
        if answer.status == 401 and self._credentials is not None and self._credentials.renew():
            answer = yield from persistently((yield from self._authorised(request)), self._patience)
        return answer

    def _authorised(self, request: Request) -> Conversation[Request]:
        return request.with_headers((yield from self._authorization(renew=False)))

    def _authorization(self, *, renew: bool) -> Conversation[dict[str, str]]:
        """Headers that say who we are; empty when a fresh token was asked for and there is none."""
        if self._credentials is None:
            raise ClientError("this needs a token, and the client was made without one")
        if renew and not self._credentials.renew():
            return {}
        return {"Authorization": (yield from self._credentials.authorization(self._patience))}


def _with_key(key: str | None) -> dict[str, str]:
    return {"Idempotency-Key": f'"{key or new_key()}"'}


def new_key() -> str:
    """A fresh key for one item or batch: 128 random bits, which say nothing about anyone."""
    return secrets.token_hex(16)


def _succeeded(answer: Answer, status: int) -> Answer:
    if answer.status != status:
        raise error_of(answer)
    return answer


def _read(kind: type[_Model], answer: Answer) -> _Model:
    try:
        document: Any = json.loads(answer.body)
        return kind.model_validate(document)
    except (ValueError, ValidationError, RecursionError):
        pass
    # Raised apart from the error above, which holds what was received.
    raise UnexpectedAnswer("the answer is not of the form that this client knows: is its version too old?")
