"""The door for readers: frozen releases only, the same bytes for everyone."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from feedback_api.flows.read_releases import (
    public_keys,
    read_document,
    read_frozen,
    read_release,
    read_releases,
)
from feedback_api.publish import query, ratings, wire
from feedback_api.terms.codebook import PartnerType, Sentiment, SourceGroup, Step
from feedback_api.terms.errors import FieldProblem, InvalidInput, NotReleased
from feedback_api.web.answers import (
    CodebookAnswer,
    KeysAnswer,
    LedgerAnswer,
    PolicyAnswer,
    RatingsAnswer,
    ReleaseDocument,
    ReleasesAnswer,
    SealAnswer,
    ThemesAnswer,
)
from feedback_api.web.problems import problem_responses
from feedback_api.web.public_answers import Period, ReleaseId, parse_period, public, public_bytes
from feedback_api.web.services import Services


def query_router(services: Services) -> APIRouter:
    """Routes that answer from frozen releases and public policy; no token needed."""
    router = APIRouter(tags=["Themes out"])
    codebook = wire.codebook_answer(services.codebooks.newest.document)

    @router.get(
        "/themes",
        response_model=ThemesAnswer,
        summary="Themes of a released period",
        description="Noisy votes and shares, each with its 95 % interval.",
        responses=problem_responses(400, 404, 503),
    )
    def get_themes(
        request: Request,
        period: Period = None,
        source_group: Annotated[
            SourceGroup | None, Query(alias="sourceGroup", description="One group; all together when absent.")
        ] = None,
        partner_type: Annotated[
            PartnerType | None,
            Query(alias="partnerType", description="One type of chain partner, without sourceGroup."),
        ] = None,
        step: Annotated[Step | None, Query(description="One step of the procedure.")] = None,
        sentiment: Annotated[Sentiment | None, Query(description="One tone.")] = None,
        sort: Annotated[
            Literal["votes", "theme"], Query(description="Most votes first, or the codebook's order.")
        ] = "votes",
        limit: Annotated[int, Query(ge=1, le=query.MOST_ROWS, description="Rows of a page.")] = query.PAGE,
        cursor: Annotated[str | None, Query(description="From a Link header; opaque.")] = None,
    ) -> Response:
        release = read_release(services.database, parse_period(period))
        filters = {
            "source_group": source_group,
            "partner_type": partner_type,
            "step": step,
            "sentiment": sentiment,
        }
        offset = _offset(cursor, release.digest)
        page = query.themes(release, sort=sort, offset=offset, limit=limit, **filters)  # type: ignore[arg-type]
        links = _next_link(request, page.next_offset, release.digest)
        return public(
            request,
            wire.themes_answer(page, release, services.codebooks.version(release.codebook_version)),
            links,
        )

    @router.get(
        "/codebook",
        response_model=CodebookAnswer,
        summary="Closed lists with their labels",
        description="Themes, steps, groups, partner types, ratings.",
    )
    def get_codebook(request: Request) -> Response:
        return public(request, codebook)

    @router.get(
        "/policy",
        response_model=PolicyAnswer,
        summary="Disclosure rules in force",
        description="Values for the next release; each release carries its own.",
    )
    def get_policy(request: Request) -> Response:
        return public(request, wire.policy_answer(services.policy))

    _add_ratings(router, services)
    _add_releases(router, services)
    return router


def _add_ratings(router: APIRouter, services: Services) -> None:
    @router.get(
        "/ratings",
        response_model=RatingsAnswer,
        summary="Which steps go badly",
        description="Ratings by step, all groups together; shares are of all messages about the step, "
        "`not_given` among them.",
        responses=problem_responses(400, 404, 503),
    )
    def get_ratings(
        request: Request,
        period: Period = None,
        step: Annotated[Step | None, Query(description="One step of the procedure.")] = None,
    ) -> Response:
        release = read_release(services.database, parse_period(period))
        page = ratings.ratings(release, step)
        return public(
            request, wire.ratings_answer(page, release, services.codebooks.version(release.codebook_version))
        )


def _add_releases(router: APIRouter, services: Services) -> None:
    """Routes of the releases themselves: documents, seals, keys, and what they spent."""

    @router.get(
        "/releases",
        response_model=ReleasesAnswer,
        summary="All releases",
        description="Newest first, each with its digest.",
        responses=problem_responses(503),
    )
    def get_releases(request: Request) -> Response:
        items = [
            {
                "id": str(release.period),
                "periods": [str(period) for period in release.covered],
                "digest": release.digest,
                "previousDigest": release.previous_digest,
                "signature": release.signature,
                "tables": [table.name for table in release.tables],
                "epsilon": release.policy.epsilon,
            }
            for release in read_releases(services.database)
        ]
        return public(request, {"items": items})

    @router.get(
        "/releases/{releaseId}",
        response_model=ReleaseDocument,
        summary="One release, byte for byte as frozen",
        description="Its SHA-256 is the digest.",
        responses=problem_responses(400, 404, 503),
    )
    def get_release(request: Request, releaseId: ReleaseId) -> Response:  # noqa: N803  (name in the path)
        document = read_document(services.database, parse_period(releaseId, "#path/releaseId"))
        return public_bytes(request, document.encode())

    @router.get(
        "/releases/{releaseId}/seal",
        response_model=SealAnswer,
        summary="Digest, signature and key of one release",
        description="Over the release's bytes as frozen; to be kept beside them.",
        responses=problem_responses(400, 404, 503),
    )
    def get_seal(request: Request, releaseId: ReleaseId) -> Response:  # noqa: N803  (name in the path)
        seal = read_frozen(services.database, parse_period(releaseId, "#path/releaseId")).seal
        if seal is None:
            raise NotReleased("the release is older than signatures")
        return public(request, wire.seal_item(seal))

    @router.get(
        "/keys",
        response_model=KeysAnswer,
        summary="Keys that releases are signed with",
        description="Ed25519 public keys, the newest release's first.",
        responses=problem_responses(503),
    )
    def get_keys(request: Request) -> Response:
        return public(request, {"items": [wire.key_item(key) for key in public_keys(services.database)]})

    @router.get(
        "/ledger",
        response_model=LedgerAnswer,
        summary="Privacy loss spent so far",
        description="One row for each table of each release.",
        responses=problem_responses(503),
    )
    def get_ledger(request: Request) -> Response:
        items = [
            {"period": str(quarter), "table": table.name, "epsilon": table.epsilon}
            for release in read_releases(services.database)
            for quarter in release.covered
            for table in release.tables
            if table.epsilon > 0
        ]
        return public(request, {"items": items, "epsilonPerYear": services.policy.epsilon_per_year})


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
