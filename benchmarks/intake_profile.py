"""Where the milliseconds of one post go: each part of *receive* and of the door, on one core.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/intake_profile.py [--posts 400]

Posts the texts of ``benchmarks/intake.py`` one after the other through the application in this process, with
a clock around each part. What a part calls that has a clock of its own is taken off; what is left over is the
framework. Medians of the posts would not add up, so the figures are means after a warm-up.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from intake import client_token, console, texts
from rich.table import Table

from feedback_api import assemble
from feedback_api.classify.classifier import Classifier
from feedback_api.classify.encoder import TunedEncoder
from feedback_api.deidentify.engine import Deidentifier
from feedback_api.flows import read_submission, receive
from feedback_api.flows.limit_items import ItemLimit
from feedback_api.intake import language
from feedback_api.settings import Settings
from feedback_api.web import posting

PARTS: tuple[tuple[str, Any, str], ...] = (
    ("who calls (a row of the database)", posting, "identify_client"),
    ("the limit of items", ItemLimit, "take"),
    ("was this sent before? (two rows)", receive, "received_before"),
    ("cues of dependence", read_submission, "_screen"),
    ("cues of danger", read_submission, "in_danger"),
    ("which language", language, "identify"),
    ("themes: the encoder", TunedEncoder, "encode"),
    ("themes: spelling, heads", Classifier, "classify"),
    ("identifying details out", Deidentifier, "deidentify"),
    ("inbox row and answer, on the disk", receive, "keep_once"),
)


class Clock:
    """Adds up what each part takes by itself."""

    def __init__(self) -> None:
        self.own: dict[str, float] = defaultdict(float)
        self._inside = [0.0]

    def around(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, with its time counted under a name."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inside.append(0.0)
            started = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                took = time.perf_counter() - started
                self.own[name] += took - self._inside.pop()
                self._inside[-1] += took

        return timed


async def post(app: Any, token: str, body: dict[str, str], key: str) -> int:
    """One post through the application, without a network."""
    sent = json.dumps(body).encode()
    headers = {
        "authorization": f"Bearer {token}",
        "content-type": "application/json",
        "idempotency-key": key,
        "content-length": str(len(sent)),
    }
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/feedback-items",
        "raw_path": b"/v1/feedback-items",
        "query_string": b"",
        "root_path": "",
        "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    answered: list[int] = []

    async def receive_body() -> dict[str, object]:
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        answered.append(message.get("status", 0))

    await app(scope, receive_body, send)
    return answered[0]


async def run(app: Any, token: str, posts: int, mark: str) -> None:
    """So many posts, one after the other."""
    for number, body in enumerate(texts()[:posts]):
        status = await post(app, token, body, f"{mark}{number}")
        if status not in (201, 400):
            raise SystemExit(f"unexpected answer {status}")


def main() -> None:
    """Warm up, put clocks around the parts, post, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=400)
    posts = parser.parse_args().posts
    with tempfile.TemporaryDirectory(dir=Path(__file__).parents[1], prefix=".intake-") as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/profile.db", items_per_minute=10**6)
        token = client_token(settings.database_url)
        reader = assemble.load_reader(settings)
        reader.deidentifier.read_all_lists()
        app = assemble.build(settings, assemble.open_current_store(settings), reader)
        asyncio.run(run(app, token, 50, "warm"))
        clock = Clock()
        for name, owner, function in PARTS:
            setattr(owner, function, clock.around(name, getattr(owner, function)))
        started = time.perf_counter()
        asyncio.run(run(app, token, posts, "p"))
        whole = time.perf_counter() - started
    show(clock.own, whole, posts)


def show(own: dict[str, float], whole: float, posts: int) -> None:
    """The parts by size, with a bar for each."""
    rest = {"framework: routing, JSON, schema, threads": whole - sum(own.values())}
    table = Table("part", "ms", "share", "")
    for name, seconds in sorted((own | rest).items(), key=lambda pair: -pair[1]):
        share = seconds / whole
        table.add_row(name, f"{seconds / posts * 1000:.2f}", f"{share:.0%}", "█" * round(share * 40))
    table.add_row("one post", f"{whole / posts * 1000:.2f}", "100%", "")
    console.print(table)


if __name__ == "__main__":
    main()
