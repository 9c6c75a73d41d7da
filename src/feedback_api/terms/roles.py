"""People who work at the desk: a pseudonym each, and what they are there."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at the desk; one person may be several.

    ========  ==================================================================  ===================
    designer  sees the start page and what is published                            reads no text
    reviewer  reads masked texts, writes paraphrases, masks a leak, reads the log  is never a decider
    editor    writes what is done about a theme                                    reads no text
    ========  ==================================================================  ===================

    There is no role of approver: whoever may write may approve what another wrote, and nobody their own.
    """

    DESIGNER = "designer"
    REVIEWER = "reviewer"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in: an HMAC of provider and account, 32 hex digits, never a name or an address."""

    id: str
    roles: frozenset[Role]
