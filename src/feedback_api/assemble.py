"""The only place that wires parts together."""

import contextlib
import hashlib
import hmac
import os
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import APIRouter
from sqlalchemy import Engine
from starlette.types import ASGIApp

from feedback_api.classify.classifier import load_classifier
from feedback_api.classify.train import Report, train_heads
from feedback_api.classify.train_cues import train_pending
from feedback_api.deidentify.engine import load_deidentifier
from feedback_api.deidentify.tiers import stored_languages
from feedback_api.flows import admit, keep_codebook, receive, settle, spend_pass
from feedback_api.flows.deliver import Sender, deliver
from feedback_api.flows.erase_expired import forget_attempts
from feedback_api.flows.fetch_keys import fetch_keys
from feedback_api.flows.identify_client import TrustedIssuer
from feedback_api.flows.limit_items import ItemLimit
from feedback_api.flows.reach_receiver import Road, trusted_authorities
from feedback_api.flows.receive import Reader
from feedback_api.flows.register_pass_keys import registered_pass_keys
from feedback_api.flows.sign_in_at_provider import TrustedProvider
from feedback_api.flows.webhook_key import load_webhook_key
from feedback_api.intake.normalise import MOST_CHARACTERS, read_words
from feedback_api.membership.issuer_keys import KeyRing
from feedback_api.release.budget import check_policy
from feedback_api.settings import Settings
from feedback_api.signin.on_the_way import SealedCookies
from feedback_api.signin.provider import IdentityProvider
from feedback_api.store import schema
from feedback_api.store.engine import open_database
from feedback_api.terms.codebook import Codebook, SourceGroup
from feedback_api.terms.codebooks import Codebooks
from feedback_api.terms.errors import Unavailable
from feedback_api.terms.feedback import Preview, Submission, Ticket
from feedback_api.terms.passes import PassKey
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import RawText
from feedback_api.web.accessibility import accessibility_router
from feedback_api.web.actions_page import actions_page_router
from feedback_api.web.app import create_app
from feedback_api.web.dashboard import results_router
from feedback_api.web.deadlines import DeadlineProtocol
from feedback_api.web.desk_actions import actions_desk_router
from feedback_api.web.desk_door import desk_router
from feedback_api.web.desk_pages import DeskPages
from feedback_api.web.desk_provider import provider_router
from feedback_api.web.desk_review import review_router
from feedback_api.web.explore import Explorer, explore_router
from feedback_api.web.explore_pages import contents
from feedback_api.web.feed import feed_router
from feedback_api.web.intake_form import form_router
from feedback_api.web.letting_in import SIGN_INS_PER_MINUTE
from feedback_api.web.pages import Facts, Pages
from feedback_api.web.pass_directory import pass_directory_router
from feedback_api.web.picture_pages import picture_contents
from feedback_api.web.proofs import CertificateHeader, Proofs
from feedback_api.web.sealed_texts import TextSeal
from feedback_api.web.services import Operator, Services
from feedback_api.web.texts import available_languages
from feedback_api.web.typed import Keeper

_HELP_KEYS = ("help.112", "help.113", "help.veiligthuis", "help.comensha", "help.doctor", "help.child")
_SETTLE_EVERY_SECONDS = 60.0
_DELIVER_EVERY_SECONDS = 30.0
_SHIPPED_HEADS = Path(__file__).parent / "classify" / "heads"
_SHIPPED_LANGUAGES = Path(__file__).parent / "intake" / "languages.npz"


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def load_reader(settings: Settings) -> Reader:
    """Load word lists and model; takes about a second."""
    return Reader(load_deidentifier(), load_classifier(threads=settings.encoder_threads))


def open_store(settings: Settings) -> Engine:
    """Open the configured database."""
    return open_database(settings.database_url, settings.lock_timeout, settings.database_connections)


