"""Settings of the issuer from the environment, read once; every name starts with ``FEEDBACK_ISSUER_``."""

import re
import secrets
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretBytes, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from feedback_api.issuer.member import Eligibility
from feedback_api.membership.issuer_keys import is_safe
from feedback_api.terms.codebook import SourceGroup


class IssuerSettings(BaseSettings):
    """How one issuer runs. It shares no setting with the product, as it shares no database."""

    # An error names the setting, never its value: some are secret.
    model_config = SettingsConfigDict(env_prefix="FEEDBACK_ISSUER_", frozen=True, hide_input_in_errors=True)

    database_url: str = Field(
        "sqlite:///issuer.db", description="SQLite or postgresql+psycopg URL, never the product's."
    )
    lock_timeout: float = Field(5.0, gt=0, description="Seconds a statement waits for another writer.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8010, ge=0, le=65535, description="Port to listen on.")
    keys: Path = Field(Path("issuer-keys"), description="Folder of the keys and secrets, a pair per quarter.")
    address: str = Field("", description="Where people reach the issuer, such as https://passes.example.org.")
    product: str = Field("", description="Where people reach the form, such as https://feedback.example.org.")
    operator: str = Field("the operator", description="Name of whoever runs the issuer.")
    contact: str = Field("the operator", description="Whom people ask when something goes wrong.")
    tokens_per_period: int = Field(1, ge=1, le=2, description="Passes of one account in one quarter.")
    session_key: SecretBytes = Field(
        default_factory=lambda: SecretBytes(secrets.token_bytes(32)),
        description="Key that seals the session's cookie.",
    )

    provider: str = Field("", description="OpenID Connect issuer where people sign in.")
    client_id: str = Field("", description="Name under which the provider knows this issuer.")
    client_secret: SecretStr = Field(SecretStr(""), description="Its secret; empty: a public client.")
    scope: str = Field("openid", description="Scopes to ask for; openid is among them.")
    claim: str = Field("groups", description="Claim of the ID token that says who is eligible.")
    staff: str = Field("", description="Values of that claim, with blanks between, that mean staff.")
    chain_partner: str = Field("", description="Values that mean people at chain partners.")
    clock_skew: int = Field(
        30, ge=0, le=300, description="Seconds that the provider's clock and ours may differ."
    )

    @model_validator(mode="after")
    def _refuse_nonsense(self) -> Self:
        for wrong, setting, rule in self._faults():
            if wrong:
                raise ValueError(f"FEEDBACK_ISSUER_{setting}: {rule}")
        return self

    def _faults(self) -> tuple[tuple[bool, str, str], ...]:
        plain = bool(re.fullmatch(r"[^\s?#]*", self.provider))
        shared = set(self.staff.split()) & set(self.chain_partner.split())
        return (
            (bool(self.address) and not _is_origin(self.address), "ADDRESS", "https and a host, no path"),
            (bool(self.product) and not _is_origin(self.product), "PRODUCT", "https and a host, no path"),
            (bool(self.provider) and not (plain and is_safe(self.provider)), "PROVIDER", "an https address"),
            ("openid" not in self.scope.split(), "SCOPE", "openid must be among the scopes"),
            (bool(shared), "STAFF", "a value that means chain partners cannot mean staff too"),
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the settings without which nobody can be served."""
        needed = ("address", "product", "provider", "client_id")
        nobody = ("staff",) if not (self.staff.split() or self.chain_partner.split()) else ()
        absent = (*(name for name in needed if not getattr(self, name)), *nobody)
        return tuple(f"FEEDBACK_ISSUER_{name.upper()}" for name in absent)

    @property
    def eligibility(self) -> Eligibility:
        """Which accounts get passes, and of which group."""
        values = {SourceGroup.STAFF: self.staff, SourceGroup.CHAIN_PARTNER: self.chain_partner}
        return Eligibility(self.claim, {group: frozenset(v.split()) for group, v in values.items()})

    @property
    def is_https(self) -> bool:
        """Whether people reach the issuer over TLS, as everywhere but on this very machine."""
        return self.address.startswith("https:")


def _is_origin(address: str) -> bool:
    if not is_safe(address) or not re.fullmatch(r"[!-~]+", address):
        return False
    parts = urlsplit(address)
    return address == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
