"""Register: systems that may call the API, each with one way to prove who it is."""

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from feedback_api.membership.api_tokens import draw_token, hash_token
from feedback_api.store.clients import add_client, list_clients, remove_client
from feedback_api.store.engine import reading, writing
from feedback_api.terms.client import ApiClient
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import FieldProblem, InvalidInput


def register_client(database: Engine, client: ApiClient) -> str:
    """Register a system and give its token, this once.

    Raises:
        InvalidInput: when the name is taken, or group and partner type do not go together.
    """
    token = draw_token()
    _register(database, client, hash_token(token), None)
    return token


def register_without_token(database: Engine, client: ApiClient, certificate: bytes | None = None) -> None:
    """Register a system that has a certificate with this thumbprint or, without one, tokens of the issuer.

    Raises:
        InvalidInput: when name or certificate is taken, or group and partner type do not go together.
    """
    _register(database, client, None, certificate)


def _register(
    database: Engine, client: ApiClient, token_hash: bytes | None, certificate: bytes | None
) -> None:
    if client.source_group is SourceGroup.SOUNDING_BOARD:
        # The sounding board speaks by invitation only: no system may speak for it.
        raise InvalidInput([FieldProblem("/sourceGroup", "not-for-systems")])
    if (client.partner_type is not None) != (client.source_group is SourceGroup.CHAIN_PARTNER):
        raise InvalidInput([FieldProblem("/partnerType", "only-and-always-for-chain-partners")])
    try:
        with writing(database) as session:
            add_client(session, client, token_hash, certificate)
    except IntegrityError:
        raise InvalidInput([FieldProblem("/clientId", "taken")]) from None


def registered_clients(database: Engine) -> list[ApiClient]:
    """All registered systems."""
    with reading(database) as session:
        return list_clients(session)


def deregister_client(database: Engine, client_id: str) -> None:
    """Take a system's access away at once."""
    with writing(database) as session:
        remove_client(session, client_id)
