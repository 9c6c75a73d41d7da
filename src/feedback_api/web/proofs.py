"""What a system shows of who it is: a token in the request, a certificate that a trusted proxy passed on."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Annotated, Any

from fastapi import Request, Security
from fastapi.openapi.models import HTTPBase, OAuthFlowClientCredentials, OAuthFlows
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, OAuth2
from fastapi.security.base import SecurityBase

from feedback_api.flows.identify_client import Shown, TrustedIssuer
from feedback_api.membership.certificates import thumbprint_of
from feedback_api.terms.client import Scope
from feedback_api.terms.errors import TokenRefused
from feedback_api.terms.passes import PassDoor

_MUTUAL_TLS = "mutualTLS"
_MAY = {
    Scope.FEEDBACK_WRITE: "post items and batches",
    Scope.AGGREGATES_READ: "read themes, trends and the shared picture",
    Scope.ACTIONS_WRITE: "publish what was done",
    Scope.REVIEW_WRITE: "read masked text, write and approve paraphrases",
    Scope.ADMIN: "clients, policy, retention",
}


@dataclass(frozen=True, slots=True)
class CertificateHeader:
    """The header in which trusted proxies, and nobody else, pass a client certificate on."""

    name: str
    proxies: tuple[IPv4Network | IPv6Network, ...]

    def read(self, request: Request) -> bytes | None:
        """Thumbprint of the client certificate; none from a peer that is no trusted proxy.

        Raises:
            TokenRefused: when a trusted proxy sends something unreadable, or the header twice.
        """
        if request.client is None or not self._trusts(request.client.host):
            return None
        sent = [value for value in request.headers.getlist(self.name) if value]
        if not sent:
            return None
        # Twice: the proxy added its own to what the client wrote, and nobody can tell which is which.
        if len(sent) > 1:
            raise TokenRefused("the certificate's header came twice")
        try:
            return thumbprint_of(sent[0])
        except ValueError:
            raise TokenRefused("the certificate cannot be read") from None

    def _trusts(self, peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self.proxies)


@dataclass(frozen=True, slots=True)
class Proofs:
    """Which proofs beside API tokens this house accepts, and where its document says clients get them."""

    issuer: TrustedIssuer | None = None
    token_address: str | None = None
    certificates: CertificateHeader | None = None
    passes: PassDoor | None = None


class _MutualTls(SecurityBase):
    """A scheme for the API's document only: the proof itself is in the connection to the proxy.

    Source: OpenAPI 3.1.0, section 4.8.27 (``mutualTLS``).
    """

    def __init__(self) -> None:
        self.scheme_name = "MutualTLS"
        # The framework's models have no such type: named_as_they_are() writes it.
        self.model = HTTPBase(scheme=_MUTUAL_TLS)

    def __call__(self) -> None:
        """Nothing is read here."""


def named_as_they_are(schemes: dict[str, Any]) -> None:
    """Give the document's schemes the types that the framework has no models for."""
    for scheme in schemes.values():
        if scheme.get("scheme") == _MUTUAL_TLS:
            del scheme["scheme"]
            scheme["type"] = _MUTUAL_TLS


def shown_by(proofs: Proofs, scope: Scope) -> Callable[..., Shown]:
    """A dependency that gives what a request shows of who sends it.

    Raises (when called):
        TokenRefused: when a trusted proxy passes on something that is no certificate.
    """
    bearer, oauth, tls = _bearer(proofs), _oauth(proofs), _MutualTls() if proofs.certificates else _nothing

    def shown(
        request: Request,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
        _flow: Annotated[Any, Security(oauth, scopes=[scope.value])],
        _tls: Annotated[None, Security(tls)],
    ) -> Shown:
        token = credentials.credentials if credentials is not None else None
        return Shown(token, proofs.certificates.read(request) if proofs.certificates else None)

    return shown


def _nothing() -> None:
    """Stands where a scheme would, if it were configured."""


def _bearer(proofs: Proofs) -> HTTPBearer:
    return HTTPBearer(
        auto_error=False,
        bearerFormat="API token" if proofs.issuer is None else "API token or JWT",
        description="An API token with the scope that the operation names.",
    )


def _oauth(proofs: Proofs) -> Callable[..., Any]:
    if proofs.issuer is None or proofs.token_address is None:
        return _nothing
    scopes = {str(scope): may for scope, may in _MAY.items()}
    flow = OAuthFlowClientCredentials(tokenUrl=proofs.token_address, scopes=scopes)
    return OAuth2(
        flows=OAuthFlows(clientCredentials=flow),
        scheme_name="OAuth2",
        auto_error=False,
    )
