"""The application: pages at the root, the API under /v1, and layers around both."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp

from feedback_api.terms.errors import FeedbackError, NotSignedIn, RoleMissing, UnreadableBody
from feedback_api.web import problems
from feedback_api.web.actions_api import actions_router
from feedback_api.web.api_document import complete_document
from feedback_api.web.api_layer import ApiLayer
from feedback_api.web.api_pages import docs_router
from feedback_api.web.batch_api import batch_router
from feedback_api.web.batch_problems import Refusal, of_unreadable
from feedback_api.web.deprecations import DEPRECATED
from feedback_api.web.desk_layer import DeskLayer
from feedback_api.web.desk_pages import DeskPages
from feedback_api.web.downloads import downloads_router
from feedback_api.web.framed import FramedLayer
from feedback_api.web.headers import API_PATH, API_VERSION, BodyLayer, FailClosedLayer, HeaderLayer, Refuse
from feedback_api.web.intake_api import intake_router
from feedback_api.web.operations import Address, addresses_of, fixed_address
from feedback_api.web.pages import Pages
from feedback_api.web.paraphrases_api import paraphrases_router
from feedback_api.web.problem_pages import problem_pages_router
from feedback_api.web.problems import Problem
from feedback_api.web.query_api import query_router
from feedback_api.web.rate_layer import RateLayer
from feedback_api.web.refusals import refuser
from feedback_api.web.services import Services
from feedback_api.web.shared_picture_api import shared_picture_router
from feedback_api.web.tables_api import tables_router

NO_TELEMETRY = TelemetryConfig(
    tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False
)
"""The framework would hand bodies, times and exceptions to whatever collector the process has."""


def create_app(services: Services, pages: Pages, desk: DeskPages, routers: Sequence[APIRouter]) -> ASGIApp:
    """Put doors and layers together: API routes here, page routes as given."""
    refuse = refuser(pages)
    site = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, telemetry=NO_TELEMETRY
    )
    _refuse_with(refuse, site)
    site.add_exception_handler(NotSignedIn, desk.ask_to_sign_in)
    site.add_exception_handler(RoleMissing, desk.without_role)
    for router in routers:
        site.include_router(router)
    site.include_router(downloads_router(services, pages))
    site.include_router(problem_pages_router())
    api = _api(services, refuse)
    site.mount(API_PATH, RateLayer(api))
    # From the inside out: fail closed, then read the body, then keep to the API's document, then
    # complete the headers of any answer.
    known = DeskLayer(site, services.database, services.clock, desk)
    read = BodyLayer(FailClosedLayer(FramedLayer(known, pages), refuse), refuse)
    return HeaderLayer(ApiLayer(read, refuse, _addresses(api), services.origins, DEPRECATED))


def _addresses(api: FastAPI) -> tuple[Address, ...]:
    pages = ("/docs", "/nl/docs", "/changelog")
    documents = ("/openapi.json", "/nl/openapi.json")
    return (
        *addresses_of(api.openapi(), API_PATH),
        *(fixed_address(API_PATH + path, "text/html") for path in pages),
        *(fixed_address(API_PATH + path, "application/json") for path in documents),
    )


def _api(services: Services, refuse: Refuse) -> FastAPI:
    api = FastAPI(
        title="feedback-api",
        telemetry=NO_TELEMETRY,
        version=API_VERSION,
        summary="Feedback on the asylum service in, frozen aggregated themes out.",
        description=(
            "Identifying details are removed in memory; nobody can find out who said what. A method that an "
            "address does not know is answered with 405 and Allow, HEAD as GET, OPTIONS with what exists."
        ),
        generate_unique_id_function=lambda route: to_camel(route.name),
        contact={
            "name": services.operator.name,
            "url": services.operator.website,
            "email": services.operator.email,
        },
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": API_PATH}],
        root_path_in_servers=False,
    )
    _refuse_with(refuse, api)
    api.include_router(intake_router(services))
    api.include_router(batch_router(services))
    api.include_router(query_router(services))
    api.include_router(tables_router(services))
    api.include_router(shared_picture_router(services))
    api.include_router(paraphrases_router(services))
    api.include_router(actions_router(services))
    complete_document(api)
    api.include_router(docs_router(api))
    return api


def _refuse_with(refuse: Refuse, app: FastAPI) -> None:
    translate: dict[type[Exception], Callable[[Any], Problem]] = {
        FeedbackError: problems.of_error,
        RequestValidationError: problems.of_validation,
        UnreadableBody: of_unreadable,
        HTTPException: problems.of_http,
        Refusal: lambda refusal: refusal.problem,
        # The framework would answer 500 in its own words; the layer outside only notes kind and place.
        Exception: lambda _unexpected: problems.UNAVAILABLE,
    }
    for kind, problem_of in translate.items():
        app.add_exception_handler(kind, partial(_answer, refuse, problem_of))


async def _answer(
    refuse: Refuse, problem_of: Callable[[Any], Problem], request: Request, error: Exception
) -> Response:
    return refuse({**request.scope, "path": request.url.path}, problem_of(error))
