"""What can go wrong between a partner's system and the service; never a word that was sent.

ClientError
 |- InsecureAddress        plain http to another machine
 |- NotReached             no usable answer within the time that was given
 |- UnexpectedAnswer       an answer that is not of this API
 |- TokenRefused           the token endpoint gave no access token
 `- ProblemAnswer          the service said what is wrong (RFC 9457)
     |- InvalidInput             400  fields that cannot be used, as pointers and codes
     |- NotAuthenticated         401  no token, or one that is not known
     |- DependentRespondent      403  the writer waits for a decision: never send this item again
     |- NotAllowed               403  a token without the scope
     |- NotFound                 404  nothing is published there (yet)
     |- KeyConflict              409  one Idempotency-Key for two bodies
     |- TooLarge                 413  a body beyond the limit
     |- RateLimited              429  over the limit; ``retry_after`` seconds
     `- Unavailable              503  nothing was stored; sending the same again is safe
"""

import json
from dataclasses import dataclass
from typing import Any

from feedback_api.client.steps import Answer

PROBLEM_TYPE = "application/problem+json"


class ClientError(Exception):
    """Root of everything that the client raises."""


class InsecureAddress(ClientError):
    """An address that would send words or tokens in the clear."""


class NotReached(ClientError):
    """No usable answer came in time. With the same key, sending again stores nothing twice."""


class UnexpectedAnswer(ClientError):
    """An answer that this API does not give: perhaps another service, or something in between."""


class TokenRefused(ClientError):
    """The token endpoint gave no access token; ``code`` is OAuth's word for the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the token endpoint refused: {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that cannot be used: JSON pointer and a code from the API's closed list."""

    pointer: str
    code: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What the service says is wrong, and what to do; it never repeats what was sent."""

    type: str
    status: int
    title: str
    detail: str
    errors: tuple[FieldError, ...] = ()

    @property
    def kind(self) -> str:
        """The last part of the type, such as ``invalid-input``."""
        return self.type.rpartition("/")[2]


class ProblemAnswer(ClientError):
    """A problem document as an exception."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        fields = "".join(f"; {error.pointer}: {error.code}" for error in problem.errors)
        super().__init__(f"{problem.status} {problem.kind}: {problem.detail}{fields}")
        self.problem = problem
        self.retry_after = retry_after

    @property
    def type(self) -> str:
        """The problem's type, such as ``/problems/invalid-input``."""
        return self.problem.type

    @property
    def detail(self) -> str:
        """What to do, in one or two sentences."""
        return self.problem.detail

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """Every field that cannot be used."""
        return self.problem.errors


class InvalidInput(ProblemAnswer):
    """Fields that cannot be used, all at once."""


class NotAuthenticated(ProblemAnswer):
    """No token, or one that the service does not know."""


class DependentRespondent(ProblemAnswer):
    """The writer waits, or seems to wait, for a decision; nothing was kept. Do not send it again."""


class NotAllowed(ProblemAnswer):
    """The token lacks the scope."""


class NotFound(ProblemAnswer):
    """Nothing is published there, or not yet."""


class KeyConflict(ProblemAnswer):
    """One Idempotency-Key for two bodies."""


class TooLarge(ProblemAnswer):
    """A body beyond the limit."""


class RateLimited(ProblemAnswer):
    """Over the limit for longer than the client may wait; ``retry_after`` says how long."""


class Unavailable(ProblemAnswer):
    """The service failed; nothing was stored, and sending the same again is safe."""


_BY_STATUS: dict[int, type[ProblemAnswer]] = {
    400: InvalidInput,
    401: NotAuthenticated,
    403: NotAllowed,
    404: NotFound,
    409: KeyConflict,
    413: TooLarge,
    429: RateLimited,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
}


def read_problem(document: Any) -> Problem:
    """A problem from its JSON object; parts that are missing or of another shape stay empty."""
    parts = document if isinstance(document, dict) else {}
    status = parts.get("status")
    listed = parts.get("errors")
    errors = tuple(
        FieldError(str(error.get("pointer", "")), str(error.get("code", "")))
        for error in (listed if isinstance(listed, list) else [])
        if isinstance(error, dict)
    )
    texts = (str(parts.get(name, "")) for name in ("type", "title", "detail"))
    kind, title, detail = texts
    return Problem(kind or "about:blank", status if isinstance(status, int) else 0, title, detail, errors)


def error_of(answer: Answer) -> ClientError:
    """The exception that an answer without success is."""
    if not answer.header("content-type").startswith(PROBLEM_TYPE):
        return _without_problem(answer)
    try:
        problem = read_problem(json.loads(answer.body))
    except (ValueError, RecursionError):
        return _without_problem(answer)
    kind = _BY_STATUS.get(answer.status, ProblemAnswer)
    if problem.kind == "dependent-respondent":
        kind = DependentRespondent
    return kind(problem, answer.retry_after)


def _without_problem(answer: Answer) -> ClientError:
    # Whatever stands in between may repeat what was sent: its body is not looked at.
    said = f"status {answer.status} without a problem document"
    if answer.status in {502, 503, 504}:
        return Unavailable(Problem("about:blank", answer.status, "Unavailable", f"{said}; try again later"))
    if answer.status == 429:
        problem = Problem("about:blank", 429, "Too many requests", f"{said}; wait, then try again")
        return RateLimited(problem, answer.retry_after)
    return UnexpectedAnswer(f"{said}: is this the address of the service?")
