"""Errors as problem documents (RFC 9457): what is wrong and what to do, never what was typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from feedback_api.terms import errors
from feedback_api.terms.client import Allowance
from feedback_api.terms.errors import FieldProblem
from feedback_api.web.problem_kinds import KINDS

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem document and the headers that go with it."""

    kind: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """HTTP status of every problem of this kind."""
        return KINDS[self.kind].status

    def response(self) -> JSONResponse:
        """Answer with this problem."""
        return JSONResponse(self.document(), self.status, dict(self.headers), MEDIA_TYPE)

    def document(self) -> dict[str, Any]:
        """The problem as a JSON object."""
        body = {"type": f"/problems/{self.kind}", "status": self.status, "title": KINDS[self.kind].title}
        return body | {"detail": self.detail, **self.extra}


def of_error(error: errors.FeedbackError) -> Problem:
    """The problem that an error of the house is, at the door."""
    match error:
        case errors.InvalidInput():
            return invalid_input(error.problems)
        case errors.NotAllowed():
            detail = f"This token may not do this. It needs the scope {error.scope}."
            challenge = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{error.scope}"'}
            return Problem("not-allowed", detail, challenge, {"scope": error.scope})
        case errors.TooManyItems():
            return too_many(error.allowance)
        case errors.NotPublished():
            extra = {"available": list(error.available)}
            detail = "No published table holds this combination. The tables that exist are listed."
            return Problem("not-published", detail, extra=extra)
        case errors.PassSpent():
            return PASS_SPENT
        case errors.PassRefused():
            return Problem("pass-refused", _OF_PASS.get(error.fault, _OF_PASS[errors.CodeFault.INCOMPLETE]))
    return _ALWAYS_THE_SAME.get(type(error), UNAVAILABLE)


def invalid_input(problems: Iterable[FieldProblem]) -> Problem:
    """All invalid fields at once, each as a pointer and a code."""
    listed = sorted({(p.pointer, p.code) for p in problems})
    count = "1 field is" if len(listed) == 1 else f"{len(listed)} fields are"
    found = [{"pointer": pointer, "code": code} for pointer, code in listed]
    return Problem("invalid-input", f"{count} invalid.", extra={"errors": found})


def too_many(allowance: Allowance) -> Problem:
    """A system over its limit, with when to try again and what it may send then."""
    detail = (
        f"This client may send {allowance.limit} items in a minute, a batch counting its items. Nothing was "
        f"stored. Send the same again, with the same Idempotency-Key, after {allowance.seconds} seconds."
    )
    headers = {"Retry-After": str(allowance.seconds)} | rate_headers(allowance)
    return Problem("rate-limited", detail, headers)


def rate_headers(allowance: Allowance) -> dict[str, str]:
    """What a client may send in all and what is left of it.

    Source: draft-ietf-httpapi-ratelimit-headers, sections 2 and 3.
    """
    return {
        "RateLimit-Policy": f'"items";q={allowance.limit};w=60',
        "RateLimit": f'"items";r={max(0, allowance.left)};t={allowance.seconds}',
    }


def of_validation(error: RequestValidationError) -> Problem:
    """Problems of a body or query that does not fit its schema; their input values stay behind."""
    return invalid_input(_field_problem(found) for found in error.errors())


def field_problems(found: Iterable[Mapping[str, Any]]) -> list[FieldProblem]:
    """What a schema found wrong with one object; pointers lead into it."""
    return [_field_problem({**one, "loc": ("body", *one["loc"])}) for one in found]


def not_acceptable(gives: Sequence[str]) -> Problem:
    """A client that takes none of the media types on offer."""
    offered = " or ".join(gives)
    return Problem("not-acceptable", f"This address answers {offered}. Say so in Accept, or leave it out.")


def of_http(error: HTTPException) -> Problem:
    """What the framework found: no such page, wrong method, a body that is no JSON."""
    kind, detail = _HTTP_PROBLEMS.get(error.status_code, _HTTP_PROBLEMS[400])
    headers = {k: v for k, v in (error.headers or {}).items() if k.lower() in {"allow", "retry-after"}}
    return Problem(kind, detail, headers)


_HTTP_PROBLEMS = {
    400: ("invalid-body", "The body could not be read. Send one JSON object in UTF-8."),
    404: ("not-found", "There is nothing at this address. See /v1/docs for what exists."),
    405: ("method-not-allowed", "This address does not know that method. See Allow."),
    413: ("too-large", "The body is too large. Send one item of at most 64 kB."),
    415: ("unsupported-media-type", "Send the body as application/json."),
}


