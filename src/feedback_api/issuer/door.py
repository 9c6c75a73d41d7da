"""The issuer's addresses: pages for people who sign in, one address for their browsers, one for everybody.

Nothing is logged, and no address holds anything about a person.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import FileResponse, PlainTextResponse, RedirectResponse
from starlette.responses import HTMLResponse, Response

from feedback_api.issuer import ledger
from feedback_api.issuer.answers import TOKEN_REQUEST, kind_of, language_of, refuse
from feedback_api.issuer.house import House
from feedback_api.issuer.member import Member
from feedback_api.issuer.pages import ASSETS, LANGUAGES
from feedback_api.issuer.refusals import KINDS, IssuerRefused
from feedback_api.issuer.sessions import SignedIn
from feedback_api.privacy_pass import directory
from feedback_api.privacy_pass.tokens import TokenChallenge
from feedback_api.signin.accounts import pseudonym_of
from feedback_api.signin.on_the_way import LIFETIME, SigningIn
from feedback_api.terms.errors import ProviderDown, SignInFailed
from feedback_api.terms.period import ReportingPeriod
from feedback_api.web.posted import Posted, Unreadable, read_posted

COMES_BACK = "/signed-in"
PROOF_HEADER = "Passes-Proof"
"""Header in which our own script sends what our own pages send in a field."""

_READ = ["GET", "HEAD"]
_PUBLIC = "public, max-age=3600"
_FOR_EVER = "public, max-age=31536000, immutable"
_Body = Annotated[Posted | Unreadable, Depends(read_posted)]


def routes(house: House) -> APIRouter:
    """All addresses; the fixed ones first, as a language could be anything."""
    door = _Door(house)
    router = APIRouter(include_in_schema=False)
    for path, answer in (
        ("/", door.home),
        ("/healthz", door.health),
        (directory.PATH, door.directory),
        (COMES_BACK, door.come_back),
        ("/static/{name}", door.asset),
        ("/problems/{kind}", door.problem),
        (TOKEN_REQUEST, door.only_post),
        ("/{language}", door.start),
        ("/{language}/sign-in", door.sign_in),
    ):
        router.add_api_route(path, answer, methods=_READ)
    router.add_api_route(TOKEN_REQUEST, door.sign, methods=["POST"])
    router.add_api_route("/{language}/code", door.code, methods=["POST"])
    router.add_api_route("/{language}/sign-out", door.sign_out, methods=["POST"])
    return router


@dataclass(frozen=True, slots=True)
class _Door:
    """One method per address."""

    house: House

    def home(self, request: Request) -> Response:
        language = language_of("/", request.headers)
        return RedirectResponse(f"/{language}", 303, {"Vary": "Accept-Language"})

    def health(self) -> Response:
        self.house.check()
        return PlainTextResponse("ok\n")

    def directory(self) -> Response:
        keys = self.house.keys.published(self.house.today())
        content = directory.write_directory(keys, self.house.settings.address + TOKEN_REQUEST)
        # The same bytes for everybody: a page of any site may read and compare them.
        headers = {"Cache-Control": _PUBLIC, "Access-Control-Allow-Origin": "*"}
        return Response(content, headers=headers, media_type=directory.MEDIA_TYPE)

    def asset(self, name: str) -> Response:
        if name not in ASSETS:
            raise IssuerRefused("not-found")
        path, media_type = ASSETS[name]
        return FileResponse(path, headers={"Cache-Control": _FOR_EVER}, media_type=media_type)

    def problem(self, request: Request, kind: str) -> Response:
        if kind not in KINDS:
            raise IssuerRefused("not-found")
        return self.house.pages.refused(language_of("/", request.headers), kind, 200)

    def only_post(self) -> Response:
        raise HTTPException(405, headers={"Allow": "POST"})

    def start(self, request: Request, language: str, out: str = "") -> Response:
        _known(language)
        who = self._signed_in(request)
        if who is None:
            return self.house.pages.render("start.html", language, signed_out=out == "1")
        return self._passes(language, who)

    def sign_in(self, language: str) -> Response:
        _known(language)
        signing_in = SigningIn(language)
        answer = RedirectResponse(self.house.provider.address(signing_in), 303)
        self._set(answer, "signing-in", self.house.cookies.seal_signing_in(signing_in))
        return answer

    def come_back(self, request: Request) -> Response:
        sealed = request.cookies.get(self._named("signing-in"), "")
        signing_in = self.house.cookies.open_signing_in(sealed)
        # Each attempt once: who comes back a second time starts anew.
        if signing_in is None or not self.house.first_time(signing_in.state):
            raise SignInFailed
        try:
            member = self._member(signing_in, dict(request.query_params))
        except (IssuerRefused, SignInFailed, ProviderDown) as refused:
            # In the language that the person began in; this address has none.
            return refuse(
                self.house.pages, {**request.scope, "path": f"/{signing_in.language}"}, kind_of(refused)
            )
        answer = RedirectResponse(f"/{signing_in.language}", 303)
        answer.delete_cookie(self._named("signing-in"), secure=self.house.settings.is_https, httponly=True)
        self._set(answer, "signed-in", self.house.cookies.seal_signed_in(SignedIn(member)))
        return answer

    def sign_out(self, request: Request, language: str, posted: _Body) -> Response:
        _known(language)
        self.house.cookies.end(self._own(request, _proof(posted)))
        answer = RedirectResponse(f"/{language}?out=1", 303)
        answer.delete_cookie(self._named("signed-in"), secure=self.house.settings.is_https, httponly=True)
        return answer

    def code(self, request: Request, language: str, posted: _Body) -> Response:
        _known(language)
        who = self._own(request, _proof(posted))
        house = self.house
        most = house.settings.tokens_per_period
        code = ledger.take_code(house.database, who.member, most, house.today())
        last_day = _last_day(who.member.period)
        return house.pages.render("code.html", language, code=code, proof=who.proof, last_day=last_day)

    async def sign(self, request: Request) -> Response:
        return await self.house.apart(self._sign, request, await request.body())

    def _sign(self, request: Request, content: bytes) -> Response:
        who = self._own(request, request.headers.get(PROOF_HEADER, ""))
        if request.headers.get("content-type", "").strip().lower() != directory.REQUEST_MEDIA_TYPE:
            raise IssuerRefused("unsupported-media-type")
        response = self.house.signer.answer(who.member, content)
        return Response(response, media_type=directory.RESPONSE_MEDIA_TYPE)

    def _member(self, signing_in: SigningIn, came_back: dict[str, str]) -> Member:
        house = self.house
        claims = house.provider.account(signing_in, came_back)
        group = house.settings.eligibility.group_of(claims)
        if group is None:
            raise IssuerRefused("not-eligible")
        period = house.period()
        secret = house.keys.secret(period)
        return Member(pseudonym_of(secret, house.settings.provider, claims["sub"]), group, period)

    def _passes(self, language: str, who: SignedIn) -> HTMLResponse:
        house, member = self.house, who.member
        key = house.keys.key(member.group, member.period).published
        most = house.settings.tokens_per_period
        page = house.pages.render(
            "passes.html",
            language,
            left=max(0, most - ledger.issued_to(house.database, member)),
            most=most,
            group=member.group.value,
            period=str(member.period),
            last_day=_last_day(member.period),
            key_id=key.key_id.hex(),
            digest=directory.digest_of(house.keys.published(), member.period),
            challenge=base64.b64encode(_challenge(house).encode()).decode(),
            proof=who.proof,
        )
        page.headers["Content-Security-Policy"] = house.script_policy
        return page

    def _signed_in(self, request: Request) -> SignedIn | None:
        who = self.house.cookies.open_signed_in(request.cookies.get(self._named("signed-in"), ""))
        # A quarter that ended meanwhile has another secret and other keys.
        return who if who is not None and who.member.period == self.house.period() else None

    def _own(self, request: Request, proof: str) -> SignedIn:
        who = self._signed_in(request)
        if who is None:
            raise IssuerRefused("not-signed-in")
        if not secrets.compare_digest(who.proof.encode(), proof.encode()):
            raise IssuerRefused("not-our-page")
        return who

    def _named(self, cookie: str) -> str:
        # Such a name is accepted over TLS only, from this host only (RFC 6265bis, section 4.1.3.2).
        return f"__Host-{cookie}" if self.house.settings.is_https else cookie

    def _set(self, answer: Response, cookie: str, sealed: str) -> None:
        answer.set_cookie(
            self._named(cookie),
            sealed,
            max_age=LIFETIME,
            secure=self.house.settings.is_https,
            httponly=True,
            # Not strict: who comes back from the provider must still be known.
            samesite="lax",
        )


def _known(language: str) -> None:
    if language not in LANGUAGES:
        raise IssuerRefused("not-found")


def _proof(posted: Posted | Unreadable) -> str:
    if isinstance(posted, Unreadable):
        raise IssuerRefused("not-a-form")
    return posted.get("proof")


def _challenge(house: House) -> TokenChallenge:
    issuer, origin = urlsplit(house.settings.address), urlsplit(house.settings.product)
    return TokenChallenge(issuer.netloc, origin.netloc)


def _last_day(period: ReportingPeriod) -> date:
    return period.next.first_day - timedelta(days=1)
