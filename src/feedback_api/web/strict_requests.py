"""Requests whose JSON means one thing only: every door of the API reads it with the same reader."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from feedback_api.intake.batches.strict_json import read_json
from feedback_api.terms.errors import UnreadableBody
from feedback_api.web.batch_problems import Refusal, of_unreadable


class _StrictRequest(Request):
    async def json(self) -> Any:
        try:
            return read_json(await self.body())
        except UnreadableBody as problem:
            raise Refusal(of_unreadable(problem)) from None


class StrictRoute(APIRoute):
    """A route whose body is strict JSON; anything else is a problem that says what to mend."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Handle a request with the strict reader."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return handle_strictly
