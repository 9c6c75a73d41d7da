"""Who a system is: an API token, or OAuth client credentials that prove themselves with a private key.

Source: RFC 6749, section 4.4; RFC 7523, section 2.2 (private_key_jwt); OAuth NL GOV profile.
"""

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from feedback_api.client.address import safe_address
from feedback_api.client.errors import ClientError, TokenRefused, UnexpectedAnswer, error_of
from feedback_api.client.patience import Patience, persistently
from feedback_api.client.steps import Answer, Conversation, Request

_ASSERTION_SECONDS = 60
_RENEW_BEFORE_SECONDS = 30
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_OAUTH_CODES = frozenset(
    {
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_scope",
        "invalid_target",
    }
)


class Credentials(Protocol):
    """What gives a value for ``Authorization``."""

    def authorization(self, patience: Patience) -> Conversation[str]:
        """The header's value; may ask for a token first."""
        ...

    def renew(self) -> bool:
        """Forget a token that was refused; False when there is no other to be had."""
        ...


class ApiToken:
    """A token that the operator gave you; it cannot be printed."""

    def __init__(self, token: str) -> None:
        self._token = token.strip()
        if not self._token or not self._token.isascii() or not self._token.isprintable():
            raise ValueError("this is no token")

    def authorization(self, patience: Patience) -> Conversation[str]:  # noqa: ARG002  (nothing to wait for)
        """The header's value."""
        yield from ()  # Makes it a conversation, if one without a step.
        return f"Bearer {self._token}"

    def renew(self) -> bool:
        """There is no other."""
        return False

    def __repr__(self) -> str:
        return "ApiToken(…)"


@dataclass
class ClientCredentials:
    """Fetches access tokens with a signed assertion, and keeps each until shortly before it expires.

    ``private_key`` is a PEM file's content or a JWK. ``audience`` is what the authorisation server wants
    to read in ``aud``: its token endpoint when absent, its issuer with many.
    """

    token_endpoint: str
    client_id: str
    private_key: str | bytes | dict[str, Any] = field(repr=False)
    scope: str = "feedback:write"
    audience: str | None = None
    resource: str | None = None
    key_id: str | None = None
    algorithm: str | None = None

    def __post_init__(self) -> None:
        self.token_endpoint = safe_address(self.token_endpoint)
        self._key = _read_key(self.private_key)
        self.private_key = ""
        self._token, self._until = "", 0.0

    def authorization(self, patience: Patience) -> Conversation[str]:
        """The header's value; asks for a token when there is none that lasts.

        Raises:
            TokenRefused: with OAuth's word for the reason.
            NotReached: when the token endpoint did not answer in time.
        """
        if time.monotonic() >= self._until:
            # An assertion may be used once: each attempt makes its own.
            answer = yield from persistently(self._request, patience)
            self._keep(answer)
        return f"Bearer {self._token}"

    def renew(self) -> bool:
        """Forget the token; the next one may be accepted."""
        self._until = 0.0
        return True

    def _request(self) -> Request:
        form = {
            "grant_type": "client_credentials",
            "scope": self.scope,
            "client_id": self.client_id,
            "client_assertion_type": _ASSERTION_TYPE,
            "client_assertion": self._assertion(),
        }
        if self.resource is not None:
            form["resource"] = self.resource
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        return Request("POST", self.token_endpoint, headers, urlencode(form).encode())

    def _assertion(self) -> str:
        now = int(time.time())
        algorithm = self.algorithm or _algorithm_for(self._key)
        header = {"alg": algorithm, "typ": "JWT"}
        if key_id := self.key_id or self._key.kid:
            header["kid"] = key_id
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": self.audience or self.token_endpoint,
            "jti": secrets.token_urlsafe(16),
            "iat": now,
            "exp": now + _ASSERTION_SECONDS,
        }
        return jwt.encode(header, claims, self._key, algorithms=[algorithm])

    def _keep(self, answer: Answer) -> None:
        document = _json_object(answer)
        if answer.status != 200:
            raise _refusal(answer, document)
        token, seconds = document.get("access_token"), document.get("expires_in", 60)
        if not isinstance(token, str) or not isinstance(seconds, int | float):
            raise UnexpectedAnswer("the token endpoint answered without a token")
        self._token = token
        self._until = time.monotonic() + max(0.0, seconds - _RENEW_BEFORE_SECONDS)


def _refusal(answer: Answer, document: dict[str, Any]) -> ClientError:
    code = document.get("error")
    return TokenRefused(code) if isinstance(code, str) and code in _OAUTH_CODES else error_of(answer)


def _json_object(answer: Answer) -> dict[str, Any]:
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _read_key(material: str | bytes | dict[str, Any]) -> RSAKey | ECKey:
    if isinstance(material, str) and material.lstrip().startswith("{"):
        material = json.loads(material)
    for kind in (ECKey, RSAKey):
        try:
            key = kind.import_key(material)
        except (JoseError, ValueError, TypeError):
            continue
        if key.is_private:
            return key
    raise ValueError("this is no private RSA or EC key, as PEM or JWK")


def _algorithm_for(key: RSAKey | ECKey) -> str:
    if isinstance(key, RSAKey):
        return "PS256"
    return {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}[str(key.curve_name)]
