"""Where the service is; words and tokens travel encrypted, or do not leave the machine."""

from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from feedback_api.client.errors import InsecureAddress, UnexpectedAnswer


def safe_address(url: str) -> str:
    """The address without its last slash, if it is safe to send to.

    Raises:
        InsecureAddress: for anything but https, or http on this machine, or with a password in it.
    """
    parts = urlsplit(url)
    if not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url))):
        raise InsecureAddress("use an address that begins with https:// (http:// only on this machine)")
    if not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise InsecureAddress("use an address of the form https://host/path, without name, password or query")
    return url.rstrip("/")


def base_of(url: str) -> str:
    """The service's address with its version, whether it was given with or without ``/v1``."""
    address = safe_address(url)
    return address if address.endswith("/v1") else address + "/v1"


def is_loopback(url: str) -> bool:
    """Whether an address is of this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def follow(url: str, link: str) -> str:
    """Where a link in an answer leads; never to another server.

    Raises:
        UnexpectedAnswer: for a link elsewhere.
    """
    target = urljoin(url, link)
    if urlsplit(target)[:2] != urlsplit(url)[:2]:
        raise UnexpectedAnswer("a link to the next page leads to another server")
    return target
