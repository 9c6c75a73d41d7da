"""What every system that posts must say: who it is, which attempt this is, and what it sends."""

import re
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.exceptions import HTTPException

from feedback_api.flows.identify_client import Shown, identify_client
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.errors import IdempotencyKeyMissing, NotAllowed
from feedback_api.web.proofs import shown_by
from feedback_api.web.services import Services

_KEY = re.compile(r'"?([\x21\x23-\x7e]{1,100})"?')


def caller_with(services: Services, scope: Scope, items: int = 1) -> Callable[..., ApiClient]:
    """A dependency that gives the system behind a request, if it may do this and is within its limit.

    ``items`` are what the request counts for; a door that counts later says 0 and calls :func:`count_items`.

    Raises (when called):
        NotAuthenticated: no proof, or one that is not known or not acceptable.
        ClientUnknown: a token of the trusted issuer, given to a system that is not registered here.
        NotAllowed: registration or token lack the scope.
        TooManyItems: over the limit of items per minute.
    """

    def caller(
        request: Request,
        shown: Annotated[Shown, Depends(shown_by(services.proofs, scope))],
    ) -> ApiClient:
        return system_behind(services, request, shown, scope, items)

    return caller


def system_behind(
    services: Services, request: Request, shown: Shown, scope: Scope, items: int = 1
) -> ApiClient:
    """The system behind a request, if it may do this and is within its limit.

    Raises:
        NotAuthenticated, ClientUnknown, NotAllowed, TooManyItems: as :func:`caller_with`.
    """
    client = identify_client(services.database, services.proofs.issuer, shown, services.clock())
    if scope not in client.scopes:
        raise NotAllowed(scope)
    if items:
        count_items(services, request, client, items)
    return client


def count_items(services: Services, request: Request, client: ApiClient, items: int) -> None:
    """Count items toward the limit of a system; the answer's headers then tell what is left.

    Raises:
        TooManyItems: when they do not fit any more.
    """
    request.state.allowance = services.limit.take(client.client_id, items)


def idempotency_key(
    idempotency_key: Annotated[
        str | None,
        Header(description="Fresh for each item, the same for a retry.", examples=['"9f0c1e5a-6d0b-4d0e"']),
    ] = None,
) -> str:
    """A dependency that gives the key a client chose for this attempt.

    Raises:
        IdempotencyKeyMissing: when there is none, or one outside 1 to 100 visible characters.

    Source: draft-ietf-httpapi-idempotency-key-header, section 2.
    """
    key = _KEY.fullmatch(idempotency_key or "")
    if key is None:
        raise IdempotencyKeyMissing("send a header Idempotency-Key")
    return key[1]


def sent_as(*media_types: str) -> Callable[[Request], None]:
    """A dependency that refuses bodies of any other media type with 415."""

    def check(request: Request) -> None:
        if media_type(request) not in media_types:
            raise HTTPException(415)

    return check


def media_type(request: Request) -> str:
    """Media type of the body as declared, without parameters, lower-cased."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()
