"""Registered systems, and the hash or thumbprint of what each proves itself with."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from feedback_api.store.tables import ClientRow
from feedback_api.terms.client import ApiClient, Proof, Scope
from feedback_api.terms.codebook import PartnerType, SourceGroup


def add_client(
    session: Session, client: ApiClient, token_hash: bytes | None = None, certificate: bytes | None = None
) -> None:
    """Register a system; a name or a proof that exists breaks a unique rule."""
    session.add(
        ClientRow(
            client_id=client.client_id,
            token_hash=token_hash,
            certificate=certificate,
            source_group=client.source_group,
            partner_type=client.partner_type,
            scopes=" ".join(sorted(client.scopes)),
        )
    )


def find_client(session: Session, token_hash: bytes) -> ApiClient | None:
    """The system that holds the token with this hash."""
    row = session.exec(select(ClientRow).where(ClientRow.token_hash == token_hash)).first()
    return None if row is None else _client(row)


def find_client_by_certificate(session: Session, certificate: bytes) -> ApiClient | None:
    """The system that holds the certificate with this thumbprint."""
    row = session.exec(select(ClientRow).where(ClientRow.certificate == certificate)).first()
    return None if row is None else _client(row)


def find_oauth_client(session: Session, client_id: str) -> ApiClient | None:
    """The system of this name, if it proves itself by access tokens; one with another proof is not found."""
    row = session.get(ClientRow, client_id)
    client = None if row is None else _client(row)
    return client if client is not None and client.proof is Proof.OAUTH else None


def list_clients(session: Session) -> list[ApiClient]:
    """All registered systems, by name."""
    return [_client(row) for row in session.exec(select(ClientRow).order_by(ClientRow.client_id))]


def remove_client(session: Session, client_id: str) -> None:
    """Forget a system; its proof stops working at once."""
    session.execute(delete(ClientRow).where(col(ClientRow.client_id) == client_id))


def _client(row: ClientRow) -> ApiClient:
    return ApiClient(
        client_id=row.client_id,
        source_group=SourceGroup(row.source_group),
        partner_type=PartnerType(row.partner_type) if row.partner_type else None,
        scopes=frozenset(Scope(scope) for scope in row.scopes.split()),
        proof=_proof(row),
    )


def _proof(row: ClientRow) -> Proof:
    if row.token_hash is not None:
        return Proof.API_TOKEN
    return Proof.OAUTH if row.certificate is None else Proof.CERTIFICATE
