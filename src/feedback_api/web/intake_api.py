"""The door for systems: one item at a time, and a preview for a partner's own form."""

from typing import Annotated

from fastapi import APIRouter, Depends

from feedback_api.flows import receive, spend_pass
from feedback_api.store.idempotency import Attempt
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.feedback import Received, Submission
from feedback_api.terms.text import MaskedText
from feedback_api.web import pass_door, problems
from feedback_api.web.posting import caller_with, idempotency_key, sent_as
from feedback_api.web.schemas import FeedbackItem, PreviewAnswer, Stored
from feedback_api.web.services import Services
from feedback_api.web.strict_requests import StrictRoute
from feedback_api.web.submissions import submission_of


def intake_router(services: Services) -> APIRouter:
    """Routes that take feedback in."""
    router = APIRouter(tags=["Feedback in"], route_class=StrictRoute)

    Client = Annotated[ApiClient, Depends(caller_with(services, Scope.FEEDBACK_WRITE))]  # noqa: N806  (a type that needs the closure)
    Poster = Annotated[pass_door.Poster, Depends(pass_door.poster_with(services))]  # noqa: N806  (the same)

    @router.post(
        "/feedback-items",
        status_code=201,
        response_model=Stored,
        summary="Post one item of feedback",
        description=(
            "Identifying details are removed in memory; only masked text and themes are stored. "
            "Nothing can be fetched or withdrawn later."
        ),
        dependencies=[Depends(sent_as("application/json"))],
        responses=problems.problem_responses(400, 401, 403, 409, 413, 415, 503),
    )
    def post_item(
        item: FeedbackItem,
        who: Poster,
        key: Annotated[str, Depends(idempotency_key)],
    ) -> Stored:
        submission = submission_of(item, who)
        kept = _keep(services, submission, who, key, item.model_dump_json())
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
        description="Masked text and themes, as a post would keep them; stores nothing.",
        dependencies=[Depends(sent_as("application/json"))],
        responses=problems.problem_responses(400, 401, 403, 413, 415, 503),
    )
    def post_preview(item: FeedbackItem, who: Client) -> PreviewAnswer:
        kept = receive.preview(services.reader, submission_of(item, who))
        return PreviewAnswer(
            good=_text(kept.good),
            improve=_text(kept.improve),
            themes=list(kept.themes),
            redactions={tag.value: n for tag, n in kept.redactions.items()},
            text_kept=kept.text_kept,
            help=list(services.help_lines(item.language)) if kept.danger else None,
        )

    return router


def _keep(services: Services, submission: Submission, who: pass_door.Poster, key: str, body: str) -> Received:
    reader, database, now = services.reader, services.database, services.clock()
    if isinstance(who, ApiClient):
        attempt = Attempt(who.client_id, key, body)
        return receive.receive_from_system(reader, database, submission, attempt, now)
    # No system's name is as long as this one.
    attempt = Attempt(f"pass:{who.spent_as.hex()}", key, body)
    return spend_pass.receive_with_pass(reader, database, submission, who, attempt, now)


def _text(masked: MaskedText | None) -> str | None:
    return None if masked is None else masked.text
