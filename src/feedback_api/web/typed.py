"""What somebody typed when their session had ended: sealed into the page that says so, for one hour.

Only this house can read it, nothing of it is stored, and it comes back to the same person only.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from feedback_api.signin.on_the_way import SealedCookies

LIFETIME = 3600
"""Seconds in which somebody may sign in again and send what they typed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form of the desk that came too late: who filled it in, where it goes, and its fields."""

    person_id: str
    path: str
    fields: Mapping[str, str] = field(repr=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """What of it somebody wrote, to be shown: words, not choices and marks of the page."""
        return tuple(value for value in self.fields.values() if " " in value.strip())


class Keeper:
    """Seals forms that came too late, and opens them."""

    def __init__(self, key: bytes, seconds: Callable[[], float]) -> None:
        self._sealed = SealedCookies(key, seconds, LIFETIME)

    def seal(self, typed: Typed) -> str:
        """The form as an opaque value for a hidden field."""
        return self._sealed.seal(["typed", typed.person_id, typed.path, json.dumps(dict(typed.fields))])

    def open(self, sealed: str) -> Typed | None:
        """The form; nothing, when too much time passed or it was sealed elsewhere."""
        match self._sealed.open(sealed):
            case ["typed", person_id, path, fields]:
                return Typed(person_id, path, json.loads(fields))
        return None
