"""Settings from the environment, read once; every name starts with ``FEEDBACK_``."""

import secrets
from datetime import date
from pathlib import Path

from pydantic import Field, SecretBytes
from pydantic_settings import BaseSettings, SettingsConfigDict

from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.release import Policy


class Settings(BaseSettings):
    """How one deployment runs; the defaults are those of the design page."""

    model_config = SettingsConfigDict(env_prefix="FEEDBACK_", frozen=True)

    database_url: str = Field("sqlite:///feedback.db", description="SQLite or postgresql+psycopg URL.")
    lock_timeout: float = Field(5.0, gt=0, description="Seconds a statement waits for another writer.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    workers: int = Field(1, ge=1, le=64, description="Processes that answer requests.")
    encoder_threads: int = Field(1, ge=1, le=64, description="Threads of the encoder in each process.")

    items_per_minute: int = Field(
        3000, ge=1000, description="Items that one system may send in a minute; a batch counts its items."
    )

    operator: str = Field("the operator", description="Name of the independent operator.")
    contact: str = Field("the person who invited you", description="Whom respondents ask for a new code.")
    website: str = Field("https://example.org/", description="The operator's website.")
    email: str = Field("feedback@example.org", description="The operator's address for developers.")
    months_kept: int = Field(12, ge=1, description="Months after which cleaned text is gone, as promised.")
    next_round: date | None = Field(None, description="First day of the next round, for respondents.")
    results_url: str = Field("/results", description="Where results and actions are published.")

    epsilon: float = Field(1.0, description="Privacy loss of one quarter's release.")
    epsilon_per_year: float = Field(4.0, description="Privacy loss of one calendar year at most.")
    tokens_per_period: int = Field(1, description="Messages of one member in one quarter at most.")
    threshold: float = Field(10.0, description="Votes below which nothing is shown.")
    expected_messages: int = Field(0, ge=0, description="Messages expected in a quarter.")
    quarters_per_release: int = Field(
        1, description="Quarters counted together: 1, 2 (half-year) or 4 (year)."
    )
    members_sounding_board: int = Field(0, ge=0, description="Eligible members of the sounding board.")
    members_chain_partner: int = Field(0, ge=0, description="Eligible people at chain partners.")
    members_staff: int = Field(0, ge=0, description="Eligible members of staff.")

    signing_key: Path | None = Field(None, description="PEM file of the Ed25519 key that signs releases.")
    form_key: SecretBytes = Field(
        default_factory=lambda: SecretBytes(secrets.token_bytes(32)),
        description="Key that seals the form between pages; fresh at every start unless workers share one.",
    )

    @property
    def policy(self) -> Policy:
        """The disclosure rules that these settings ask for; checked by the release room."""
        return Policy(
            epsilon=self.epsilon,
            epsilon_per_year=self.epsilon_per_year,
            tokens_per_period=self.tokens_per_period,
            threshold=self.threshold,
            members={
                SourceGroup.SOUNDING_BOARD: self.members_sounding_board,
                SourceGroup.CHAIN_PARTNER: self.members_chain_partner,
                SourceGroup.STAFF: self.members_staff,
            },
            expected_messages=self.expected_messages,
            quarters_per_release=self.quarters_per_release,
        )
