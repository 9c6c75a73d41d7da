"""Settings from the environment, read once; every name starts with ``FEEDBACK_``."""

import re
import secrets
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretBytes, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from feedback_api.flows.fetch_keys import KeySource
from feedback_api.membership import access_tokens
from feedback_api.membership.access_tokens import TokenRules
from feedback_api.membership.issuer_keys import is_safe
from feedback_api.privacy_pass import directory
from feedback_api.signals.cloud_events import is_source
from feedback_api.signin.accounts import RoleRules
from feedback_api.signin.registration import Registration
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.passes import PassDoor
from feedback_api.terms.release import Policy
from feedback_api.terms.roles import Role

DESK_COMES_BACK = "/desk/signed-in"
"""Path that the provider of the desk sends people back to; registered there with the address."""


class Settings(BaseSettings):
    """How one deployment runs; the defaults are those of the design page."""

    # An error names the setting, never its value: some are secret.
    model_config = SettingsConfigDict(env_prefix="FEEDBACK_", frozen=True, hide_input_in_errors=True)

    database_url: str = Field("sqlite:///feedback.db", description="SQLite or postgresql+psycopg URL.")
    lock_timeout: float = Field(5.0, gt=0, description="Seconds a statement waits for another writer.")
    database_connections: int = Field(
        10, ge=2, le=1000, description="Connections that each process holds to PostgreSQL at most."
    )
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
    allowed_origins: str = Field(
        "", description="Web origins, with blanks between, whose pages may call what needs a token."
    )

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

    oauth_issuer: str = Field(
        "", description="Issuer whose access tokens are accepted; empty: API tokens only."
    )
    oauth_audience: str = Field("", description="Name of this API in access tokens (aud).")
    oauth_keys: str = Field(
        "", description="Address of the issuer's keys (JWKS); empty: as its metadata says."
    )
    oauth_token_address: str = Field("", description="Where clients get tokens, for the API's document.")
    oauth_algorithms: str = Field("PS256 ES256 RS256", description="Signatures allowed on access tokens.")
    oauth_clock_skew: int = Field(
        30, ge=0, le=300, description="Seconds that the issuer's clock and ours may differ."
    )
    certificate_header: str = Field(
        "", description="Header in which a proxy passes client certificates on; empty: none."
    )
    certificate_proxies: str = Field(
        "", description="Addresses or networks of the proxies that may send that header."
    )

    pass_issuer: str = Field(
        "", description="Address of the pass issuer, such as https://passes.example.org; empty: no passes."
    )
    pass_origin: str = Field("", description="Address of this form and API, as passes are made for it.")

    webhook_key: Path | None = Field(None, description="File of the key that webhook secrets are made from.")
    webhook_source: str = Field(
        "", description="Who sends webhooks, such as urn:nld:oin:00000001823288444000:systeem:feedback."
    )
    webhook_days: int = Field(
        7, ge=1, le=30, description="Days that a webhook is tried before it is given up."
    )
    webhook_authorities: Path | None = Field(
        None, description="PEM file of further authorities that receivers' certificates may come from."
    )
    webhook_loopback: bool = Field(
        False, description="Whether webhooks may go to this machine itself; for tests and demonstrations."
    )

    signin_address: str = Field("", description="Where people reach the desk; needed with a provider.")
    signin_provider: str = Field(
        "", description="OpenID Connect issuer where people of the desk sign in; empty: one-time links."
    )
    signin_client_id: str = Field("", description="Name under which that provider knows the desk.")
    signin_client_secret: SecretStr = Field(SecretStr(""), description="Its secret; empty: a public client.")
    signin_scope: str = Field("openid", description="Scopes to ask for; openid is among them.")
    signin_roles_claim: str = Field("roles", description="Claim of the ID token that says who may do what.")
    signin_designers: str = Field(
        "", description="Values of that claim, with blanks between, that mean designers."
    )
    signin_reviewers: str = Field("", description="Values that mean reviewers.")
    signin_editors: str = Field("", description="Values that mean editors of actions.")
    signin_deciders: str = Field(
        "", description="Values of people who decide on applications: with one of these, no role at all."
    )
    signin_clock_skew: int = Field(
        30, ge=0, le=300, description="Seconds that the provider's clock and ours may differ."
    )

    @model_validator(mode="after")
    def _refuse_nonsense(self) -> Self:
        source = bool(self.webhook_source) and not is_source(self.webhook_source)
        faults = (
            *self._oauth_faults(),
            *self._certificate_faults(),
            *self._pass_faults(),
            *self._sign_in_faults(),
            (source, "WEBHOOK_SOURCE", "a URN that begins with urn:nld: and names organisation and system"),
        )
        for wrong, setting, rule in faults:
            if wrong:
                raise ValueError(f"FEEDBACK_{setting}: {rule}")
        return self

    def _oauth_faults(self) -> tuple[tuple[bool, str, str], ...]:
        used = bool(self.oauth_issuer)
        addresses = (("OAUTH_KEYS", self.oauth_keys), ("OAUTH_TOKEN_ADDRESS", self.oauth_token_address))
        algorithms = self.oauth_algorithms.split()
        unknown = set(algorithms) - set(access_tokens.ALGORITHMS)
        listed = "one or more of " + " ".join(access_tokens.ALGORITHMS)
        plain = bool(re.fullmatch(r"[^\s?#]*", self.oauth_issuer))
        return (
            (used and not (plain and is_safe(self.oauth_issuer)), "OAUTH_ISSUER", "an https address"),
            (used and not self.oauth_audience.strip(), "OAUTH_AUDIENCE", "needed with an issuer"),
            (bool(self.oauth_audience) and not used, "OAUTH_ISSUER", "needed with an audience"),
            (bool(unknown) or not algorithms, "OAUTH_ALGORITHMS", listed),
            *((bool(a) and not is_safe(a), setting, "an https address") for setting, a in addresses),
        )

    def _certificate_faults(self) -> tuple[tuple[bool, str, str], ...]:
        header, proxies = self.certificate_header, self.certificate_proxies.split()
        return (
            (not re.fullmatch(r"[A-Za-z0-9-]*", header), "CERTIFICATE_HEADER", "the name of a header"),
            (bool(proxies) and not header, "CERTIFICATE_HEADER", "needed with proxies"),
            (bool(header) and not proxies, "CERTIFICATE_PROXIES", "needed with a header"),
            (not all(map(_is_network, proxies)), "CERTIFICATE_PROXIES", "such as 10.1.2.3 or 10.1.2.0/28"),
        )

    def _pass_faults(self) -> tuple[tuple[bool, str, str], ...]:
        addresses = (("PASS_ISSUER", self.pass_issuer), ("PASS_ORIGIN", self.pass_origin))
        return (
            *((bool(a) and not _is_origin(a), name, "https and a host, no path") for name, a in addresses),
            (bool(self.pass_issuer) and not self.pass_origin, "PASS_ORIGIN", "needed with an issuer"),
            (bool(self.pass_origin) and not self.pass_issuer, "PASS_ISSUER", "needed with an origin"),
        )

    def _sign_in_faults(self) -> tuple[tuple[bool, str, str], ...]:
        used, address = bool(self.signin_provider), self.signin_address
        plain = bool(re.fullmatch(r"[^\s?#]*", self.signin_provider)) and is_safe(self.signin_provider)
        meant = frozenset[str]().union(*self.role_rules.values.values())
        return (
            (used and not plain, "SIGNIN_PROVIDER", "an https address"),
            (bool(meant) and not used, "SIGNIN_PROVIDER", "needed with values that mean a role"),
            (bool(address) and not _is_origin(address), "SIGNIN_ADDRESS", "https and a host, no path"),
            (used and not address, "SIGNIN_ADDRESS", "needed with a provider"),
            (used and not self.signin_client_id, "SIGNIN_CLIENT_ID", "needed with a provider"),
            (used and not meant, "SIGNIN_REVIEWERS", "with a provider, some value must mean a role"),
            ("openid" not in self.signin_scope.split(), "SIGNIN_SCOPE", "openid must be among the scopes"),
            (
                bool(meant & self.role_rules.deciders),
                "SIGNIN_DECIDERS",
                "a value that means a role cannot mean people who decide",
            ),
        )

    @property
    def role_rules(self) -> RoleRules:
        """Which accounts have which roles at the desk."""
        values = {
            Role.DESIGNER: self.signin_designers,
            Role.REVIEWER: self.signin_reviewers,
            Role.EDITOR: self.signin_editors,
        }
        sets = {role: frozenset(written.split()) for role, written in values.items()}
        return RoleRules(self.signin_roles_claim, sets, frozenset(self.signin_deciders.split()))

    @property
    def desk_address(self) -> str:
        """Where people reach the desk: as set, or on this very machine."""
        return self.signin_address or f"http://{self.host}:{self.port}"

    @property
    def sign_in_registration(self) -> Registration | None:
        """How the provider of the desk knows us; none when people sign in with one-time links."""
        if not self.signin_provider:
            return None
        return Registration(
            self.signin_provider,
            self.signin_client_id,
            self.signin_client_secret.get_secret_value(),
            self.signin_scope,
            self.signin_address + DESK_COMES_BACK,
            self.signin_clock_skew,
        )

    @property
    def pass_door(self) -> PassDoor | None:
        """The names that passes of this house carry; none when no issuer is configured."""
        if not self.pass_issuer:
            return None
        return PassDoor(urlsplit(self.pass_issuer).netloc, urlsplit(self.pass_origin).netloc)

    @property
    def pass_directory(self) -> str:
        """Where the pass issuer publishes its keys (RFC 9578, section 4)."""
        return self.pass_issuer + directory.PATH

    @property
    def token_rules(self) -> TokenRules | None:
        """How access tokens are checked; none when no issuer is configured."""
        if not self.oauth_issuer:
            return None
        algorithms = tuple(self.oauth_algorithms.split())
        return TokenRules(self.oauth_issuer, self.oauth_audience, algorithms, self.oauth_clock_skew)

    @property
    def key_source(self) -> KeySource:
        """Where the issuer's keys are."""
        return KeySource(self.oauth_issuer, self.oauth_keys or None)

    @property
    def trusted_proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Networks whose peers may pass client certificates on."""
        return tuple(ip_network(proxy) for proxy in self.certificate_proxies.split())

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


def _is_origin(address: str) -> bool:
    parts = urlsplit(address) if is_safe(address) and re.fullmatch("[!-~]+", address) else None
    return parts is not None and "@" not in parts.netloc and address == f"{parts.scheme}://{parts.netloc}"


def _is_network(written: str) -> bool:
    try:
        network = ip_network(written)
    except ValueError:
        return False
    # Everybody is no proxy: then anyone could claim any certificate.
    return network.prefixlen > 0
