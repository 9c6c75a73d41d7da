"""A talk with the service as steps, apart from who carries them out: the sync and the async client do.

A conversation is a generator: it yields a step, is sent the reply, and returns what it was about. So
retries, tokens and pages are written once, and tests need no network to see what they do.
"""

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import TypeVar

from feedback_api.client.answers import ItemResult


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; neither its body nor its headers (a token is one) can be printed."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)

    def with_headers(self, headers: Mapping[str, str]) -> "Request":
        """The same request with more headers."""
        return replace(self, headers={**self.headers, **headers})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names in lower case. The body of an opened stream comes in chunks."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str:
        """A header's value, empty when it is absent."""
        return self.headers.get(name, "")

    @property
    def retry_after(self) -> float | None:
        """Seconds that the service asks to wait.

        Source: RFC 9110, section 10.2.3 (seconds or a date).
        """
        value = self.header("retry-after").strip()
        if value.isdecimal():
            return float(value)
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Broken:
    """No whole answer came. ``final`` when trying again cannot help, as with a wrong certificate."""

    reason: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """Send a request and read its whole answer."""

    request: Request


@dataclass(frozen=True, slots=True)
class Open:
    """Send a request; of a 200 the body stays open to be read in chunks."""

    request: Request


@dataclass(frozen=True, slots=True)
class NextChunk:
    """Read on in the open body; the reply is None at its end."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Tell:
    """Hand a result of a batch to the caller."""

    result: ItemResult


Step = Exchange | Open | NextChunk | Pause | Tell
Reply = Answer | Broken | bytes | None
_T = TypeVar("_T")
Conversation = Generator[Step, Reply, _T]


def exchange(request: Request, *, keep_open: bool = False) -> Conversation[Answer | Broken]:
    """Send a request; give what came of it."""
    reply = yield Open(request) if keep_open else Exchange(request)
    if not isinstance(reply, Answer | Broken):
        raise TypeError("whoever carries out the steps must reply to a request with an answer")
    return reply


def next_chunk() -> Conversation[bytes | Broken | None]:
    """Read on in the open body."""
    reply = yield NextChunk()
    if isinstance(reply, Answer):
        raise TypeError("whoever carries out the steps must reply with a chunk")
    return reply
