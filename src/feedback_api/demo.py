"""``./run demo``: the whole product on this machine, filled with synthetic messages, then served."""

import argparse
import json
import os
import secrets
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Engine

from feedback_api import assemble
from feedback_api.flows import (
    create_key,
    invite,
    make_release,
    receive,
    register_client,
    settle,
    sign_in_link,
)
from feedback_api.flows.receive import Reader
from feedback_api.intake.normalise import read_words
from feedback_api.release.sign import load_signer
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.idempotency import Attempt
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, Rating, SourceGroup, Step
from feedback_api.terms.feedback import Submission, Ticket
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy
from feedback_api.terms.roles import Role
from feedback_api.terms.text import RawText

CHECKOUT = Path(__file__).resolve().parents[2]
MESSAGES = CHECKOUT / "demo" / "messages.jsonl"
ANSWERS = "demo/answers.csv"
STATE = CHECKOUT / ".state"

COPIES = 5
"""How often each distinct message is sent, as if by as many members: 950 messages in all."""

MEMBERS = {SourceGroup.SOUNDING_BOARD: 300, SourceGroup.CHAIN_PARTNER: 350, SourceGroup.STAFF: 300}
"""Invented membership, large enough for each group to get a column."""

_TRIED_PORTS = 20
_DESK_ACCOUNTS = ("first", "second")
_DEMO_CLIENT = "demo-partner"
_DESK_ACCOUNTS = ("first", "second")

_console = Console()


def main() -> None:
    """Seed once, say where everything is, serve until Ctrl-C."""
    try:
        _run(_options())
    except KeyboardInterrupt:
        _console.print("\nStopped before it was ready; the next start begins again.")
        os._exit(
            130
        )  # Threads still in the encoder would hold the exit up; a half-seeded state is discarded.


