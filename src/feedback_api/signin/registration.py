"""How a provider knows one of our doors."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Registration:
    """What a provider was told of us, and we of it."""

    provider: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str
    comes_back_to: str
    skew_seconds: int
