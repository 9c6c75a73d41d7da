"""What the issuer's doors work with, put together once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

import anyio.to_thread
from sqlalchemy import Engine

from feedback_api.issuer import schema
from feedback_api.issuer.keys import KeyFolder
from feedback_api.issuer.pages import IssuerPages
from feedback_api.issuer.sessions import Cookies, Remembered
from feedback_api.issuer.settings import IssuerSettings
from feedback_api.issuer.signing import BlindSigner
from feedback_api.signin.provider import IdentityProvider
from feedback_api.signin.registration import Registration
from feedback_api.terms.errors import Unavailable
from feedback_api.terms.period import ReportingPeriod

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class House:
    """One running issuer."""

    settings: IssuerSettings
    database: Engine
    clock: Callable[[], datetime]
    keys: KeyFolder
    provider: IdentityProvider
    cookies: Cookies
    signer: BlindSigner
    pages: IssuerPages
    _came_back: Remembered = field(repr=False)

    def today(self) -> date:
        """The day, in UTC."""
        return self.clock().date()

    def period(self) -> ReportingPeriod:
        """The quarter, in UTC."""
        return ReportingPeriod.of(self.today())

    def first_time(self, state: str) -> bool:
        """Whether nobody came back with this attempt to sign in before."""
        first = not self._came_back.has(state)
        self._came_back.add(state)
        return first

    @property
    def script_policy(self) -> str:
        """The policy of the one page with a script: our own file, asking us and the product only."""
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"connect-src 'self' {self.settings.product}; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )

    def check(self) -> None:
        """Say whether passes can be given out now.

        Raises:
            Unavailable: when the database is not there, or is not ours.
            IssuerRefused: ``no-key``, when no group has a key for this quarter.
        """
        if not schema.is_current(self.database):
            raise Unavailable("the issuer's database has another schema; run: feedback-api issuer migrate")
        self.keys.secret(self.period())

    async def apart(self, work: Callable[..., _T], *arguments: object) -> _T:
        """Do work that takes a while beside the loop that reads requests."""
        return await anyio.to_thread.run_sync(work, *arguments)


def put_together(settings: IssuerSettings, database: Engine, clock: Callable[[], datetime]) -> House:
    """The issuer's parts, from its settings."""

    def seconds() -> float:
        return clock().timestamp()

    keys = KeyFolder(settings.keys)
    return House(
        settings=settings,
        database=database,
        clock=clock,
        keys=keys,
        provider=IdentityProvider(
            Registration(
                settings.provider,
                settings.client_id,
                settings.client_secret.get_secret_value(),
                settings.scope,
                settings.address + "/signed-in",
                settings.clock_skew,
            ),
            seconds,
        ),
        cookies=Cookies(settings.session_key.get_secret_value(), seconds),
        signer=BlindSigner(keys, database, settings.tokens_per_period, clock),
        pages=IssuerPages(settings.contact, settings.product),
        _came_back=Remembered(seconds),
    )