def _run(options: argparse.Namespace) -> None:
    state: Path = options.state.resolve()
    if options.reset and state.exists():
        shutil.rmtree(state)
    state.mkdir(mode=0o700, exist_ok=True)
    settings = _settings(state, options.port)
    started = time.monotonic()
    with _console.status("Loading word lists and model"):
        reader = assemble.load_reader(settings)
    database = _seeded(state, settings, reader)
    app = assemble.build(settings, database, reader)
    keys = _Keys(_token(database), _code(database, settings.policy), _links(database))
    assemble.serve_app(
        app,
        settings,
        with_jobs=True,
        on_ready=lambda: _show(settings, keys, time.monotonic() - started),
    )
    _console.print(f"\nStopped. What it stored lies in {state.name}; ./run demo --reset starts over.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="forget everything and start over")
    parser.add_argument(
        "--state", type=Path, default=STATE, help="folder for what it stores (default: .state)"
    )
    parser.add_argument("--port", type=int, default=8000, help="first port to try (default: 8000)")
    return parser.parse_args()


def _settings(state: Path, first_port: int) -> Settings:
    port = _free_port(first_port)
    return Settings(
        database_url=f"sqlite:///{state / 'demo.db'}",
        port=port,
        operator="Demonstration",
        signing_key=state / "signing-key.pem",
        expected_messages=COPIES * len(list(_messages())),
        members_sounding_board=MEMBERS[SourceGroup.SOUNDING_BOARD],
        members_chain_partner=MEMBERS[SourceGroup.CHAIN_PARTNER],
        members_staff=MEMBERS[SourceGroup.STAFF],
        results_url=f"http://127.0.0.1:{port}/results",
    )


def _free_port(first: int) -> int:
    for port in range(first, first + _TRIED_PORTS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    sys.exit(f"No free port from {first} on; choose another with --port.")


def _seeded(state: Path, settings: Settings, reader: Reader) -> Engine:
    """The demo's database, seeded into the quarter before this one; a half-seeded one starts over."""
    done = state / "seeded"
    if not done.exists():
        for leftover in state.glob("demo.db*"):
            leftover.unlink()
    database = assemble.open_store(settings)
    schema.upgrade(database)
    if not done.exists():
        cores = max(1, min(4, os.cpu_count() or 1))
        _seed(settings, database, [reader, *(assemble.load_reader(settings) for _ in range(cores - 1))])
        done.touch()
    return database


def _seed(settings: Settings, database: Engine, readers: Sequence[Reader]) -> None:
    period = ReportingPeriod.of(assemble.now().date()).previous
    day = datetime.combine(period.first_day + timedelta(days=40), datetime.min.time(), UTC)
    plan = list(_letters())
    started = time.monotonic()
    # Each thread has an encoder of its own: one shared by two threads would make them wait for each other.
    with _progress() as progress, ThreadPoolExecutor(len(readers)) as pool:
        task = progress.add_task(f"Receiving {len(plan)} messages of {period}", total=len(plan))
        shares = [plan[start :: len(readers)] for start in range(len(readers))]
        for done in [
            pool.submit(_send_all, *pair, database, day, lambda: progress.advance(task))
            for pair in zip(shares, readers, strict=True)
        ]:
            done.result()
    pace = len(plan) / (time.monotonic() - started)
    _console.print(f"Received at {pace:.0f} messages a second, each through the whole of receive.")
    settled = settle.settle(database)
    today = assemble.now().date()
    version = assemble.codebook_in_force(database, period)
    if settings.signing_key is not None and not settings.signing_key.exists():
        create_key.create_key(settings.signing_key)
    signer = load_signer(settings.signing_key)
    made = make_release.make_release(database, period, settings.policy, version, today, signer)
    _console.print(f"Settled {settled} messages; released {period} as {made.digest[:23]}…", highlight=False)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=_console,
    )


@dataclass(frozen=True, slots=True)
class _Letter:
    submission: Submission
    sender: str


def _messages() -> Iterator[dict[str, Any]]:
    for line in MESSAGES.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _letters() -> Iterator[_Letter]:
    for copy in range(COPIES):
        for number, message in enumerate(_messages()):
            yield _Letter(_submission(message), f"{copy}-{number}")


def _submission(message: dict[str, Any]) -> Submission:
    return Submission(
        source_group=SourceGroup(message["sourceGroup"]),
        step=Step(message["step"]),
        good=_words(message["good"], "/good"),
        improve=_words(message["improve"], "/improve"),
        partner_type=PartnerType(message["partnerType"]) if message["partnerType"] else None,
        rating=Rating(message["rating"]) if message["rating"] else None,
        language_hint=message["language"],
    )


def _words(words: str | None, pointer: str) -> RawText | None:
    return None if words is None else read_words(words, pointer)


def _send_all(
    letters: Sequence[_Letter], reader: Reader, database: Engine, day: datetime, tell: Callable[[], None]
) -> None:
    for letter in letters:
        _send(letter, reader, database, day)
        tell()


def _send(letter: _Letter, reader: Reader, database: Engine, day: datetime) -> None:
    """Through the same door as in life: a code for the sounding board, a system for the others."""
    if letter.submission.source_group is SourceGroup.SOUNDING_BOARD:
        (code,) = invite.invite(database, SourceGroup.SOUNDING_BOARD, 1, day.date())
        receive.receive_with_code(reader, database, letter.submission, Ticket(code), day)
    else:
        attempt = Attempt("demo-seed", letter.sender, letter.sender)
        receive.receive_from_system(reader, database, letter.submission, attempt, day)


def _token(database: Engine) -> str:
    """A fresh token at every start: only its hash is stored, so an old one cannot be shown again."""
    register_client.deregister_client(database, _DEMO_CLIENT)
    client = ApiClient(
        _DEMO_CLIENT, SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL, frozenset({Scope.FEEDBACK_WRITE})
    )
    return register_client.register_client(database, client)


def _code(database: Engine, policy: Policy) -> str:
    last_day = assemble.now().date() + timedelta(days=90)
    (code,) = invite.invite(database, SourceGroup.SOUNDING_BOARD, 1, last_day, policy)
    return code


def _links(database: Engine) -> tuple[str, ...]:
    """A way in at the desk for two people: what one writes, only the other can approve."""
    roles = frozenset(Role)
    return tuple(sign_in_link.make_link(database, name, roles, assemble.now()) for name in _DESK_ACCOUNTS)


@dataclass(frozen=True, slots=True)
class _Keys:
    """What opens the doors of this demo."""

    token: str
    code: str
    links: tuple[str, ...]


def _show(settings: Settings, keys: _Keys, seconds: float) -> None:
    token, base = keys.token, f"http://127.0.0.1:{settings.port}"
    curl = (
        f"curl -s {base}/v1/feedback-items -H 'Authorization: Bearer {token}' "
        f"-H 'Content-Type: application/json' -H 'Idempotency-Key: \"{secrets.token_hex(8)}\"' "
        """-d '{"improve": "The letter was hard to read. Call me on 06-12345678.", """
        """"step": "decision", "rating": "mixed", "language": "en", "dependency": "none"}'"""
    )
    lines = (
        f"Form               {base}/form",
        f"Results            {base}/results",
        f"Figures            {base}/explore",
        f"You said, we did   {base}/actions",
        f"API documentation  {base}/v1/docs",
        "",
        f"Invitation code    {keys.code}",
        f"API token          {token}",
        "",
        "Desk, for two people (each link once, within 15 minutes; use two browsers):",
        *(f"                   {base}/desk/en/sign-in#{link}" for link in keys.links),
    )
    _console.print(Panel("\n".join(lines), title=f"feedback-api, ready after {seconds:.1f} s", expand=False))
    # Printed plainly, on one line, so that it works when pasted.
    print(f"\n{curl}\n\n{_partner_lines(base, token)}\n\nStop with Ctrl-C.", flush=True)  # noqa: T201


def _partner_lines(base: str, token: str) -> str:
    """What a partner's developer pastes into a second terminal, in this folder."""
    client = f"FEEDBACK_TOKEN={token} FEEDBACK_URL={base} .venv/bin/feedback-client"
    check = f"{client} check"
    return "\n".join(
        (
            "# A connection, checked; a file, sent; your own system, watched through port 9000:",
            check,
            f"{client} send {ANSWERS}",
            f"{check} --listen 9000",
        )
    )


if __name__ == "__main__":
    main()
