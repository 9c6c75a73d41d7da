"""What the API's document says of each address: methods, query keys, media types, and who may ask."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_METHODS = ("get", "post", "put", "patch", "delete")
_PARAMETER = re.compile(r"\{[^{}]+\}")


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address; ``is_open`` when anyone may call it without a token."""

    id: str
    method: str
    query_keys: frozenset[str] = frozenset()
    gives: tuple[str, ...] = ("application/json",)
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Address:
    """One path with its operations by method; HEAD and OPTIONS come with it."""

    pattern: re.Pattern[str]
    operations: Mapping[str, Operation] = field(default_factory=dict)

    @property
    def allow(self) -> str:
        """Methods as the header ``Allow`` lists them.

        Source: RFC 9110, section 10.2.1.
        """
        named = {"OPTIONS", *self.operations}
        return ", ".join(sorted(named | ({"HEAD"} if "GET" in named else set())))

    @property
    def is_open(self) -> bool:
        """Whether anyone may call all of it without a token."""
        return all(operation.is_open for operation in self.operations.values())


def addresses_of(document: Mapping[str, Any], base: str) -> tuple[Address, ...]:
    """The addresses of an OpenAPI document, below the base path."""
    return tuple(
        Address(_pattern(base + path), {name.upper(): _operation(name, item) for name, item in _of(methods)})
        for path, methods in document["paths"].items()
    )


def fixed_address(path: str, media_type: str) -> Address:
    """An address outside the document that anyone may read, such as that of the document itself."""
    return Address(_pattern(path), {"GET": Operation(path, "GET", gives=(media_type,))})


def address_at(addresses: Sequence[Address], path: str) -> Address | None:
    """The address that a path leads to."""
    return next((address for address in addresses if address.pattern.fullmatch(path)), None)


def _of(methods: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, methods[name]) for name in _METHODS if name in methods]


def _pattern(path: str) -> re.Pattern[str]:
    pieces = [re.escape(piece) for piece in _PARAMETER.split(path)]
    return re.compile("[^/]+".join(pieces))


def _operation(method: str, described: Mapping[str, Any]) -> Operation:
    keys = (p["name"] for p in described.get("parameters", ()) if p["in"] == "query")
    gives = {
        media_type: None
        for status, answer in described["responses"].items()
        if status.startswith("2")
        for media_type in answer.get("content", ())
    }
    return Operation(
        described["operationId"],
        method.upper(),
        frozenset(keys),
        tuple(gives),
        is_open=not described.get("security"),
    )
