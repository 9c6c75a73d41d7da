"""The way into the desk through a provider: there, and back with a code.

Source: OpenID Connect Core 1.0, section 3.1; RFC 9700 (best current practice), section 2.1.
"""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from feedback_api.flows.limit_items import ItemLimit
from feedback_api.flows.sign_in_at_provider import TrustedProvider, come_back
from feedback_api.signin.on_the_way import LIFETIME, SigningIn
from feedback_api.terms.errors import NoRole, ProviderDown, SignInFailed, TooManyItems
from feedback_api.web import host_cookies
from feedback_api.web.desk_pages import DESK, LANGUAGES, DeskPages, language_of, safe_next
from feedback_api.web.letting_in import COUNTED_AS, let_in
from feedback_api.web.services import Services

_ON_THE_WAY = "desk-signing-in"
_READ = ["GET", "HEAD"]


def provider_router(
    services: Services, pages: DeskPages, provider: TrustedProvider, attempts: ItemLimit
) -> APIRouter:
    """Routes to the provider and back; the fixed one first, as a language could be anything."""
    door = _Door(services, pages, provider, attempts)
    router = APIRouter(include_in_schema=False)
    router.add_api_route(f"{DESK}/signed-in", door.come_back, methods=_READ)
    router.add_api_route(f"{DESK}/{{language}}/provider", door.leave, methods=_READ)
    return router


@dataclass(frozen=True, slots=True)
class _Door:
    """One method per address."""

    services: Services
    pages: DeskPages
    provider: TrustedProvider
    attempts: ItemLimit

    def leave(self, request: Request, language: str) -> Response:
        if language not in LANGUAGES:
            return self.pages.not_found(request)
        signing_in = SigningIn(language, safe_next(request.query_params.get("next", "")))
        try:
            address = self.provider.identity.address(signing_in)
        except ProviderDown:
            return self.pages.problem(request, "provider-down", 503)
        answer = RedirectResponse(address, 303)
        sealed = self.provider.cookies.seal_signing_in(signing_in)
        host_cookies.give(request, answer, _ON_THE_WAY, sealed, LIFETIME)
        return answer

    def come_back(self, request: Request) -> Response:
        signing_in = self.provider.cookies.open_signing_in(host_cookies.held(request, _ON_THE_WAY))
        # In the language that the person began in; this address has none.
        language = signing_in.language if signing_in else language_of(request)
        answer = self._answer(request, signing_in, language)
        host_cookies.take_back(request, answer, _ON_THE_WAY)
        return answer

    def _answer(self, request: Request, signing_in: SigningIn | None, language: str) -> Response:
        if signing_in is None:
            return self.pages.problem(request, "sign-in-failed", 400, language)
        services, query = self.services, dict(request.query_params)
        try:
            self.attempts.take(COUNTED_AS, 1)
            person = come_back(services.database, self.provider, signing_in, query, services.clock())
        except TooManyItems:
            return self.pages.problem(request, "too-many", 429, language)
        except SignInFailed:
            return self.pages.problem(request, "sign-in-failed", 400, language)
        except NoRole:
            return self.pages.problem(request, "no-account", 403, language)
        except ProviderDown:
            return self.pages.problem(request, "provider-down", 503, language)
        return let_in(services, request, person, signing_in.goes_to or f"{DESK}/{language}")
