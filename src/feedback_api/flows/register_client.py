"""Register: systems that may call the API, and who a token belongs to."""

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from feedback_api.membership.api_tokens import draw_token, hash_token
from feedback_api.store.clients import add_client, find_client, list_clients, remove_client
from feedback_api.store.engine import reading, writing
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import FieldProblem, InvalidInput, NotAllowed, NotAuthenticated


def register_client(database: Engine, client: ApiClient) -> str:
    """Register a system and give its token, this once.

    Raises:
        InvalidInput: when the name is taken, or group and partner type do not go together.
    """
    if client.source_group is SourceGroup.SOUNDING_BOARD:
        # The sounding board speaks by invitation only: no system may speak for it.
        raise InvalidInput([FieldProblem("/sourceGroup", "not-for-systems")])
    if (client.partner_type is not None) != (client.source_group is SourceGroup.CHAIN_PARTNER):
        raise InvalidInput([FieldProblem("/partnerType", "only-and-always-for-chain-partners")])
    token = draw_token()
    try:
        with writing(database) as session:
            add_client(session, client, hash_token(token))
    except IntegrityError:
        raise InvalidInput([FieldProblem("/clientId", "taken")]) from None
    return token


def authenticate(database: Engine, token: str | None, scope: Scope) -> ApiClient:
    """The system that a token belongs to, if it may do this.

    Raises:
        NotAuthenticated: without a token, or with one that is not known.
        NotAllowed: when the token lacks the scope.
    """
    if not token:
        raise NotAuthenticated("send an API token")
    with reading(database) as session:
        client = find_client(session, hash_token(token))
    if client is None:
        raise NotAuthenticated("this API token is not known")
    if scope not in client.scopes:
        raise NotAllowed(scope)
    return client


def registered_clients(database: Engine) -> list[ApiClient]:
    """All registered systems."""
    with reading(database) as session:
        return list_clients(session)


def deregister_client(database: Engine, client_id: str) -> None:
    """Take a system's access away at once."""
    with writing(database) as session:
        remove_client(session, client_id)
