"""Answers from frozen releases: the same bytes for everyone, known again by their ``ETag``."""

import hashlib
import json
from typing import Annotated, Any

from fastapi import Path, Query, Request
from pydantic import WithJsonSchema
from starlette.responses import Response

from feedback_api.terms.errors import FieldProblem, InvalidInput
from feedback_api.terms.period import ReportingPeriod
from feedback_api.web.answers import PERIOD

_FRESH = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}

# Read by parse_period, so that a label that is no quarter gets its own code.
_AS_QUARTER = WithJsonSchema({"type": "string", "pattern": PERIOD})

Period = Annotated[
    str | None,
    Query(description="A quarter such as 2026-Q3; the newest release when absent.", examples=["2026-Q3"]),
    _AS_QUARTER,
]

ReleaseId = Annotated[
    str, Path(description="The release's last quarter, such as 2026-Q3.", examples=["2026-Q3"]), _AS_QUARTER
]


def parse_period(label: str | None, pointer: str = "#query/period") -> ReportingPeriod | None:
    """The quarter that was asked for; None when none was named.

    Raises:
        InvalidInput: a label that is no quarter.
    """
    if label is None:
        return None
    try:
        return ReportingPeriod.parse(label)
    except ValueError:
        raise InvalidInput([FieldProblem(pointer, "unknown-period")]) from None


def public(request: Request, body: dict[str, Any], links: dict[str, str] | None = None) -> Response:
    """Answer with a JSON object, or 304 to who holds it already."""
    return public_bytes(request, json.dumps(body, ensure_ascii=False).encode(), links)


def public_bytes(
    request: Request,
    body: bytes,
    links: dict[str, str] | None = None,
    media_type: str = "application/json",
) -> Response:
    """Answer with a document byte for byte, or 304 to who holds it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = _FRESH | {"ETag": etag} | (links or {})
    seen = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in seen or "*" in seen:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)
