"""Who posts one item: a registered system, or a person whose pass shows a group and nothing more."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.openapi.models import HTTPBase
from fastapi.security.base import SecurityBase

from feedback_api.flows.admit import check_group
from feedback_api.flows.identify_client import Shown
from feedback_api.flows.spend_pass import read_pass
from feedback_api.privacy_pass.headers import SCHEME, Asked, read_token, write_challenge
from feedback_api.privacy_pass.tokens import TokenChallenge
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.errors import NotAuthenticated, PassRefused
from feedback_api.terms.passes import Pass, PassDoor
from feedback_api.web.batch_problems import Refusal
from feedback_api.web.posting import caller_with, system_behind
from feedback_api.web.problems import Problem, of_error
from feedback_api.web.proofs import shown_by
from feedback_api.web.services import Services

Poster = ApiClient | Pass


class _PrivateToken(SecurityBase):
    """The scheme in the API's document, and what a request shows of it (RFC 9577, section 2.2)."""

    def __init__(self) -> None:
        self.scheme_name = SCHEME
        self.model = HTTPBase(scheme=SCHEME)

    def __call__(self, request: Request) -> str:
        """The header, when it is of this scheme."""
        header = request.headers.get("authorization", "")
        return header if header.split(" ")[0].lower() == SCHEME.lower() else ""


def poster_with(services: Services) -> Callable[..., Poster]:
    """A dependency that gives who posts an item, if they may; without passes configured, systems only.

    Raises (when called):
        Refusal: no proof, or one that is not accepted; the answer asks for a pass too.
        GroupTooSmall: a pass of a group of which nothing would be published.
        ClientUnknown, NotAllowed, TooManyItems: as :func:`caller_with`.
    """
    door = services.proofs.passes
    if door is None:
        return caller_with(services, Scope.FEEDBACK_WRITE)
    return _poster(services, door)


def _poster(services: Services, door: PassDoor) -> Callable[..., Poster]:
    asked = write_challenge(Asked(TokenChallenge(door.issuer, door.origin).encode(), None))

    def poster(
        request: Request,
        shown: Annotated[Shown, Depends(shown_by(services.proofs, Scope.FEEDBACK_WRITE))],
        header: Annotated[str, Security(_PrivateToken())],
    ) -> Poster:
        try:
            content = read_token(header)
            if content is not None:
                holder = read_pass(services.database, door, content, services.clock())
                check_group(services.policy, holder.source_group)
                return holder
            return system_behind(services, request, shown, Scope.FEEDBACK_WRITE)
        except (NotAuthenticated, PassRefused) as refused:
            raise Refusal(_asking(of_error(refused), asked)) from None

    return poster


def _asking(problem: Problem, asked: str) -> Problem:
    """The same refusal, asking for a pass next to what it asks for already (RFC 9110, section 11.6.1)."""
    others = problem.headers.get("WWW-Authenticate")
    value = asked if others is None else f"{others}, {asked}"
    return replace(problem, headers={**problem.headers, "WWW-Authenticate": value})
