"""What it costs to settle, release and erase a quarter of ten thousand to ten million messages.

    nice python benchmarks/load/records.py [--sizes 10000 100000 1000000 10000000]

Messages are made in the database's inbox (coded, with a text of usual length); then the product's own flows
settle them, settle twenty more beside them, release and erase the quarter, each in a process of its own on a
PostgreSQL 18 set as the docs ask, which waits for its disk. Processor seconds are of our process and of the
server together: on a busy machine they say more than the clock. Figures go to ``measured.json`` beside this.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ground import HERE, Postgres, cpu_seconds, family, megabytes, postgres
from sqlalchemy import Engine, text

from feedback_api.flows.create_key import create_key
from feedback_api.flows.erase_expired import erase_expired
from feedback_api.flows.make_release import make_release
from feedback_api.flows.settle import settle
from feedback_api.release.sign import load_signer
from feedback_api.store.engine import open_database
from feedback_api.terms.codebook import SourceGroup, Step, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy

PERIOD, TODAY, ERASED_ON = ReportingPeriod(2026, 3), date(2026, 10, 2), date(2026, 11, 20)
STEPS = ("settle", "settle 20 more", "release", "erase")
_MORE = 20


def main() -> None:
    """Measure each size and print a line for each step."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 10_000_000])
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--key", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        _say(_work(options.step, options.url, options.sizes[0], options.key))
        return
    found = []
    with postgres() as server, tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "key.pem"
        create_key(key)
        for size in options.sizes:
            found += _measure(server, size, key)
    keep("records", found)


def _measure(server: Postgres, size: int, key: Path) -> list[dict[str, float | str]]:
    url, lines = server.fresh(f"records_{size}"), []
    database = open_database(url)
    for step in STEPS:
        if step.startswith("settle"):
            _fill(database, _MORE if step.endswith("more") else size)
        with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))
        line = {"step": step, "messages": size} | _watched(server, url, step, size, key)
        line["microseconds of processor a message"] = round(float(line["cpu"]) / size * 1e6, 2)
        print(json.dumps(line), flush=True)  # noqa: T201
        lines.append(line)
    database.dispose()
    server.drop(f"records_{size}")
    return lines


def _watched(server: Postgres, url: str, step: str, size: int, key: Path) -> dict[str, float | str]:
    """Run a step in a process; its figures with those of the server and of the disk."""
    before, most, stop = cpu_seconds(server.pid), [0.0, 0.0], threading.Event()

    def watch() -> None:
        while not stop.wait(1.0):
            most[0] = max(most[0], megabytes(family(server.pid)))
            most[1] = max(most[1], server.megabytes_on_disk)

    watcher = threading.Thread(target=watch)
    watcher.start()
    command = [
        sys.executable,
        __file__,
        "--step",
        step,
        "--url",
        url,
        "--sizes",
        str(size),
        "--key",
        str(key),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    stop.set()
    watcher.join()
    line: dict[str, float] = json.loads(done.stdout)
    line["cpu"] = round(line["cpu"] + cpu_seconds(server.pid) - before, 2)
    return line | {"MB of the server": round(most[0]), "MB on disk": round(most[1])}


def _work(step: str, url: str, size: int, key: Path) -> dict[str, float]:
    """One step of the product, in this process."""
    database = open_database(url)
    works: dict[str, Callable[[], object]] = {
        "settle": lambda: settle(database),
        "settle 20 more": lambda: settle(database),
        "release": lambda: make_release(
            database, PERIOD, Policy(expected_messages=size), 1, TODAY, load_signer(key)
        ),
        "erase": lambda: erase_expired(database, ERASED_ON),
    }
    started, before = time.monotonic(), time.process_time()
    done = works[step]()
    took = {
        "seconds": round(time.monotonic() - started, 2),
        "cpu": round(time.process_time() - before, 2),
        "MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    expected = {"settle": size, "settle 20 more": _MORE, "erase": size + _MORE}
    if step in expected and done != expected[step]:
        raise SystemExit(f"{step}: {done} messages instead of {expected[step]}")
    database.dispose()
    return took


def _fill(database: Engine, messages: int) -> None:
    """Messages in the inbox: random keys, a text of usual length, one to three themes."""
    lists = {"groups": list(SourceGroup), "steps": list(Step), "themes": list(Theme)}
    with database.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO inbox_item (id, period, source_group, step, rating, sentiment, improve, themes) "
                "SELECT uuid_send(gen_random_uuid()), :period, (CAST(:groups AS text[]))[1 + i % 3], "
                "(CAST(:steps AS text[]))[1 + i / 7 % 11], "
                "(ARRAY['good', 'mixed', 'bad', NULL])[1 + i / 5 % 4], "
                "(ARRAY['negative', 'neutral', 'positive', 'mixed'])[1 + i / 3 % 4], repeat('woord ', 20), "
                "(SELECT string_agg((CAST(:themes AS text[]))[1 + (i / 11 + 8 * n) % 25], ' ') "
                "FROM generate_series(0, i % 3) AS n) FROM generate_series(1, :messages) AS i ORDER BY 1"
            ),
            {"period": str(PERIOD), "messages": messages, **lists},
        )


def _say(figures: dict[str, float]) -> None:
    print(json.dumps(figures))  # noqa: T201


def keep(name: str, figures: object) -> None:
    """Put figures into the file that the capacity page is computed from."""
    path = HERE / "measured.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(kept | {name: figures}, indent=1) + "\n")


if __name__ == "__main__":
    main()
