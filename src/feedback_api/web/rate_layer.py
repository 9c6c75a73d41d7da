"""Says on every answer to a known system what it may still send."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from feedback_api.web.problems import rate_headers


class RateLayer:
    """Adds the headers of the limit to answers of requests that were counted, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; complete its answer when it was counted on the way."""
        counted = scope.setdefault("state", {})

        async def send_with_limit(message: Message) -> None:
            allowance = counted.get("allowance")
            if message["type"] == "http.response.start" and allowance is not None:
                headers = MutableHeaders(scope=message)
                for name, value in rate_headers(allowance).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_limit)
