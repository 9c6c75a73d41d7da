"""Who is signed in at the desk, as a request shows it; and the proof that a post came from our own page.

Every page of the desk asks :func:`person_of` first. The proof is checked before a page sees a post (see
:mod:`.desk_layer`), so that no page can forget it.
"""

import hmac
import secrets
from dataclasses import dataclass, field

from fastapi import Request

from feedback_api.terms.errors import NotSignedIn, RoleMissing
from feedback_api.terms.roles import Person, Role

__all__ = [
    "COOKIE",
    "FIELD",
    "VISIT",
    "Person",
    "Role",
    "SignedIn",
    "is_proof",
    "person_of",
    "proof_of",
    "signed_in",
]

COOKIE = "desk"
"""Holds 256 random bits; the house keeps a hash of them."""

VISIT = "desk-visit"
"""Cookie of somebody who is about to sign in: random, and good for nothing but the proof of that one form."""

FIELD = "csrf"
"""Field of every form of the desk, with the proof."""

_KEY = b"posted from a page of the desk"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person in one session, and what their forms must carry."""

    person: Person
    proof: str = field(repr=False)


def proof_of(cookie: str) -> str:
    """What only a page of this session can carry: an HMAC under the value of its cookie.

    Source: OWASP CSRF prevention cheat sheet (token bound to the session).
    """
    return hmac.digest(cookie.encode("utf-8", "surrogatepass"), _KEY, "sha256").hex()


def is_proof(cookie: str, sent: str) -> bool:
    """Whether a form carries the proof of this cookie, compared in constant time."""
    return bool(cookie) and secrets.compare_digest(proof_of(cookie).encode(), sent.encode("utf-8", "replace"))


def signed_in(request: Request) -> SignedIn:
    """Who is signed in, in any role.

    Raises:
        NotSignedIn: nobody, or no longer; the page that asks to sign in comes back here.
    """
    found: SignedIn | None = getattr(request.state, "desk", None)
    if found is None:
        raise NotSignedIn
    return found


def person_of(request: Request, role: Role) -> Person:
    """Who is signed in, in this role.

    Raises:
        NotSignedIn: nobody, or no longer.
        RoleMissing: somebody without the role; the page says whom to ask.
    """
    person = signed_in(request).person
    if role not in person.roles:
        raise RoleMissing(role)
    return person
