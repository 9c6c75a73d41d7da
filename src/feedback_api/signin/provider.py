"""The provider where people sign in: authorization code with PKCE, state and nonce, then every check.

Source: OpenID Connect Core 1.0, sections 3.1.2 and 3.1.3.7; Discovery 1.0, section 4.3; RFC 7636 (PKCE);
RFC 9207 (who answered); RFC 9700 (best current practice), section 2.1.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry

from feedback_api.membership.issuer_keys import KeyRing, is_safe, metadata_addresses, read_keys
from feedback_api.signin.on_the_way import SigningIn
from feedback_api.signin.registration import Registration
from feedback_api.terms.errors import ProviderDown, SignInFailed, TokenRefused, Unavailable

ALGORITHMS = ("PS256", "ES256", "RS256")
"""Signatures allowed on ID tokens: asymmetric ones only, so that who can check one cannot make one."""

_SECONDS = 5.0
_MOST_BYTES = 256 * 1024
_FRESH_SECONDS = 300.0
_LONGEST_ID_TOKEN = 16 * 1024
_LONGEST_ACCOUNT = 255
"""OpenID Connect Core 1.0, section 2, on ``sub``."""


@dataclass(frozen=True, slots=True)
class _Addresses:
    sign_in: str
    token: str
    keys: str
    names_itself: bool
    since: float


class _Client(OAuth2Client):  # type: ignore[misc]
    """Authlib's client over our own HTTP session, as the one it brings wants another library."""

    def _fetch_token(self, url: str, body: str = "", headers: Any = None, auth: Any = None, **_: Any) -> Any:
        url, headers, body = auth.prepare("POST", url, dict(headers), body)
        return self.parse_response_token(_asked(self.session.post(url, content=body, headers=headers)))


