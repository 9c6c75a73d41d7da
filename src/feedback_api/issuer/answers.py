"""How the issuer says no: to programs as a problem document, to people as a page in their language."""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from feedback_api.issuer.pages import LANGUAGES, IssuerPages, negotiate
from feedback_api.issuer.refusals import KINDS, IssuerRefused
from feedback_api.privacy_pass.directory import PATH as DIRECTORY
from feedback_api.terms.errors import FeedbackError, ProviderDown, SignInFailed
from feedback_api.web.problems import MEDIA_TYPE

TOKEN_REQUEST = "/token-request"  # noqa: S105  (an address)

_FOR_PROGRAMS = (TOKEN_REQUEST, DIRECTORY, "/healthz")
_RETRY_SECONDS = {503: "60"}
_OF_STATUS = {
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too-large",
}


def refuse(pages: IssuerPages, scope: Scope, kind: str) -> Response:
    """Answer with a refusal of this kind; nothing that was sent is in it."""
    path, headers, why = str(scope["path"]), Headers(scope=scope), KINDS[kind]
    retry = {"Retry-After": _RETRY_SECONDS[why.status]} if why.status in _RETRY_SECONDS else {}
    if path in _FOR_PROGRAMS:
        body = {"type": f"/problems/{kind}", "status": why.status, "title": why.title, "detail": why.detail}
        return JSONResponse(body, why.status, retry, MEDIA_TYPE)
    page = pages.refused(language_of(path, headers), kind, why.status)
    page.headers.update(retry)
    return page


def kind_of(error: FeedbackError) -> str:
    """The refusal that stands for an error of the house."""
    match error:
        case IssuerRefused():
            return error.kind
        case SignInFailed():
            return "sign-in-failed"
        case ProviderDown():
            return "provider-down"
    return "unavailable"


def kind_of_status(status: int) -> str:
    """The refusal that stands for what the framework or a layer found."""
    return _OF_STATUS.get(HTTPStatus(status), "not-a-form" if status < 500 else "unavailable")


def language_of(path: str, headers: Headers) -> str:
    """The language in an address, or the one that the browser asks for."""
    first = path.split("/")[1] if "/" in path else ""
    return first if first in LANGUAGES else negotiate(headers.get("accept-language"))
