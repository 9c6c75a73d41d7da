"""The HTTP scheme PrivateToken: what a door asks in a header, and what a client answers.

Source: RFC 9577, sections 2.1.2 and 2.2.2; RFC 9110, sections 11.2 to 11.4.
"""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from feedback_api.terms.errors import PassRefused

SCHEME = "PrivateToken"

MOST_CHARACTERS = 4096
"""Length of a header that is read at most; a token takes 492 characters."""

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*={0,2}")
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PARAMETER = re.compile(rf'({_WORD})[ \t]*=[ \t]*(?:({_WORD})|"((?:[^"\\\x00-\x1f\x7f]|\\[\x20-\x7e])*)")')
_NAME = re.compile(rf"({_WORD})(?:[ \t]*,[ \t,]*|[ \t]+|$)")
_COMMA = re.compile(r"[ \t]*,[ \t,]*")

Parameters = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One challenge of a door: the challenge's bytes, the key it wants, and for how many seconds it holds."""

    challenge: bytes
    token_key: bytes | None
    max_age: int | None = None


def to_base64url(content: bytes) -> str:
    """Bytes in base64url with its padding, which RFC 9577 asks for."""
    return urlsafe_b64encode(content).decode()


def from_base64url(text: str) -> bytes:
    """Bytes from base64url, padded; one text for each content and no other.

    Raises:
        PassRefused: for anything else; the message does not repeat it.
    """
    try:
        content = urlsafe_b64decode(text) if _BASE64URL.fullmatch(text) else None
    except binascii.Error:
        content = None
    # Left-over bits may be set in sloppy encodings: then two texts would stand for one token.
    if content is None or to_base64url(content) != text:
        raise PassRefused("no base64url with its padding")
    return content


def write_challenge(asked: Asked) -> str:
    """Value of ``WWW-Authenticate`` that asks for a token."""
    parts = [f'challenge="{to_base64url(asked.challenge)}"']
    if asked.token_key is not None:
        parts.append(f'token-key="{to_base64url(asked.token_key)}"')
    if asked.max_age is not None:
        parts.append(f'max-age="{asked.max_age}"')
    return f"{SCHEME} {', '.join(parts)}"


def read_challenges(header: str) -> list[Asked]:
    """The challenges for tokens in ``WWW-Authenticate``; those of other schemes are left out.

    Raises:
        PassRefused: when the header or one of its tokens' challenges cannot be read.
    """
    asked = [given for scheme, given in _schemes(header) if scheme.lower() == SCHEME.lower()]
    return [_asked(given) for given in asked]


def write_token(token: bytes) -> str:
    """Value of ``Authorization`` that shows a token."""
    return f'{SCHEME} token="{to_base64url(token)}"'


def read_token(header: str) -> bytes | None:
    """The token's bytes in ``Authorization``; nothing when it is of another scheme.

    Raises:
        PassRefused: when it is of this scheme and cannot be read, or holds no token or more than one.
    """
    if header.split(" ")[0].lower() != SCHEME.lower():
        return None
    schemes = list(_schemes(header))
    if len(schemes) != 1 or "token" not in schemes[0][1]:
        raise PassRefused("the header holds no token, or more than one")
    return from_base64url(schemes[0][1]["token"])


def _asked(given: Parameters) -> Asked:
    age, key = given.get("max-age"), given.get("token-key")
    if "challenge" not in given or (age is not None and not re.fullmatch("[0-9]{1,9}", age)):
        raise PassRefused("a challenge is missing, or its age is no number")
    return Asked(
        from_base64url(given["challenge"]),
        None if key is None else from_base64url(key),
        None if age is None else int(age),
    )


def _schemes(header: str) -> Iterator[tuple[str, Parameters]]:
    """Each scheme in a header with its parameters, names in lower case."""
    at, current = 0, None
    if len(header) > MOST_CHARACTERS:
        raise PassRefused("the header is too long")
    while at < len(header):
        parameter = _PARAMETER.match(header, at)
        if parameter is None:
            name = _NAME.match(header, at)
            if current is not None:
                yield current
            current, at = _begun(name)
            continue
        if current is None or parameter[1].lower() in current[1]:
            raise PassRefused("a parameter without a scheme, or twice")
        current[1][parameter[1].lower()] = _value(parameter)
        at = _after_comma(header, parameter.end())
    if current is not None:
        yield current


def _begun(name: re.Match[str] | None) -> tuple[tuple[str, Parameters], int]:
    if name is None:
        raise PassRefused("the header cannot be read")
    return (name[1], {}), name.end()


def _value(parameter: re.Match[str]) -> str:
    return parameter[2] if parameter[2] is not None else re.sub(r"\\(.)", r"\1", parameter[3])


def _after_comma(header: str, at: int) -> int:
    comma = _COMMA.match(header, at)
    if comma is None and header[at:].strip(" \t"):
        raise PassRefused("the header cannot be read")
    return len(header) if comma is None else comma.end()
