"""Keeps every request to what the API's document says of its address, before any work is done for it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from feedback_api.terms.errors import FieldProblem
from feedback_api.web.cross_origin import preflight_headers, sharing_headers
from feedback_api.web.deprecations import Deprecation
from feedback_api.web.headers import Refuse
from feedback_api.web.negotiation import preferred
from feedback_api.web.operations import Address, Operation, address_at
from feedback_api.web.problems import Problem, invalid_input, not_acceptable, of_http


class ApiLayer:
    """Answers 405, 406, OPTIONS and unknown query keys itself; adds headers for other sites."""

    def __init__(
        self,
        app: ASGIApp,
        refuse: Refuse,
        addresses: Sequence[Address],
        origins: Set[str],
        deprecated: Mapping[str, Deprecation],
    ) -> None:
        self._app, self._refuse, self._addresses = app, refuse, addresses
        self._origins, self._deprecated = origins, deprecated

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if its address takes it; complete the answer's headers."""
        address = address_at(self._addresses, scope["path"]) if scope["type"] == "http" else None
        if address is None:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] == "OPTIONS":
            allowed = preflight_headers(address, headers.get("origin"), self._origins)
            await Response(status_code=204, headers=allowed)(scope, receive, send)
            return
        added = sharing_headers(address, headers.get("origin"), self._origins)
        operation = address.operations.get(scope["method"])
        if operation is not None and operation.id in self._deprecated:
            added |= self._deprecated[operation.id].headers()
        problem = _problem(address, operation, headers, scope["query_string"])
        app = self._app if problem is None else self._refuse(scope, problem)
        await app(scope, receive, _adding(added, send))


def _adding(added: Mapping[str, str], send: Send) -> Send:
    async def send_complete(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in added.items():
                # Links of several kinds stand side by side; any other header has one value.
                headers.append(name, value) if name == "Link" else headers.setdefault(name, value)
        await send(message)

    return send_complete


def _problem(address: Address, operation: Operation | None, headers: Headers, query: bytes) -> Problem | None:
    if operation is None:
        return of_http(HTTPException(405, headers={"Allow": address.allow}))
    if preferred(", ".join(headers.getlist("accept")), operation.gives) is None:
        return not_acceptable(operation.gives)
    found = list(_query_problems(operation, query))
    return invalid_input(found) if found else None


def _query_problems(operation: Operation, query: bytes) -> Iterator[FieldProblem]:
    """Keys that the operation does not know, never named, and keys that stand there twice."""
    keys = Counter(key for key, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True))
    for key, count in keys.items():
        if key not in operation.query_keys:
            yield FieldProblem("#query", "unknown-field")
        elif count > 1:
            yield FieldProblem(f"#query/{key}", "repeated")
