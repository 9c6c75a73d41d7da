"""Pages of the desk: the look of the form, two languages, a menu by role, and the proof for every form."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from feedback_api.terms.roles import Role
from feedback_api.web.pages import Pages
from feedback_api.web.signed_in import SignedIn
from feedback_api.web.texts import negotiate
from feedback_api.web.typed import Keeper, Typed

DESK = "/desk"
LANGUAGES = ("nl", "en")

_NEXT = re.compile(r"/desk/(?:nl|en)(?:/[A-Za-z0-9_-]+)*(?:\?[A-Za-z0-9_=&.-]*)?")
_LONGEST_NEXT = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the menu: the key of its name, where it is below ``/desk/{language}``, and for whom."""

    key: str
    path: str
    role: Role


MENU: tuple[Entry, ...] = (
    Entry("desk.actions", "actions", Role.EDITOR),
    Entry("desk.review", "review", Role.REVIEWER),
    Entry("desk.paraphrases", "paraphrases", Role.REVIEWER),
    Entry("desk.audit", "audit", Role.REVIEWER),
)
"""What the desk offers, in the order of the menu; who builds a page of the desk adds it here."""


class DeskPages:
    """Renders pages of the desk for whoever is signed in."""

    def __init__(self, pages: Pages, keeper: Keeper) -> None:
        self._pages, self.keeper = pages, keeper

    def render(
        self, request: Request, template: str, language: str, status: int = 200, **context: object
    ) -> HTMLResponse:
        """A page of the desk; ``csrf`` in it is the proof that its forms must carry."""
        held: SignedIn | None = getattr(request.state, "desk", None)
        given = {
            "person": held.person if held else None,
            "csrf": held.proof if held else "",
            "menu": [entry for entry in MENU if held and entry.role in held.person.roles],
            "desk_languages": LANGUAGES,
            "here": request.url.path,
            "elsewhere": _without_language(request.url.path),
        }
        return self._pages.render_explore(template, language, status, **(given | context))

    def problem(self, request: Request, key: str, status: int, language: str = "") -> HTMLResponse:
        """A page that says what is wrong and what to do; nothing that was sent is in it."""
        page = self.render(request, "desk/problem.html", language or language_of(request), status, key=key)
        if status == 503:
            page.headers["Retry-After"] = "60"
        return page

    def not_found(self, request: Request) -> HTMLResponse:
        """The page for an address of the desk that leads nowhere."""
        return self.problem(request, "not-found", 404)

    def ask_to_sign_in(self, request: Request, _error: Exception) -> Response:
        """Where somebody signs in, and from there comes back to the page that they asked for."""
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        back = {"next": asked} if safe_next(asked) and asked != f"{DESK}/{language_of(request)}" else {}
        query = "?" + urlencode(back) if back else ""
        return RedirectResponse(f"{DESK}/{language_of(request)}/sign-in{query}", 303)

    def without_role(self, request: Request, _error: Exception) -> Response:
        """The page for somebody who may not see what they asked for: it says whom to ask."""
        return self.problem(request, "no-role", 403)

    def over(self, request: Request, typed: Typed | None = None) -> Response:
        """The page for a post that came after the session had ended; what was typed is kept in it, sealed."""
        sealed = self.keeper.seal(typed) if typed else ""
        return self.render(request, "desk/over.html", language_of(request), 401, sealed=sealed, elsewhere="")


def safe_next(asked: str) -> str:
    """The address if it is one of the desk, else nothing: no other site, no other scheme."""
    return asked if len(asked) <= _LONGEST_NEXT and _NEXT.fullmatch(asked) else ""


def language_of(request: Request) -> str:
    """The language in an address of the desk, or the one that the browser asks for; Dutch by default."""
    parts = request.url.path.split("/")
    if len(parts) > 2 and parts[2] in LANGUAGES:
        return parts[2]
    return "nl" if negotiate(request.headers.get("accept-language")) == "nl" else "en"


def _without_language(path: str) -> str:
    parts = path.split("/")
    return "/" + "/".join(parts[3:]) if len(parts) > 3 else ""
