"""What tests of webhooks share: a receiver to talk to, and a house that has something to tell."""

import base64
import hashlib
import hmac
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from feedback_api.flows.deliver import Sender, deliver
from feedback_api.flows.reach_receiver import Road, trusted_authorities
from feedback_api.flows.subscribe import subscribe
from feedback_api.store.engine import writing
from feedback_api.store.outbox import add_events
from feedback_api.terms.signals import Event, EventType

KEY = bytes(range(32))
SOURCE = "urn:nld:oin:00000001823288444000:systeem:feedback"
START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)


@dataclass
class Receiver:
    """A receiver's process, and what it got so far."""

    folder: Path
    process: "subprocess.Popen[bytes]"
    scheme: str = "http"

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text())

    @property
    def address(self) -> str:
        return f"{self.scheme}://localhost:{self.port}/in"

    def behave(self, how: str) -> None:
        (self.folder / "behaviour").write_text(how)

    @property
    def received(self) -> list[dict]:
        file = self.folder / "received"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    @property
    def ids(self) -> list[str]:
        return [one["headers"]["webhook-id"] for one in self.received]

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + 20
        while len(self.received) < count:
            assert time.monotonic() < until, "nothing arrived"
            time.sleep(0.02)


@contextmanager
def receiver_in(folder: Path, *certificate: Path, host: str = "127.0.0.1") -> Iterator[Receiver]:
    """A receiver that runs until the end of the block."""
    folder.mkdir(exist_ok=True)
    script = Path(__file__).with_name("receiver.py")
    process = subprocess.Popen([sys.executable, str(script), str(folder), host, *map(str, certificate)])
    try:
        until = time.monotonic() + 20
        while not (folder / "port").exists():
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
        yield Receiver(folder, process, "https" if certificate else "http")
    finally:
        process.kill()
        process.wait()


@dataclass
class Told:
    """A house with a clock of its own, that delivers when it is told to."""

    database: Engine
    road: Road = field(
        default_factory=lambda: Road(trusted_authorities(), loopback_allowed=True, most_seconds=1.0)
    )
    moment: datetime = START
    days: int = 7

    @property
    def sender(self) -> Sender:
        return Sender(KEY, SOURCE, self.days, self.road)

    def subscribe(
        self, address: str, name: str = "planning", events: frozenset = frozenset(EventType)
    ) -> str:
        return subscribe(self.database, KEY, self.road, (name, address, events))

    def tell(self, *ids: str, kind: EventType = EventType.RELEASE_PUBLISHED) -> None:
        with writing(self.database) as session:
            add_events(session, [Event(one, kind, "2026-Q3", DAY, {"period": "2026-Q3"}) for one in ids])

    def deliver(self) -> dict[str, int]:
        return {
            o.value: count for o, count in deliver(self.database, self.sender, lambda: self.moment).items()
        }

    def later(self, **time_passed: float) -> None:
        self.moment += timedelta(**time_passed)

    def rows(self, wanted: str = "state, attempts, outcome") -> list[tuple]:
        statement = f"SELECT {wanted} FROM webhook_delivery ORDER BY event_id, subscriber"
        with self.database.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]


def is_signed(request: dict, secret: str) -> bool:
    """Verify as a receiver would that knows only the documented rules."""
    headers = request["headers"]
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{request['body']}".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split(" ")
