"""The door for systems: one item at a time, and a preview for a partner's own form."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException
from starlette.responses import Response

from feedback_api.flows import receive
from feedback_api.flows.register_client import authenticate
from feedback_api.intake.normalise import read_words
from feedback_api.store.idempotency import Attempt
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import Dependency
from feedback_api.terms.errors import DependentRespondent, FieldProblem, InvalidInput
from feedback_api.terms.feedback import Submission
from feedback_api.terms.text import MaskedText, RawText
from feedback_api.web import problems
from feedback_api.web.schemas import FeedbackItem, PreviewAnswer, Stored
from feedback_api.web.services import Services

_BEARER = HTTPBearer(auto_error=False, description="An API token with the scope feedback:write.")
_KEY = re.compile(r'"?([\x21\x23-\x7e]{1,100})"?')


def intake_router(services: Services) -> APIRouter:
    """Routes that take feedback in."""
    router = APIRouter(tags=["Feedback in"])

    def client(
        credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    ) -> ApiClient:
        token = credentials.credentials if credentials is not None else None
        return authenticate(services.database, token, Scope.FEEDBACK_WRITE)

    Client = Annotated[ApiClient, Depends(client)]  # noqa: N806  (a type that needs the closure)

    @router.post(
        "/feedback-items",
        status_code=201,
        response_model=Stored,
        summary="Post one item of feedback",
        description=(
            "Identifying details are removed in memory; only masked text and themes are stored. "
            "Nothing can be fetched or withdrawn later. | Nederlands: stuur één bericht in."
        ),
        dependencies=[Depends(_json_only)],
        responses=problems.problem_responses(400, 401, 403, 409, 413, 415, 503),
    )
    def post_item(
        item: FeedbackItem,
        who: Client,
        idempotency_key: Annotated[
            str | None,
            Header(
                description="Fresh for each item, the same for a retry.", examples=['"9f0c1e5a-6d0b-4d0e"']
            ),
        ] = None,
    ) -> Stored | Response:
        key = _KEY.fullmatch(idempotency_key or "")
        if key is None:
            return problems.IDEMPOTENCY_MISSING.response()
        submission = _submission(item, who)
        attempt = Attempt(who.client_id, key[1], item.model_dump_json())
        kept = receive.receive_from_system(
            services.reader, services.database, submission, attempt, services.clock()
        )
        return Stored(
            period=str(kept.period),
            redactions={tag.value: count for tag, count in kept.redactions.items()},
            text_kept=kept.text_kept,
            help=list(services.help_lines(item.language)) if kept.danger else None,
        )

    @router.post(
        "/previews",
        response_model=PreviewAnswer,
        summary="See what would be kept of an item",
        description="Stores nothing. | Nederlands: laat zien wat er bewaard zou worden; bewaart niets.",
        dependencies=[Depends(_json_only)],
        responses=problems.problem_responses(400, 401, 403, 413, 415, 503),
    )
    def post_preview(item: FeedbackItem, who: Client) -> PreviewAnswer:
        kept = receive.preview(services.reader, _submission(item, who))
        return PreviewAnswer(
            good=_text(kept.good),
            improve=_text(kept.improve),
            themes=list(kept.themes),
            redactions={tag.value: n for tag, n in kept.redactions.items()},
            text_kept=kept.text_kept,
            help=list(services.help_lines(item.language)) if kept.danger else None,
        )

    return router


def _submission(item: FeedbackItem, who: ApiClient) -> Submission:
    if item.dependency is not Dependency.NONE:
        raise DependentRespondent("the respondent depends on a decision")
    found: list[FieldProblem] = []
    if item.source_group not in {None, who.source_group}:
        found.append(FieldProblem("/sourceGroup", "not-yours"))
    if item.partner_type not in {None, who.partner_type}:
        found.append(FieldProblem("/partnerType", "not-yours"))
    good = _words(item.good, "/good", found)
    improve = _words(item.improve, "/improve", found)
    if item.good is None and item.improve is None:
        found += [FieldProblem("/good", "missing"), FieldProblem("/improve", "missing")]
    if found:
        raise InvalidInput(found)
    return Submission(
        source_group=who.source_group,
        step=item.step,
        good=good,
        improve=improve,
        partner_type=who.partner_type,
        rating=item.rating,
        language_hint=item.language,
    )


def _words(words: str | None, pointer: str, found: list[FieldProblem]) -> RawText | None:
    if words is None:
        return None
    try:
        return read_words(words, pointer)
    except InvalidInput as problem:
        found.extend(problem.problems)
        return None


def _text(masked: MaskedText | None) -> str | None:
    return None if masked is None else masked.text


def _json_only(request: Request) -> None:
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type != "application/json":
        raise HTTPException(415)
