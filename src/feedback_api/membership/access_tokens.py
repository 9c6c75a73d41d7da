"""Access tokens of an OAuth issuer: what a signed token says, believed only when every check holds.

Source: RFC 9068 (JWT profile for access tokens), section 4; RFC 8725 (JWT best practice), section 3;
RFC 8705 (certificate-bound tokens), section 3.
"""

import binascii
import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from feedback_api.terms.errors import TokenRefused

MOST_CHARACTERS = 8 * 1024
"""Length of a token at most; one with some scopes and a thumbprint takes about 1,200."""

ALGORITHMS = ("PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "RS256", "RS384", "RS512")
"""Signatures that may be allowed: asymmetric ones only. Whoever can check a token cannot make one."""

_TYPES = {"at+jwt", "application/at+jwt"}
_LONGEST_CLIENT_ID = 60
_LONGEST_HEADER = 2048
_THUMBPRINT_BYTES = 32


@dataclass(frozen=True, slots=True)
class TokenRules:
    """Whose tokens are believed, for whom they must be made, how signed, and how far clocks may differ."""

    issuer: str
    audience: str
    algorithms: tuple[str, ...]
    skew_seconds: int


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a believed token says: the system it was given to, what for, and the certificate it is tied to."""

    client_id: str
    scopes: frozenset[str]
    certificate: bytes | None


def key_id(token: str, rules: TokenRules) -> str:
    """Name of the key that a token says it is signed with; nothing of the token is believed yet.

    Raises:
        TokenRefused: when it is no access token, or is signed in a way that is not allowed.
    """
    header = _header(token)
    kind, name = header.get("typ"), header.get("kid")
    # A token that asks for an extension ("crit") is refused: we know none that an access token needs.
    fits = isinstance(kind, str) and kind.lower() in _TYPES and "crit" not in header
    if not fits or header.get("alg") not in rules.algorithms or not isinstance(name, str) or not name:
        raise TokenRefused("no access token of an allowed kind")
    return name


def read_token(token: str, keys: KeySet, rules: TokenRules, now: datetime) -> AccessToken:
    """What a token says, after its signature and every claim are checked.

    Raises:
        TokenRefused: when anything is wrong; never says what, and never repeats the token.
    """
    key_id(token, rules)
    registry = JWSRegistry(algorithms=rules.algorithms, strict_check_header=False)
    registry.max_header_length = _LONGEST_HEADER
    try:
        claims = jwt.decode(token, keys, registry=registry).claims
        _claims_registry(rules, now).validate(claims)
    except (JoseError, ValueError, TypeError, RecursionError):
        raise TokenRefused("the token is not acceptable") from None
    return AccessToken(_client_id(claims), _scopes(claims), _certificate(claims))


def _header(token: str) -> Mapping[str, Any]:
    if len(token) > MOST_CHARACTERS or token.count(".") != 2:
        raise TokenRefused("not a signed token")
    encoded = token.split(".")[0]
    try:
        header = json.loads(urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise TokenRefused("not a signed token") from None
    if not isinstance(header, dict):
        raise TokenRefused("not a signed token")
    return header


def _claims_registry(rules: TokenRules, now: datetime) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=rules.skew_seconds,
        iss={"essential": True, "value": rules.issuer},
        aud={"essential": True, "value": rules.audience},
        exp={"essential": True},
        iat={"essential": True},
    )


def _client_id(claims: Mapping[str, Any]) -> str:
    client_id = claims.get("client_id")
    if not isinstance(client_id, str) or not 1 <= len(client_id) <= _LONGEST_CLIENT_ID:
        raise TokenRefused("the token names no client")
    if not client_id.isprintable():
        raise TokenRefused("the token names no client")
    return client_id


def _scopes(claims: Mapping[str, Any]) -> frozenset[str]:
    scope = claims.get("scope", "")
    return frozenset(scope.split(" ")) if isinstance(scope, str) else frozenset()


def _certificate(claims: Mapping[str, Any]) -> bytes | None:
    """Thumbprint of the only certificate with which the token may be shown."""
    if "cnf" not in claims:
        return None
    bound = claims["cnf"]
    # Tied to something that we cannot check (a DPoP key, say): then nobody may show it.
    if not isinstance(bound, dict) or bound.keys() != {"x5t#S256"} or not isinstance(bound["x5t#S256"], str):
        raise TokenRefused("the token is tied to something other than a certificate")
    try:
        thumbprint = urlsafe_b64decode(bound["x5t#S256"] + "=" * (-len(bound["x5t#S256"]) % 4))
    except ValueError:
        thumbprint = b""
    if len(thumbprint) != _THUMBPRINT_BYTES:
        raise TokenRefused("the token is tied to no readable certificate")
    return thumbprint
