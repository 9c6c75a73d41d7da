"""Cookies that only this process can read: one while somebody signs in, one while somebody is signed in.

Neither holds a name, an address or the provider's word for the account: only the pseudonym of the quarter.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from feedback_api.issuer.member import Member
from feedback_api.signin.on_the_way import LIFETIME, SealedCookies
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member, and a value that only our own pages send along with a post."""

    member: Member
    name: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    proof: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


class Cookies(SealedCookies):
    """Seals and opens both cookies; what is older than their lifetime or was ended opens no more."""

    def __init__(self, key: bytes, seconds: Callable[[], float]) -> None:
        super().__init__(key, seconds)
        self._ended = Remembered(seconds)

    def seal_signed_in(self, who: SignedIn) -> str:
        """The cookie of somebody who is signed in."""
        member = who.member
        return self.seal(
            ["on", member.pseudonym.hex(), member.group, str(member.period), who.name, who.proof]
        )

    def open_signed_in(self, sealed: str) -> SignedIn | None:
        """Who is signed in; nobody, when the time is over or they signed out."""
        match self.open(sealed):
            case ["on", pseudonym, group, period, name, proof] if not self._ended.has(name):
                member = Member(bytes.fromhex(pseudonym), SourceGroup(group), ReportingPeriod.parse(period))
                return SignedIn(member, name, proof)
        return None

    def end(self, who: SignedIn) -> None:
        """Sign out: a copy of the cookie opens no more either."""
        self._ended.add(who.name)


class Remembered:
    """Values kept in memory for as long as a session can last."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds, self._until, self._lock = seconds, dict[str, float](), Lock()

    def add(self, value: str) -> None:
        """Keep a value, and forget those whose time is over."""
        moment = self._seconds()
        with self._lock:
            self._until = {kept: until for kept, until in self._until.items() if until > moment}
            self._until[value] = moment + 2 * LIFETIME

    def has(self, value: str) -> bool:
        """Whether the value is kept."""
        return value in self._until
