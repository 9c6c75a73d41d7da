"""The door for readers: frozen releases only, the same bytes for everyone."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from feedback_api.flows.read_releases import (
    public_keys,
    read_document,
    read_frozen,
    read_release,
    read_releases,
)
from feedback_api.publish import query, wire
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step
from feedback_api.terms.errors import FieldProblem, InvalidInput, NotReleased
from feedback_api.terms.period import ReportingPeriod
from feedback_api.web.problems import problem_responses
from feedback_api.web.services import Services

_FRESH = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}

Period = Annotated[
    str | None,
    Query(description="A quarter such as 2026-Q3; the newest release when absent.", examples=["2026-Q3"]),
]


def query_router(services: Services) -> APIRouter:
    """Routes that answer from frozen releases and public policy; no token needed."""
    router = APIRouter(tags=["Themes out"])

    @router.get(
        "/themes",
        summary="Themes of a released period",
        description="Noisy votes and shares, each with its 95 % interval. | Nederlands: thema's.",
        responses=problem_responses(400, 404, 503),
    )
    def get_themes(
        request: Request,
        period: Period = None,
        source_group: Annotated[
            SourceGroup | None, Query(alias="sourceGroup", description="One group; all together when absent.")
        ] = None,
        step: Annotated[Step | None, Query(description="One step of the procedure.")] = None,
        sentiment: Annotated[Sentiment | None, Query(description="One tone.")] = None,
        sort: Annotated[str, Query(description="`votes` or `theme`.")] = "votes",
        limit: Annotated[int, Query(ge=1, le=query.MOST_ROWS, description="Rows of a page.")] = query.PAGE,
        cursor: Annotated[str | None, Query(description="From a Link header; opaque.")] = None,
    ) -> Response:
        release = read_release(services.database, _period(period))
        filters = {"source_group": source_group, "step": step, "sentiment": sentiment}
        offset = _offset(cursor, release.digest)
        page = query.themes(release, sort=sort, offset=offset, limit=limit, **filters)  # type: ignore[arg-type]
        links = _next_link(request, page.next_offset, release.digest)
        return _public(request, wire.themes_answer(page, release, services.codebook), links)

    @router.get(
        "/codebook",
        summary="Closed lists with their labels",
        description="Themes, steps, groups, partner types, ratings. | Nederlands: het codeboek.",
    )
    def get_codebook(request: Request) -> Response:
        return _public_bytes(request, services.codebook_document)

    @router.get(
        "/policy",
        summary="Disclosure rules in force",
        description="Values for the next release; each release carries its own. | Nederlands: de regels.",
    )
    def get_policy(request: Request) -> Response:
        return _public(request, wire.policy_answer(services.policy))

    _add_releases(router, services)
    return router


def _add_releases(router: APIRouter, services: Services) -> None:
    """Routes of the releases themselves: documents, seals, keys, and what they spent."""

    @router.get(
        "/releases",
        summary="All releases",
        description="Newest first, each with its digest. | Nederlands: alle publicaties.",
        responses=problem_responses(503),
    )
    def get_releases(request: Request) -> Response:
        items = [
            {
                "id": str(release.period),
                "digest": release.digest,
                "previousDigest": release.previous_digest,
                "signature": release.signature,
                "tables": [table.name for table in release.tables],
                "epsilon": release.policy.epsilon,
            }
            for release in read_releases(services.database)
        ]
        return _public(request, {"items": items})

    @router.get(
        "/releases/{releaseId}",
        summary="One release, byte for byte as frozen",
        description="Its SHA-256 is the digest. | Nederlands: één publicatie, precies zoals vastgelegd.",
        responses=problem_responses(400, 404, 503),
    )
    def get_release(request: Request, releaseId: str) -> Response:  # noqa: N803  (name in the path)
        document = read_document(services.database, _period(releaseId))
        return _public_bytes(request, document.encode())

    @router.get(
        "/releases/{releaseId}/seal",
        summary="Digest, signature and key of one release",
        description="Over the release's bytes as frozen; to be kept beside them. | Nederlands: het zegel.",
        responses=problem_responses(400, 404, 503),
    )
    def get_seal(request: Request, releaseId: str) -> Response:  # noqa: N803  (name in the path)
        seal = read_frozen(services.database, _period(releaseId)).seal
        if seal is None:
            raise NotReleased("the release is older than signatures")
        return _public(request, wire.seal_item(seal))

    @router.get(
        "/keys",
        summary="Keys that releases are signed with",
        description="Ed25519 public keys, the newest release's first. | Nederlands: de openbare sleutels.",
        responses=problem_responses(503),
    )
    def get_keys(request: Request) -> Response:
        return _public(request, {"items": [wire.key_item(key) for key in public_keys(services.database)]})

    @router.get(
        "/ledger",
        summary="Privacy loss spent so far",
        description="One row for each table of each release. | Nederlands: het privacybudget.",
        responses=problem_responses(503),
    )
    def get_ledger(request: Request) -> Response:
        items = [
            {"period": str(release.period), "table": table.name, "epsilon": table.epsilon}
            for release in read_releases(services.database)
            for table in release.tables
            if table.epsilon > 0
        ]
        return _public(request, {"items": items, "epsilonPerYear": services.policy.epsilon_per_year})


def _period(label: str | None) -> ReportingPeriod | None:
    if label is None:
        return None
    try:
        return ReportingPeriod.parse(label)
    except ValueError:
        raise InvalidInput([FieldProblem("#query/period", "unknown-period")]) from None


def _public(request: Request, body: dict[str, Any], links: dict[str, str] | None = None) -> Response:
    return _public_bytes(request, json.dumps(body, ensure_ascii=False).encode(), links)


def _public_bytes(request: Request, body: bytes, links: dict[str, str] | None = None) -> Response:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = _FRESH | {"ETag": etag} | (links or {})
    seen = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in seen or "*" in seen:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _next_link(request: Request, offset: int | None, digest: str) -> dict[str, str]:
    if offset is None:
        return {}
    # The digest keeps pages of one release together; there is nothing secret in an offset.
    kept = {k: v for k, v in request.query_params.items() if k != "cursor"}
    target = request.url.include_query_params(**kept, cursor=_cursor(offset, digest))
    return {"Link": f'<{target.path}?{target.query}>; rel="next"'}


def _cursor(offset: int, digest: str) -> str:
    return urlsafe_b64encode(f"{offset}.{_seal(offset, digest)}".encode()).decode().rstrip("=")


def _offset(cursor: str | None, digest: str) -> int:
    if cursor is None:
        return 0
    try:
        offset, _, seal = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(".")
        if hmac.compare_digest(seal, _seal(int(offset), digest)):
            return int(offset)
    except ValueError:
        pass
    raise InvalidInput([FieldProblem("#query/cursor", "not-from-us")])


def _seal(offset: int, digest: str) -> str:
    return hashlib.sha256(f"{digest}:{offset}".encode()).hexdigest()[:16]
