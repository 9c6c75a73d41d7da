"""Server time and size of every page for designers, with forty releases in the house, on one core.

The application is called in this process, so its own time is all that is measured; the style sheet, a file
that is only sent, stands beside the pages as the least that an answer can take. The releases are the frozen
tests/data/release-by-partner.json under forty names: the largest kind there is, with every table.

    python benchmarks/pages.py [--rounds 60]
"""

import argparse
import gzip
import hashlib
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from rich.console import Console
from rich.progress import track
from starlette.testclient import TestClient

from feedback_api import assemble
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.engine import open_database, writing
from feedback_api.store.releases import add_release
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Frozen
from feedback_api.web.explore import MENU
from feedback_api.web.pages import STATIC

RELEASES = 40
MODEL = Path(__file__).parents[1] / "tests" / "data" / "release-by-partner.json"
PAGES = (
    *(path for path, _ in MENU),
    "/themes/waiting_time",
    "/themes/safety",
    "/steps/interview",
    "/steps/return",
)
BARE = "/static/explore.css"


def main() -> None:
    """Print one row for each page: median and 95th percentile in ms, kilobytes as sent, and as zipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, _site(Path(folder)) as site:
        styles = sum(len(gzip.compress((STATIC / n).read_bytes())) for n in ("site.css", "explore.css"))
        rows = [
            _row(site, path, rounds, styles) for path in track(_addresses(), console=Console(stderr=True))
        ]
    print("| page | median, ms | p95, ms | kB | kB, gzip, with styles |")  # noqa: T201
    print("|---|---|---|---|---|")  # noqa: T201
    print("\n".join(rows))  # noqa: T201


def _addresses() -> list[str]:
    return [BARE, *(f"/explore/nl{path}" for path in PAGES)]


def _row(site: TestClient, path: str, rounds: int, styles: int) -> str:
    taken, body = list[float](), b""
    site.get(path)  # Reads what a running server has read long ago.
    for _ in range(rounds):
        started = time.perf_counter()
        body = site.get(path).content
        taken.append(1000 * (time.perf_counter() - started))
    worst = statistics.quantiles(taken, n=20)[-1]
    zipped = (len(gzip.compress(body)) + (0 if path == BARE else styles)) / 1000
    return (
        f"| `{path}` | {statistics.median(taken):.1f} | {worst:.1f} | {len(body) / 1000:.0f} | {zipped:.0f} |"
    )


def _site(folder: Path) -> TestClient:
    database = open_database(f"sqlite:///{folder / 'house.db'}")
    schema.upgrade(database)
    with writing(database) as session:
        for period, document in _documents():
            digest = f"sha256:{hashlib.sha256(document.encode()).hexdigest()}"
            add_release(session, period, Frozen(document, digest, date(2026, 11, 1)))
    # Nothing here reads a message, so no engine has to be there.
    return TestClient(assemble.build(Settings(), database, SimpleNamespace()))  # type: ignore[arg-type]


def _documents() -> Iterator[tuple[ReportingPeriod, str]]:
    model, period = json.loads(MODEL.read_text(encoding="utf-8")), ReportingPeriod(2016, 4)
    for _ in range(RELEASES):
        period = period.next
        yield period, json.dumps(model | {"id": str(period), "periods": [str(period)]}, sort_keys=True)


if __name__ == "__main__":
    main()