class IdentityProvider:
    """Sends people to the provider and reads who came back."""

    def __init__(self, registration: Registration, seconds: Callable[[], float]) -> None:
        self._us, self._seconds = registration, seconds
        self._held: _Addresses | None = None
        self._keys = KeyRing(self._fetch_keys, seconds)

    def address(self, signing_in: SigningIn) -> str:
        """Where a person signs in.

        Raises:
            ProviderDown: the provider does not answer as it should.
        """
        with _web() as web:
            where = self._addresses(web)
            url, _ = self._client(web).create_authorization_url(
                where.sign_in,
                state=signing_in.state,
                code_verifier=signing_in.verifier,
                nonce=signing_in.nonce,
            )
        return str(url)

    def account(self, signing_in: SigningIn, came_back: Mapping[str, str]) -> Mapping[str, Any]:
        """Claims of the account that a person signed in with, every one of them checked.

        Raises:
            SignInFailed: anything does not fit.
            ProviderDown: the provider does not answer as it should.
        """
        with _web() as web:
            where = self._addresses(web)
            if came_back.get("state") != signing_in.state or not self._is_from(where, came_back.get("iss")):
                raise SignInFailed
            token = self._exchange(web, where, came_back.get("code", ""), signing_in.verifier)
        return self._read(token, signing_in.nonce)

    def _exchange(self, web: httpx.Client, where: _Addresses, code: str, verifier: str) -> Mapping[str, Any]:
        if not code:
            raise SignInFailed
        try:
            token = self._client(web).fetch_token(
                where.token, grant_type="authorization_code", code=code, code_verifier=verifier
            )
        except AuthlibBaseError:  # the provider refuses the code: spent, old, or not for us
            raise SignInFailed from None
        except (httpx.HTTPError, ValueError) as failure:
            raise _down(failure) from None
        return dict(token)

    def _read(self, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        written = token.get("id_token")
        if not isinstance(written, str) or len(written) > _LONGEST_ID_TOKEN:
            raise SignInFailed
        try:
            claims = self._checked(written, nonce, token.get("access_token"))
        except Unavailable as failure:
            raise _down(failure) from None
        except (JoseError, TokenRefused, ValueError, TypeError, RecursionError):
            raise SignInFailed from None
        account = claims["sub"]
        if not isinstance(account, str) or not 1 <= len(account) <= _LONGEST_ACCOUNT:
            raise SignInFailed
        return claims

    def _checked(self, written: str, nonce: str, access_token: object) -> Mapping[str, Any]:
        header = jws.extract_compact(written.encode()).headers()
        if header.get("alg") not in ALGORITHMS or "crit" in header:
            raise TokenRefused("an ID token that is signed in a way that is not allowed")
        keys = self._keys.holding(str(header.get("kid", "")))
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        decoded = jwt.decode(written, keys, registry=registry)
        options = {
            "iss": {"essential": True, "value": self._us.provider},
            "aud": {"essential": True, "value": self._us.client_id},
            "nonce": {"essential": True, "value": nonce},
        }
        params = {"nonce": nonce, "client_id": self._us.client_id, "access_token": access_token}
        claims = CodeIDToken(decoded.claims, decoded.header, options, params)
        claims.validate(now=int(self._seconds()), leeway=self._us.skew_seconds)
        return dict(claims)

    def _client(self, web: httpx.Client) -> _Client:
        return _Client(
            web,
            client_id=self._us.client_id,
            client_secret=self._us.client_secret or None,
            scope=self._us.scope,
            redirect_uri=self._us.comes_back_to,
            code_challenge_method="S256",
        )

    def _is_from(self, where: _Addresses, named: str | None) -> bool:
        # A provider that says who it is must say so always, or another could answer in its place.
        return named == self._us.provider if where.names_itself or named is not None else True

    def _addresses(self, web: httpx.Client) -> _Addresses:
        held = self._held
        if held is not None and abs(self._seconds() - held.since) < _FRESH_SECONDS:
            return held
        try:
            self._held = held = self._discovered(_document(web, metadata_addresses(self._us.provider)[1]))
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failure:
            raise _down(failure) from None
        return held

    def _discovered(self, metadata: Mapping[str, Any]) -> _Addresses:
        # Metadata of another provider would let that one sign in this one's name.
        if metadata.get("issuer") != self._us.provider:
            raise ValueError("no metadata of this provider")
        return _Addresses(
            sign_in=_safe(metadata, "authorization_endpoint"),
            token=_safe(metadata, "token_endpoint"),
            keys=_safe(metadata, "jwks_uri"),
            names_itself=metadata.get("authorization_response_iss_parameter_supported") is True,
            since=self._seconds(),
        )

    def _fetch_keys(self) -> Any:
        try:
            with _web() as web:
                return read_keys(_asked(web.get(self._addresses(web).keys)).content)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, ProviderDown):
            raise Unavailable("the provider's keys could not be fetched") from None


def _web() -> httpx.Client:
    # No redirects: only the configured provider, and what its metadata names, is asked.
    return httpx.Client(timeout=_SECONDS, follow_redirects=False, headers={"Accept": "application/json"})


def _asked(answer: httpx.Response) -> httpx.Response:
    if len(answer.content) > _MOST_BYTES:
        raise ValueError("the answer is too long")
    return answer


def _document(web: httpx.Client, address: str) -> Mapping[str, Any]:
    document = json.loads(_asked(web.get(address).raise_for_status()).content)
    if not isinstance(document, dict):
        raise ValueError("no JSON object")
    return document


def _safe(metadata: Mapping[str, Any], name: str) -> str:
    address = metadata.get(name)
    if not isinstance(address, str) or not is_safe(address):
        raise ValueError("an address of the provider is missing or not safe")
    return address


def _down(failure: Exception) -> ProviderDown:
    # For the operator: kind only.
    sys.stderr.write(f"the sign-in service did not answer as it should ({type(failure).__name__})\n")
    return ProviderDown("the sign-in service did not answer as it should")
