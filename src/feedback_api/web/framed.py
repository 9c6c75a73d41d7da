"""Pages that another site shows in a frame: there a reader cannot know who watches and who clicks.

Source: W3C Fetch Metadata Request Headers, section 2.1 (``Sec-Fetch-Dest``).
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from feedback_api.web.headers import API_PATH
from feedback_api.web.page_policy import page_policy
from feedback_api.web.pages import Pages
from feedback_api.web.refusals import language_of

_FRAMES = {"iframe", "frame", "embed", "object", "fencedframe"}
_NO_PAGES = (f"{API_PATH}/", "/static/", "/.well-known/")


class FramedLayer:
    """Answers a request from a frame with a page that has no form and a link to the real one.

    Browsers that do not say where a page will be shown still obey ``frame-ancestors 'none'``.
    """

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless its answer would be shown in a frame."""
        if scope["type"] != "http" or not self._is_framed(scope):
            await self._app(scope, receive, send)
            return
        answer = self._pages.render("framed.html", language_of(scope), 403)
        answer.headers["Content-Security-Policy"] = page_policy(framed=True)
        await answer(scope, receive, send)

    def _is_framed(self, scope: Scope) -> bool:
        if str(scope["path"]).startswith(_NO_PAGES):
            return False
        return Headers(scope=scope).get("sec-fetch-dest", "") in _FRAMES
