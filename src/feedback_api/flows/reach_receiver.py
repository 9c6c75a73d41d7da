"""Reach a receiver: judge every address its name stands for, connect to that very one, wait only so long."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from feedback_api.signals.addresses import Receiver, check_reached, read_address
from feedback_api.signals.retries import outcome_of, seconds_asked
from feedback_api.terms.errors import AddressRefused, WebhooksNotSetUp
from feedback_api.terms.signals import Outcome

CONNECT_SECONDS = 5.0
"""Seconds for a connection, and for each part of an answer."""

MOST_SECONDS = 15.0
"""Seconds for a whole attempt, however slowly its parts come."""

Resolve = Callable[[str, int], Sequence[str]]
"""All addresses that a name stands for, for this port."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How an attempt ended, and the seconds that the receiver asks to wait; nothing else is read of it."""

    outcome: Outcome
    seconds_asked: int = 0


def addresses_of(host: str, port: int) -> Sequence[str]:
    """What the machine's resolver says of a name.

    Raises:
        OSError: when it says nothing.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Road:
    """How receivers are reached: whom to trust, how names are resolved, whether this machine will do."""

    trust: ssl.SSLContext
    loopback_allowed: bool = False
    resolve: Resolve = addresses_of
    most_seconds: float = MOST_SECONDS

    def check(self, written: str) -> None:
        """Judge an address at its registration.

        Raises:
            AddressRefused: when no webhook may go there, or its name stands for nothing now.
        """
        receiver = read_address(written, loopback_allowed=self.loopback_allowed)
        try:
            found = self.resolve(receiver.host, receiver.port)
        except (OSError, UnicodeError):
            raise AddressRefused("its name stands for no address") from None
        check_reached(receiver, found)

    def send(self, written: str, body: bytes, headers: Mapping[str, str], attempt: int = 1) -> Answer:
        """Post once. The address is judged anew, and the connection goes to the very address judged.

        A name that stands for several addresses is tried at the next one at each attempt.
        """
        try:
            receiver = read_address(written, loopback_allowed=self.loopback_allowed)
            allowed = check_reached(receiver, self.resolve(receiver.host, receiver.port))
        except AddressRefused:
            return Answer(Outcome.ADDRESS_REFUSED)
        except (OSError, UnicodeError):
            return Answer(Outcome.NOT_REACHED)
        address = allowed[(attempt - 1) % len(allowed)]
        return asyncio.run(self._post(receiver, address, body, headers))

    async def _post(
        self, receiver: Receiver, address: str, body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        try:
            # The one way to bound all of an answer, its first lines too, however slowly they drip.
            async with asyncio.timeout(self.most_seconds):
                return await self._exchange(receiver, address, body, headers)
        except (TimeoutError, httpx.TimeoutException):
            return Answer(Outcome.TOO_SLOW)
        except Exception as failure:
            # Whatever a receiver makes a library stumble over is its own failure, and holds nobody up.
            untrusted = "CERTIFICATE_VERIFY_FAILED" in str(failure)
            return Answer(Outcome.NOT_TRUSTED if untrusted else Outcome.NOT_REACHED)

    async def _exchange(
        self, receiver: Receiver, address: str, body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        host = f"[{address}]" if ":" in address else address
        named = {"Host": receiver.authority, "User-Agent": "feedback-api", "Accept-Encoding": "identity"}
        # No proxy from the environment: it would look the name up again. No redirects: nobody judged those.
        web = httpx.AsyncClient(
            verify=self.trust, trust_env=False, follow_redirects=False, timeout=CONNECT_SECONDS
        )
        async with (
            web,
            web.stream(
                "POST",
                f"{receiver.scheme}://{host}:{receiver.port}{receiver.target}",
                content=body,
                headers={**named, **headers, "Connection": "close"},
                # The certificate must be the name's, not the address's.
                extensions={"sni_hostname": receiver.host},
            ) as answer,
        ):
            # The body stays unread: the status says it all, and a receiver's words are nothing to keep.
            asked = seconds_asked(answer.headers.get("retry-after", ""))
            return Answer(outcome_of(answer.status_code), asked)


def trusted_authorities(further: Path | None = None) -> ssl.SSLContext:
    """Whose certificates receivers may show: the public authorities, and those of a file.

    Raises:
        WebhooksNotSetUp: when the file holds no certificates.
    """
    trust = httpx.create_ssl_context(trust_env=False)
    trust.minimum_version = ssl.TLSVersion.TLSv1_2
    if further is not None:
        try:
            trust.load_verify_locations(further)
        except (OSError, ssl.SSLError):
            raise WebhooksNotSetUp("FEEDBACK_WEBHOOK_AUTHORITIES: no certificates in this file") from None
    return trust
