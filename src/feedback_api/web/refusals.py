"""How a refusal is said: to programs as a problem document, to people as a page in their language."""

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from feedback_api.web.headers import API_PATH, Refuse
from feedback_api.web.pages import Pages
from feedback_api.web.problems import Problem
from feedback_api.web.texts import available_languages, negotiate

_KEYS = {413: "err.large", 415: "err.body"}


def refuser(pages: Pages) -> Refuse:
    """Answers with a problem document under the API's path, and with a page anywhere else."""

    def refuse(scope: Scope, problem: Problem) -> Response:
        path = str(scope["path"])
        if path == API_PATH or path.startswith(API_PATH + "/"):
            return problem.response()
        language = language_of(scope)
        if problem.status == 404:
            return pages.not_found(language)
        page = pages.problem(language, _KEYS.get(problem.status, "err.server"), problem.status)
        page.headers.update(problem.headers)
        return page

    return refuse


def language_of(scope: Scope) -> str:
    """The language that an address names, or else the one that the browser asks for."""
    named = [part for part in str(scope["path"]).split("/") if part in available_languages()]
    return named[0] if named else negotiate(Headers(scope=scope).get("accept-language", ""))
