"""Words before and after masking. Raw words are radioactive: this file is their only container."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn


class RawText:
    """Free text as typed, in memory only, that refuses to be shown, copied out or stored.

    ``repr`` hides the words, so tracebacks, debuggers and assertion messages stay clean.
    Only rooms that work on the words themselves call :meth:`reveal`.

    Raises:
        TypeError: on ``str()``, ``format()``, f-strings, ``pickle`` and ``copy``.
    """

    __slots__ = ("__words",)

    def __init__(self, words: str) -> None:
        self.__words = words

    def reveal(self) -> str:
        """Give the words to the code that normalises, masks or classifies them."""
        return self.__words

    def __repr__(self) -> str:
        return "RawText(hidden)"

    def __str__(self) -> NoReturn:
        raise TypeError("raw text cannot be printed; mask it first")

    def __format__(self, format_spec: str) -> NoReturn:
        raise TypeError("raw text cannot be formatted; mask it first")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("raw text cannot be pickled or copied; mask it first")


class Tag(StrEnum):
    """Kind of identifier that a span holds (Presidio: entity type); domain guide section 6."""

    PERSON = "person"
    ROLE = "role"
    PLACE = "place"
    ADDRESS = "address"
    POSTCODE = "postcode"
    ORGANISATION = "organisation"
    ORIGIN = "origin"
    SENSITIVE = "sensitive"
    LANGUAGE = "language"
    V_NUMBER = "v_number"
    BSN = "bsn"
    CASE = "case"
    DOCUMENT = "document"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    HANDLE = "handle"
    IP = "ip"
    PLATE = "plate"
    NUMBER = "number"
    DATE = "date"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    JOB = "job"
    DETAIL = "detail"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text to remove: ``start`` and ``end`` in characters of the text as given."""

    start: int
    end: int
    tag: Tag
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class MaskedText:
    """De-identified text (NIST SP 800-188) with how many spans of each kind were removed."""

    text: str
    redactions: Mapping[Tag, int] = field(default_factory=dict)
