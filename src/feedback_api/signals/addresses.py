"""Where webhooks may go: https, a name, and only addresses that everybody on the internet could reach.

A server that calls addresses given to it can be sent to its own network (server-side request forgery).
So the written form is narrow, every address that a name stands for is judged, and the connection goes to
the very address that was judged (flows/reach_receiver.py).

Source: OWASP Server-Side Request Forgery Prevention Cheat Sheet, case 2; IANA special-purpose address
registries (RFC 6890); RFC 3986, section 3.2.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from feedback_api.terms.errors import AddressRefused

MOST_CHARACTERS = 500
"""Length of an address."""

PORTS = (443, 8443)
"""Ports of receivers; other ports belong to other services."""

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
"""Hosts of receivers on this machine, for tests and demonstrations alone."""

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"({_LABEL}\.)+(?=[a-z])({_LABEL})")

# What the language's own lists call global, or did in some version, and nobody should be sent to.
_NEVER = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",
            "192.88.99.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.175.48.0/24",
            "::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fec0::/10",
        ),
    )
)
_NAT64 = ip_network("64:ff9b::/96")

IpAddress = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Receiver:
    """A checked address in parts: where to connect, under which name, and what to ask for."""

    scheme: str
    host: str
    port: int
    target: str
    loopback: bool = False

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return host if self.port == usual else f"{host}:{self.port}"


def read_address(written: str, *, loopback_allowed: bool = False) -> Receiver:
    """The parts of an address that webhooks may go to, as far as can be told without asking for its name.

    Raises:
        AddressRefused: with what is wrong; the address is not repeated.
    """
    if not re.fullmatch(rf"[!-~]{{1,{MOST_CHARACTERS}}}", written) or "\\" in written:
        raise AddressRefused(f"write it in at most {MOST_CHARACTERS} plain characters, without blanks")
    try:
        parts = urlsplit(written)
        host, port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError:
        raise AddressRefused("it cannot be read as an address") from None
    if "@" in parts.netloc:
        raise AddressRefused("leave out what stands before the @; a receiver knows us by the signature")
    if "#" in written:
        raise AddressRefused("leave out the part from # on; it is never sent")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if host in LOOPBACK_NAMES:
        usual = 443 if parts.scheme == "https" else 80
        return _loopback(Receiver(parts.scheme, host, port or usual, target, loopback=True), loopback_allowed)
    _check_public(parts.scheme, host, port)
    return Receiver("https", host, port or 443, target)


def _loopback(receiver: Receiver, allowed: bool) -> Receiver:
    if not allowed:
        raise AddressRefused("it leads to this machine itself; write the address of another server")
    if receiver.scheme not in ("http", "https"):
        raise AddressRefused("it must begin with https:// or, on this machine, http://")
    return receiver


def _check_public(scheme: str, host: str, port: int | None) -> None:
    if scheme != "https":
        raise AddressRefused("it must begin with https://")
    if not host or len(host) > 253 or not _NAME.fullmatch(host):
        # Numbers, in whatever spelling, too: no certificate authority vouches for who is behind one.
        raise AddressRefused(
            "its host must be a full name such as hooks.example.org, in a-z, 0-9, hyphens and dots; "
            "no number, and letters of other scripts in their xn-- form"
        )
    if port is not None and port not in PORTS:
        raise AddressRefused("its port must be one of " + ", ".join(map(str, PORTS)))


def check_reached(receiver: Receiver, found: Iterable[str]) -> list[str]:
    """The addresses that a name stands for now, if each of them is public, or this machine where allowed.

    One that is not refuses them all: who can add such an address to a name may do so by turns.

    Raises:
        AddressRefused: one of them leads to a network that is not public, or there is none.
    """
    addresses = [ip_address(one.split("%")[0]) for one in found]
    if not addresses:
        raise AddressRefused("its name stands for no address")
    fits = _is_loopback if receiver.loopback else is_public
    if not all(fits(address) for address in addresses):
        raise AddressRefused(
            "its name stands for an address inside a private network, or one that is not for everybody; "
            "webhooks go to public addresses only"
        )
    return [str(address) for address in addresses]


def is_public(address: IpAddress) -> bool:
    """Whether an address is one that everybody can reach, also by the address hidden within it."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return False
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    return address.is_global and not special and not any(address in network for network in _NEVER)


def _is_loopback(address: IpAddress) -> bool:
    return address.is_loopback