def open_current_store(settings: Settings) -> Engine:
    """Open the configured database, if its schema is ours.

    Raises:
        Unavailable: when the schema is another; says which command mends that.
    """
    database = open_store(settings)
    if not schema.is_current(database):
        raise Unavailable("the database has another schema; run: feedback-api migrate")
    return database


def codebooks() -> Codebooks:
    """All versions of the codebook: ``codebook.json`` is the newest, ``codebook-1.json`` an older one."""
    folder = resources.files("feedback_api.terms")
    names = (entry.name for entry in folder.iterdir())
    return Codebooks.of(
        [folder.joinpath(n).read_bytes() for n in names if n.startswith("codebook") and n.endswith(".json")]
    )


def codebook_in_force(database: Engine, period: ReportingPeriod) -> int:
    """Version of the codebook that a quarter is counted with."""
    return keep_codebook.codebook_in_force(database, codebooks(), period, now().date())


def codebook() -> Codebook:
    """The codebook in force."""
    return codebooks().newest.codebook


def build(
    settings: Settings, database: Engine, reader: Reader, clock: Callable[[], datetime] = now
) -> ASGIApp:
    """The application, ready to serve.

    Raises:
        ReleaseRefused: when the configured policy is outside the hard limits; it does not start.
    """
    check_policy(settings.policy)
    pages = Pages(_facts(settings))
    # Hashed, so that a key of any length set by an operator fits the cipher.
    form_key = hashlib.sha256(settings.form_key.get_secret_value()).digest()
    services = Services(
        reader=reader,
        database=database,
        clock=clock,
        codebooks=codebooks(),
        policy=settings.policy,
        operator=Operator(settings.operator, settings.website, settings.email),
        limit=ItemLimit(database, form_key, settings.items_per_minute, clock),
        help_lines=lambda language: _help_lines(pages, language),
        origins=frozenset(settings.allowed_origins.split()),
        proofs=_proofs(settings, clock),
    )
    form = form_router(_Form(reader, database, settings, clock), pages, form_key)
    routers = [form, results_router(services, pages), accessibility_router(pages, settings.email)]
    routers.append(feed_router(services, pages))
    routers.append(actions_page_router(services, pages))
    routers.append(explore_router(Explorer(services, pages), contents(database) | picture_contents()))
    if settings.pass_issuer:
        routers.append(_pass_directory(settings, database, clock))
    typed_key = hmac.digest(form_key, b"typed when a session had ended", "sha256")
    desk = DeskPages(pages, Keeper(typed_key, lambda: clock().timestamp()))
    routers += _desk_doors(settings, services, desk, form_key)
    return create_app(services, pages, desk, routers)


def _desk_doors(settings: Settings, services: Services, desk: DeskPages, form_key: bytes) -> list[APIRouter]:
    """The way in at a provider if there is one, else with one-time links; never both."""
    attempts = ItemLimit(services.database, form_key, SIGN_INS_PER_MINUTE, services.clock)
    registration = settings.sign_in_registration
    routers = [desk_router(services, desk, attempts, links=registration is None)]
    texts = TextSeal(hmac.digest(form_key, b"masked texts on a page of the desk", "sha256"))
    routers.append(review_router(services, desk, texts))
    routers.append(actions_desk_router(services, desk))
    if registration is not None:

        def seconds() -> float:
            return services.clock().timestamp()

        identity = IdentityProvider(registration, seconds)
        # Workers share the form's key, and with it who is on the way to the provider.
        cookies = SealedCookies(hmac.digest(form_key, b"on the way to the desk", "sha256"), seconds)
        at = TrustedProvider(registration.provider, identity, settings.role_rules, cookies)
        routers.insert(0, provider_router(services, desk, at, attempts))
    return routers


def _pass_directory(settings: Settings, database: Engine, clock: Callable[[], datetime]) -> APIRouter:
    def open_keys() -> list[PassKey]:
        keys, today = registered_pass_keys(database), clock().date()
        return [key for key in keys if not key.period.is_closed(today)]

    return pass_directory_router(open_keys, f"{settings.pass_issuer}/token-request")


