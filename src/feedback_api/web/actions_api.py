"""The door for "you said, we did": public to read; a system sends drafts that a person approves."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from feedback_api.flows.draft_action import draft_from_system
from feedback_api.flows.read_actions import read_action, read_actions, read_answered
from feedback_api.publish.action_wire import action_item, actions_answer
from feedback_api.store.idempotency import Attempt
from feedback_api.terms.action import ActionStatus, Asked
from feedback_api.terms.action import Answer as Said
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import Step, Theme
from feedback_api.terms.errors import FieldProblem, InvalidInput
from feedback_api.terms.period import ReportingPeriod
from feedback_api.web.answers import PERIOD, Answer, MaybeAbsent, Quarter
from feedback_api.web.headers import API_PATH
from feedback_api.web.posting import caller_with, idempotency_key, sent_as
from feedback_api.web.problems import problem_responses
from feedback_api.web.public_answers import Period, parse_period, public
from feedback_api.web.schemas import Wire
from feedback_api.web.services import Services
from feedback_api.web.strict_requests import StrictRoute

_Text = Annotated[
    str,
    # Documented, not checked here: the house measures texts once they are cleaned.
    Field(json_schema_extra={"minLength": 1, "maxLength": 600}),
]
_Other = Annotated[
    str | SkipJsonSchema[None], Field(default=None, json_schema_extra={"minLength": 1, "maxLength": 600})
]


class ActionTexts(Wire):
    """A plain text by language: Dutch and English, and any other language of the form."""

    nl: _Text
    en: _Text
    ar: _Other
    ti: _Other
    fa: _Other
    tr: _Other
    so: _Other
    fr: _Other
    uk: _Other
    kmr: _Other
    ckb: _Other
    ps: _Other


class NewAction(Wire):
    """What is done about a theme. Names, numbers of people and quotes are refused."""

    status: ActionStatus
    period: Annotated[
        str,
        Field(
            description="The quarter of the release that it answers.", json_schema_extra={"pattern": PERIOD}
        ),
    ]
    step: Annotated[Step | None, Field(default=None, description="One step, if it is about one only.")]
    texts: ActionTexts
    reasons: Annotated[
        ActionTexts | None, Field(default=None, description="Why not: needed with `not_possible`.")
    ]


class DraftAnswer(Answer):
    """The draft is kept; it is public once a person approved it, at the address in Location."""

    action_id: str
    state: Literal["waiting"]


class ActionVersion(Answer):
    """What was said of an action from a day on, as a second person approved it."""

    revision: int
    status: ActionStatus
    published_on: date
    texts: Annotated[dict[str, str], Field(description="By language. Plain text: escape it.")]
    reasons: MaybeAbsent[dict[str, str]]


class ActionItem(Answer):
    """An action on a theme with its history, newest first; no version is left of a withdrawn one."""

    action_id: str
    theme_id: Theme
    period: Quarter
    step: Step | None
    answered_on: date
    withdrawn_on: date | None
    versions: list[ActionVersion]


class AnsweredShare(Answer):
    """How many themes that the newest release displays have an answer, and the days it took (median)."""

    period: Quarter
    displayed: int
    answered: int
    median_days: int | None


class ActionsAnswer(Answer):
    """Actions, last changed first, and how much has an answer."""

    items: list[ActionItem]
    answered: AnsweredShare | None


ActionId = Annotated[
    str,
    Path(
        description="As in a list of actions.",
        pattern="^[0-9a-f]{32}$",
        examples=["5f2c7d0e9a1b4c3d8e7f6a5b4c3d2e1f"],
    ),
]


def actions_router(services: Services) -> APIRouter:
    """Routes of actions."""
    router = APIRouter(tags=["Answers"], route_class=StrictRoute)

    @router.get(
        "/actions",
        response_model=ActionsAnswer,
        summary="What is done about what people said",
        description="Public actions with their history, and how many displayed themes have an answer.",
        responses=problem_responses(400, 503),
    )
    def get_actions(
        request: Request,
        theme_id: Annotated[
            Theme | None, Query(alias="themeId", description="One theme; all when absent.")
        ] = None,
        period: Annotated[Period, Query(description="The quarter that is answered; all when absent.")] = None,
    ) -> Response:
        found = read_actions(services.database, theme_id, parse_period(period))
        return public(request, actions_answer(found, read_answered(services.database)))

    @router.get(
        "/actions/{actionId}",
        response_model=ActionItem,
        summary="One action",
        description="With its history; a draft is not found until somebody approved it.",
        responses=problem_responses(400, 404, 503),
    )
    def get_action(request: Request, actionId: ActionId) -> Response:  # noqa: N803  (name in the path)
        found = read_action(services.database, actionId)
        if found is None:
            raise HTTPException(404)
        return public(request, action_item(found))

    _add_post(router, services)
    return router


def _add_post(router: APIRouter, services: Services) -> None:
    Client = Annotated[ApiClient, Depends(caller_with(services, Scope.ACTIONS_WRITE))]  # noqa: N806  (a type that needs the closure)

    @router.post(
        "/themes/{themeId}/actions",
        status_code=201,
        response_model=DraftAnswer,
        summary="Send a draft of an action",
        description="On a theme that the release displays. A person at the desk approves it first.",
        dependencies=[Depends(sent_as("application/json"))],
        responses=problem_responses(400, 401, 403, 404, 409, 413, 415, 503),
    )
    def post_action(
        themeId: Annotated[Theme, Path(description="One theme of the codebook.")],  # noqa: N803  (the same)
        action: NewAction,
        who: Client,
        key: Annotated[str, Depends(idempotency_key)],
    ) -> Response:
        attempt = Attempt(who.client_id, key, f"{themeId} {action.model_dump_json()}")
        asked = Asked(themeId, _period(action.period), action.step)
        reader = services.reader.deidentifier
        kept = draft_from_system(reader, services.database, asked, _said(action), attempt, services.clock())
        body = {"actionId": kept, "state": "waiting"}
        return JSONResponse(body, 201, {"Location": f"{API_PATH}/actions/{kept}"})


def _period(label: str) -> ReportingPeriod:
    try:
        return ReportingPeriod.parse(label)
    except ValueError:
        raise InvalidInput([FieldProblem("/period", "unknown-period")]) from None


def _said(action: NewAction) -> Said:
    reasons = {} if action.reasons is None else _by_language(action.reasons)
    return Said(action.status, _by_language(action.texts), reasons)


def _by_language(texts: ActionTexts) -> dict[str, str]:
    return texts.model_dump(exclude_none=True)
