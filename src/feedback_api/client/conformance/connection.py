"""Part 1: the connection. Address, clock, version, token, and whether the service keeps its promises.

What is posted is refused, or a preview, and stores nothing; one item is stored where that is allowed.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from feedback_api.client.address import base_of, is_loopback
from feedback_api.client.calls import new_key
from feedback_api.client.conformance.findings import Finding, judge, mend, not_seen, note, ok
from feedback_api.client.errors import ClientError, Problem, read_problem
from feedback_api.client.hands import broken_by

_KNOWN_VERSION = "1"
_MOST_SKEW_SECONDS = 30
_TIMEOUT = 30.0
_SANDBOX_OPERATOR = "Demonstration"
_PHONE = "06-12345678"
_ITEM = {
    "improve": "The letter was hard to read.",
    "step": "decision",
    "language": "en",
    "dependency": "none",
}


class Connection:
    """A service to be asked, with a token if there is one."""

    def __init__(self, url: str, token: str | None) -> None:
        self._base = base_of(url)
        self._token = token
        self._http = httpx.Client(timeout=_TIMEOUT, follow_redirects=False)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def is_sandbox(self) -> bool:
        """Whether it says of itself that it is a demonstration on this machine."""
        document = _json(self._get("/openapi.json"))
        contact = document.get("info", {}).get("contact", {})
        return is_loopback(self._base) and contact.get("name") == _SANDBOX_OPERATOR

    def check(self, *, store: bool) -> Iterator[Finding]:
        """Look at everything, one finding each; stops where nothing further can be seen.

        Raises:
            ClientError: when the service is not reached, with the reason.
        """
        codebook = self._get("/codebook")
        yield ok("the address is on this machine" if is_loopback(self._base) else "the address uses TLS")
        yield judge(
            codebook.status_code == 200 and "themes" in _json(codebook),
            "the service answers",
            "another service answers at this address: use the one that the operator gave you",
        )
        yield _clock(codebook)
        yield _version(codebook)
        token = self._who()
        yield token
        if token.outcome.value != "ok":
            yield not_seen("everything that needs a token", "mend the token first, then check again")
            return
        yield from self._promises()
        yield (
            self._stored_once()
            if store
            else note(
                "storing was not tried", "give --store to store one invented item, or check against a sandbox"
            )
        )

    def _who(self) -> Finding:
        if self._token is None:
            return mend("there is no token", "ask the operator for one and set FEEDBACK_TOKEN")
        answer = self._post("/previews", _ITEM)
        if answer.status_code == 401:
            return mend("the token is not known", "copy it whole, or ask the operator for a new one")
        if answer.status_code == 403:
            return mend("the token may not post", "ask the operator for the scope feedback:write")
        if answer.status_code == 429:
            return mend("the token is over its limit", "wait a minute, then check again")
        what = "the token is known and may post"
        return judge(
            answer.status_code == 200, what, f"a preview gave {answer.status_code}: ask the operator"
        )

    def _promises(self) -> Iterator[Finding]:
        words = {"improve": f"Please call me on {_PHONE} about the letter."}
        seen = _json(self._post("/previews", _ITEM | words))
        masked = _PHONE not in str(seen) and seen.get("redactions", {}).get("phone") == 1
        yield judge(masked, "a phone number is taken out", "it was not: send nothing, and tell the operator")
        yield self._refused(
            "who waits for a decision is refused",
            _ITEM | {"dependency": "pending"},
            403,
            "dependent-respondent",
        )
        yield self._refused(
            "a step that does not exist is refused", _ITEM | {"step": "x"}, 400, "invalid-input"
        )
        without_key = self._post("/feedback-items", _ITEM)
        yield _as_promised(
            "an item without Idempotency-Key is refused", without_key, 400, "idempotency-key-missing"
        )
        other_type = self._post("/feedback-items", _ITEM, **{"Content-Type": "text/plain", **_key()})
        yield _as_promised("another media type is refused", other_type, 415, "unsupported-media-type")
        limit = other_type.headers.get("ratelimit-policy")
        if limit:
            yield note(f"your limit is {limit}", "q items in w seconds; a batch counts its items")

    def _refused(self, what: str, item: dict[str, str], status: int, kind: str) -> Finding:
        return _as_promised(what, self._post("/feedback-items", item, **_key()), status, kind)

    def _stored_once(self) -> Finding:
        key = _key()
        first, again = (self._post("/feedback-items", _ITEM, **key) for _ in range(2))
        other = self._post("/feedback-items", _ITEM | {"rating": "good"}, **key)
        codes = [answer.status_code for answer in (first, again, other)]
        return judge(
            codes == [201, 201, 409] and first.content == again.content,
            "one item sent twice with one key gives the same answer, and the key takes no other item",
            f"the answers were {codes} instead of 201, the same, and 409: tell the operator",
        )

    def _get(self, path: str) -> httpx.Response:
        return self._send("GET", path)

    def _post(self, path: str, item: dict[str, str], **headers: str) -> httpx.Response:
        who = {} if self._token is None else {"Authorization": f"Bearer {self._token}"}
        return self._send("POST", path, json=item, headers=who | headers)

    def _send(self, method: str, path: str, **parts: Any) -> httpx.Response:
        try:
            return self._http.request(method, self._base + path, **parts)
        except httpx.HTTPError as failure:
            reason = broken_by(failure).reason
        raise ClientError(f"{reason}: is the address right, and is the service up?")


def _key() -> dict[str, str]:
    return {"Idempotency-Key": f'"{new_key()}"'}


def _clock(answer: httpx.Response) -> Finding:
    what = "the two clocks agree"
    try:
        there = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return note("the service does not tell the time")
    skew = abs((datetime.now(UTC) - there).total_seconds())
    advice = f"they differ by {skew:.0f} s: let this machine's clock follow a time server (NTP)"
    return judge(skew <= _MOST_SKEW_SECONDS, what, advice)


def _version(answer: httpx.Response) -> Finding:
    version = answer.headers.get("api-version", "")
    return judge(
        version.partition(".")[0] == _KNOWN_VERSION,
        "the API's version is one that this check knows",
        "install the feedback-client that goes with this service",
    )


def _as_promised(what: str, answer: httpx.Response, status: int, kind: str) -> Finding:
    problem: Problem = read_problem(_json(answer))
    as_promised = answer.status_code == status and problem.kind == kind
    return judge(
        as_promised, what, f"the answer was {answer.status_code} instead of {status}: tell the operator"
    )


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        document = answer.json()
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
