"""The issuer as an application and as a process of its own."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from sqlalchemy import Engine
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from feedback_api.issuer import schema
from feedback_api.issuer.answers import kind_of, kind_of_status, refuse
from feedback_api.issuer.door import routes
from feedback_api.issuer.house import House, put_together
from feedback_api.issuer.settings import IssuerSettings
from feedback_api.store.engine import open_database
from feedback_api.terms.errors import FeedbackError, FieldProblem, InvalidInput, Unavailable
from feedback_api.web.deadlines import DeadlineProtocol
from feedback_api.web.headers import BodyLayer, FailClosedLayer, HeaderLayer
from feedback_api.web.problems import Problem


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def build(settings: IssuerSettings, database: Engine, clock: Callable[[], datetime] = now) -> ASGIApp:
    """The application, ready to serve.

    Raises:
        InvalidInput: when settings are missing without which nobody can be served; says which.
    """
    if settings.missing:
        raise InvalidInput([FieldProblem(name, "missing") for name in settings.missing])
    house = put_together(settings, database, clock)
    site = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    kinds: dict[type[Exception], Callable[[Any], str]] = {
        FeedbackError: kind_of,
        HTTPException: lambda found: kind_of_status(found.status_code),
        # The framework would answer 500 in its own words; the layer outside only notes kind and place.
        Exception: lambda _unexpected: "unavailable",
    }
    for kind, named in kinds.items():
        site.add_exception_handler(kind, _answering(house, named))
    site.include_router(routes(house))

    def say(scope: Scope, problem: Problem) -> Response:
        return refuse(house.pages, scope, kind_of_status(problem.status))

    return HeaderLayer(BodyLayer(FailClosedLayer(site, say), say))


def _answering(house: House, named: Callable[[Any], str]) -> Callable[[Request, Exception], Any]:
    async def answer(request: Request, error: Exception) -> Response:
        response = refuse(house.pages, request.scope, named(error))
        allow = Headers(getattr(error, "headers", None) or {}).get("allow")
        if allow is not None:
            response.headers["Allow"] = allow
        return response

    return answer


def open_issuer_store(settings: IssuerSettings) -> Engine:
    """Open the issuer's own database."""
    return open_database(settings.database_url, settings.lock_timeout)


def open_current_issuer_store(settings: IssuerSettings) -> Engine:
    """Open the issuer's own database, if its schema is ours.

    Raises:
        Unavailable: when the schema is another; says which command mends that.
    """
    database = open_issuer_store(settings)
    if not schema.is_current(database):
        raise Unavailable("the issuer's database has another schema; run: feedback-api issuer migrate")
    return database


def serve(settings: IssuerSettings) -> None:
    """Serve until interrupted. One process: what is remembered of sessions is in its memory."""
    app = build(settings, open_current_issuer_store(settings))
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            http=DeadlineProtocol,
            ws="none",
            # Who signs in, and when, is in no log.
            access_log=False,
            server_header=False,
            proxy_headers=False,
            log_level="warning",
        )