def _proofs(settings: Settings, clock: Callable[[], datetime]) -> Proofs:
    rules, issuer, certificates = settings.token_rules, None, None
    if rules is not None:
        ring = KeyRing(lambda: fetch_keys(settings.key_source), lambda: clock().timestamp())
        issuer = TrustedIssuer(rules, ring)
    if settings.certificate_header:
        certificates = CertificateHeader(settings.certificate_header, settings.trusted_proxies)
    return Proofs(issuer, settings.oauth_token_address or None, certificates, settings.pass_door)


def _facts(settings: Settings) -> Facts:
    return Facts(
        operator=settings.operator,
        contact=settings.contact,
        publish_url=settings.results_url,
        least_messages=int(settings.threshold),
        months=settings.months_kept,
        most_characters=MOST_CHARACTERS,
        next_round=settings.next_round,
        least_members=settings.policy.least_members,
        # The form promises what the measured tiers do, Dutch and English first.
        kept_languages=tuple(sorted(stored_languages(), key=lambda code: (code != "nl", code != "en", code))),
    )


def _help_lines(pages: Pages, language: str | None) -> Sequence[str]:
    spoken = (language or "").split("-")[0].lower()
    texts = pages.texts(spoken if spoken in available_languages() else "en")
    return [texts.text(key) for key in _HELP_KEYS]


class _Form:
    """What the form's pages may do, each a flow."""

    def __init__(
        self, reader: Reader, database: Engine, settings: Settings, clock: Callable[[], datetime]
    ) -> None:
        self._reader, self._database, self._clock = reader, database, clock
        self._policy, self._pass_door = settings.policy, settings.pass_door

    def today(self) -> date:
        return self._clock().date()

    def check_invitation(self, code: str) -> SourceGroup:
        if spend_pass.is_pass(code):
            group = spend_pass.check_typed_pass(self._database, self._pass_door, code, self._clock())
        else:
            group = admit.check_code(self._database, code, self._clock())
        admit.check_group(self._policy, group)
        return group

    def read_words(self, words: str, pointer: str) -> RawText | None:
        return read_words(words, pointer)

    def preview(self, submission: Submission) -> Preview:
        return receive.preview(self._reader, submission)

    def receive(self, submission: Submission, ticket: Ticket) -> None:
        admit.check_group(self._policy, submission.source_group)
        reader, database, now = self._reader, self._database, self._clock()
        if spend_pass.is_pass(ticket.code):
            door = self._pass_door
            spend_pass.receive_with_typed_pass(reader, database, door, submission, ticket, now)
        else:
            receive.receive_with_code(reader, database, submission, ticket, now)


def serve(settings: Settings, with_jobs: bool = False) -> None:
    """Serve until interrupted; with jobs, this process also settles its inbox and delivers webhooks."""
    if settings.workers == 1:
        serve_app(application(settings), settings, with_jobs)
        return
    # Workers are separate processes: they share the form's key through their environment, in memory.
    os.environ.setdefault("FEEDBACK_FORM_KEY", settings.form_key.get_secret_value().hex())
    # The server starts further processes by name; it takes nothing else.
    with _jobs(settings, with_jobs):
        uvicorn.run(
            "feedback_api.assemble:application",
            factory=True,
            workers=settings.workers,
            **listening(settings),
        )


def serve_app(
    app: ASGIApp, settings: Settings, with_jobs: bool, on_ready: Callable[[], None] = lambda: None
) -> None:
    """Serve an application in this process until it is interrupted; says when it listens."""
    config = uvicorn.Config(app, **listening(settings))
    # The server passes the signal on when it has closed its connections; that is a clean end.
    with _jobs(settings, with_jobs), contextlib.suppress(KeyboardInterrupt):
        _Server(config, on_ready).run()


