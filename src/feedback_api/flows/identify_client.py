"""Identify: which registered system is behind a request, and what it may do there."""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from feedback_api.membership.access_tokens import TokenRules, key_id, read_token
from feedback_api.membership.api_tokens import hash_token, is_api_token
from feedback_api.membership.issuer_keys import KeyRing
from feedback_api.store.clients import find_client, find_client_by_certificate, find_oauth_client
from feedback_api.store.engine import reading
from feedback_api.terms.client import ApiClient
from feedback_api.terms.errors import ClientUnknown, NotAuthenticated, TokenRefused


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """The one issuer whose access tokens are believed, and its keys."""

    rules: TokenRules
    keys: KeyRing


@dataclass(frozen=True, slots=True)
class Shown:
    """What a request shows: a token, and the thumbprint of a certificate that a trusted proxy checked."""

    token: str | None
    certificate: bytes | None = None

    def __repr__(self) -> str:
        return "Shown(…)"


def identify_client(database: Engine, issuer: TrustedIssuer | None, shown: Shown, now: datetime) -> ApiClient:
    """The registered system, with the scopes that both its registration and its token grant.

    Raises:
        NotAuthenticated: with no proof at all.
        TokenRefused: with a token that is not known or not acceptable.
        ClientUnknown: with an acceptable token of a system that is not registered here.
        Unavailable: when nobody can tell, because the database or the issuer is out of reach.
    """
    if not shown.token:
        return _by_certificate(database, shown.certificate)
    if issuer is None or is_api_token(shown.token):
        return _by_api_token(database, shown.token)
    return _by_access_token(database, issuer, shown.token, shown.certificate, now)


def _by_certificate(database: Engine, certificate: bytes | None) -> ApiClient:
    if certificate is None:
        raise NotAuthenticated("send a token")
    with reading(database) as session:
        client = find_client_by_certificate(session, certificate)
    if client is None:
        raise NotAuthenticated("this certificate is not known")
    return client


def _by_api_token(database: Engine, token: str) -> ApiClient:
    with reading(database) as session:
        client = find_client(session, hash_token(token))
    if client is None:
        raise TokenRefused("this API token is not known")
    return client


def _by_access_token(
    database: Engine, issuer: TrustedIssuer, token: str, certificate: bytes | None, now: datetime
) -> ApiClient:
    keys = issuer.keys.holding(key_id(token, issuer.rules))
    said = read_token(token, keys, issuer.rules, now)
    # A token tied to a certificate is worth nothing to who stole it (RFC 8705, section 3).
    if said.certificate is not None and not hmac.compare_digest(said.certificate, certificate or b""):
        raise TokenRefused("the token is tied to another certificate")
    with reading(database) as session:
        client = find_oauth_client(session, said.client_id)
    if client is None:
        raise ClientUnknown("this system is not registered here")
    return replace(client, scopes=frozenset(scope for scope in client.scopes if scope in said.scopes))