def problem_responses(*statuses: int) -> dict[int | str, dict[str, object]]:
    """Problems that an operation may answer with; the API's document describes each in one place."""
    return {status: {"description": HTTPStatus(status).phrase} for status in statuses}


_CODES = {
    "missing": "missing",
    "string_type": "wrong-type",
    "string_unicode": "not-text",
    "enum": "unknown-value",
    "literal_error": "unknown-value",
    "string_too_long": "too-long",
    "string_too_short": "empty",
    "extra_forbidden": "unknown-field",
    "json_invalid": "not-json",
}


def _field_problem(found: Mapping[str, Any]) -> FieldProblem:
    code = _CODES.get(str(found["type"]), "wrong-type" if "type" in str(found["type"]) else "invalid")
    place = [str(part) for part in found["loc"]]
    source, path = place[0], place[1:]
    if code in {"unknown-field", "not-json"}:
        # An unknown field's name was typed by somebody: it is not repeated. Nor is a position in bad JSON.
        path = []
    pointer = "/" + "/".join(path)
    return FieldProblem(pointer if source == "body" else f"#{source}{pointer}", code)


DEPENDENT = Problem(
    "dependent-respondent",
    "The respondent waits, or seems to wait, for a decision. We do not ask people who depend on one; "
    "nothing was stored or counted.",
)
UNAUTHENTICATED = Problem(
    "not-authenticated",
    "Send a token that is known here, as 'Authorization: Bearer …'.",
    {"WWW-Authenticate": "Bearer"},
)
TOKEN_REFUSED = Problem(
    "not-authenticated",
    "This token or certificate is not accepted. Send one that is known here, or a fresh access token made "
    "for this API, together with the certificate it is tied to if there is one.",
    {"WWW-Authenticate": 'Bearer error="invalid_token"'},
)
CLIENT_UNKNOWN = Problem(
    "client-not-registered",
    "The token is valid, but its client is not registered here. Ask the operator to register its client_id.",
)
IDEMPOTENCY_MISSING = Problem(
    "idempotency-key-missing",
    "Send a header Idempotency-Key: a fresh value of 1 to 100 characters, the same one when you retry.",
)
IDEMPOTENCY_CONFLICT = Problem(
    "idempotency-conflict",
    "This Idempotency-Key was used with another body. Send a fresh key for a new item.",
)
NOT_RELEASED = Problem(
    "not-released",
    "This period has no release. See /v1/releases for the periods that have one.",
)
PASS_SPENT = Problem(
    "pass-spent",
    "This pass was spent. If this is a retry, what was sent with it first is stored; nothing more was stored "
    "now. For another item, get a fresh pass.",
)
_OF_PASS = {
    errors.CodeFault.INCOMPLETE: "This pass cannot be read. Send all of its 354 bytes in base64url, as "
    "'Authorization: PrivateToken token=\"…\"'. It was not spent.",
    errors.CodeFault.UNKNOWN: "This pass was not signed for this door by a key that is registered here. Make "
    "one for the challenge in WWW-Authenticate, with the issuer's key of this quarter.",
    errors.CodeFault.CLOSED: "This pass is of another quarter. A pass can be spent only in the quarter that "
    "it was made for; get a fresh one.",
}
THEME_NOT_DISPLAYED = Problem(
    "theme-not-displayed",
    "The release of this period does not display this theme, so it cannot have an answer. Nothing was "
    "stored. See /v1/themes for the themes that it displays.",
)
GROUP_TOO_SMALL = Problem(
    "group-too-small",
    "This pass is of a group with too few members to hide among: nothing of it would be published. Nothing "
    "was stored and the pass was not spent.",
)
UNAVAILABLE = Problem(
    "unavailable",
    "Something we depend on failed. Nothing was stored; sending the same again later is safe.",
    {"Retry-After": "30"},
)

_ALWAYS_THE_SAME = {
    errors.DependentRespondent: DEPENDENT,
    errors.NotAuthenticated: UNAUTHENTICATED,
    errors.TokenRefused: TOKEN_REFUSED,
    errors.ClientUnknown: CLIENT_UNKNOWN,
    errors.IdempotencyKeyMissing: IDEMPOTENCY_MISSING,
    errors.IdempotencyConflict: IDEMPOTENCY_CONFLICT,
    errors.NotReleased: NOT_RELEASED,
    errors.GroupTooSmall: GROUP_TOO_SMALL,
    errors.ThemeNotDisplayed: THEME_NOT_DISPLAYED,
}