def listening(settings: Settings) -> dict[str, Any]:
    """How the server listens. No access log: addresses and times are not ours to keep."""
    return {
        "host": settings.host,
        "port": settings.port,
        "http": DeadlineProtocol,
        "ws": "none",
        "access_log": False,
        "server_header": False,
        # Whoever connects is who the connection says; a header that says otherwise is not believed.
        "proxy_headers": False,
        "log_level": "warning",
    }


@contextlib.contextmanager
def _jobs(settings: Settings, wanted: bool) -> Iterator[None]:
    stop = threading.Event()
    if wanted:
        threading.Thread(target=_settle_now_and_then, args=(settings, stop), daemon=True).start()
        if settings.webhook_key is not None:
            # Beside the other: a receiver that hangs keeps no message waiting.
            work = (settings, webhook_sender(settings), stop)
            threading.Thread(target=_deliver_now_and_then, args=work, daemon=True).start()
    try:
        yield
    finally:
        stop.set()


class _Server(uvicorn.Server):
    """A server that tells when it listens: what is printed then works at once."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def application(settings: Settings | None = None) -> ASGIApp:
    """The application of one worker process, from the environment."""
    chosen = settings or Settings()
    reader = load_reader(chosen)
    read_lists_meanwhile(reader)
    database = open_current_store(chosen)
    keep_codebook.remember_codebooks(database, codebooks(), now().date())
    return build(chosen, database, reader)


def read_lists_meanwhile(reader: Reader) -> None:
    """Read the lists of all languages beside the first requests, so that nobody waits for one's own."""
    threading.Thread(target=reader.deidentifier.read_all_lists, daemon=True).start()


def _settle_now_and_then(settings: Settings, stop: threading.Event) -> None:
    database = open_store(settings)
    settled_on = now().date()
    while not stop.wait(_SETTLE_EVERY_SECONDS):
        today = now().date()
        try:
            settle.settle(database, 1 if today > settled_on else settle.SETTLE_AT)
            if today > settled_on:
                forget_attempts(database, today)
        except Unavailable:
            continue  # The inbox is durable: the next round settles it.
        settled_on = today


def webhook_sender(settings: Settings) -> Sender:
    """What webhooks are sent with.

    Raises:
        WebhooksNotSetUp: when key, source or authorities are missing or cannot be used.
    """
    road = Road(trusted_authorities(settings.webhook_authorities), settings.webhook_loopback)
    key = load_webhook_key(settings.webhook_key)
    return Sender(key, settings.webhook_source, settings.webhook_days, road)


def _deliver_now_and_then(settings: Settings, sender: Sender, stop: threading.Event) -> None:
    database = open_store(settings)
    while not stop.is_set():
        with contextlib.suppress(Unavailable):  # The outbox is durable: the next round delivers.
            deliver(database, sender, now)
        stop.wait(_DELIVER_EVERY_SECONDS)


def train(
    examples: Sequence[Path],
    output: Path | None,
    progress: Callable[[int, int], None],
    *,
    keep_encoder: bool = False,
) -> Report:
    """Tune the encoder and train the heads; without an output, the ones that are shipped."""
    return train_heads(examples, output or _SHIPPED_HEADS, progress, keep_encoder=keep_encoder)


def train_cues(
    cues: Sequence[Path], ordinary: Path, output: Path | None, progress: Callable[[int, int], None]
) -> None:
    """Train the head that hears a pending decision; without an output, the one that is shipped."""
    train_pending(cues, sorted(ordinary.glob("*.jsonl")), output or _SHIPPED_HEADS, progress)


def learn_languages(texts: Path, output: Path | None) -> None:
    """Train the table that tells languages apart; without an output, the one that is shipped."""
    # Needs packages that only training needs.
    from feedback_api.intake.learn_languages import learn_languages as learn

    learn(texts).write(output or _SHIPPED_LANGUAGES)
