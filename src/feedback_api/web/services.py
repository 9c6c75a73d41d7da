"""What the doors may call and need to know; assembled once, passed in, never global."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from feedback_api.flows.limit_items import ItemLimit
from feedback_api.flows.receive import Reader
from feedback_api.terms.codebooks import Codebooks
from feedback_api.terms.release import Policy
from feedback_api.web.proofs import Proofs


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this and where developers find them; shown in the API's document."""

    name: str
    website: str
    email: str


@dataclass(frozen=True, slots=True)
class Services:
    """Engines, database, clock and the public facts that pages and answers mention."""

    reader: Reader
    database: Engine
    clock: Callable[[], datetime]
    codebooks: Codebooks
    policy: Policy
    operator: Operator
    limit: ItemLimit
    help_lines: Callable[[str | None], Sequence[str]]
    origins: frozenset[str] = frozenset()
    proofs: Proofs = field(default_factory=Proofs)
