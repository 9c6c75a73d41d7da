"""The issuer's own database: its history both ways with data, nothing of the product, no order."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from feedback_api.issuer import schema
from feedback_api.issuer.tables import METADATA
from feedback_api.store import schema as products
from feedback_api.store.engine import open_database

ROWS = {
    "issuance": "(pseudonym, period, issued) VALUES (:key, '2026-Q4', 1)",
    "waiting_code": "(code, source_group, last_day) VALUES ('c', 'staff', '2026-12-31')",
}


@pytest.fixture
def empty(empty_url):
    engine = open_database(empty_url)
    yield engine
    engine.dispose()


def fill(engine) -> None:
    with engine.begin() as connection:
        for table, values in ROWS.items():
            connection.execute(text(f"INSERT INTO {table} {values}"), {"key": b"k" * 32})


def test_up_down_and_up_again_with_data(empty):
    assert not schema.is_current(empty)
    schema.upgrade(empty)
    assert schema.is_current(empty)
    options = {"version_table": schema.VERSIONS}
    with empty.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []
    fill(empty)
    schema.upgrade(empty)  # a second run changes nothing
    with empty.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM issuance")).scalar_one() == 1
    schema.downgrade(empty, "base")
    assert set(inspect(empty).get_table_names()) <= {schema.VERSIONS}
    schema.upgrade(empty)
    fill(empty)


def test_neither_takes_the_other_for_its_own(empty, sqlite):
    schema.upgrade(empty)
    assert not products.is_current(empty)
    assert not schema.is_current(sqlite)
    assert set(inspect(empty).get_table_names()) == {*ROWS, schema.VERSIONS}


def test_no_row_order_and_no_time(small_counts):
    with small_counts.connect() as connection:
        tables = dict(
            connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
        )
    for table in ROWS:
        assert "WITHOUT ROWID" in tables[table]
        assert not any(word in tables[table].upper() for word in ("TIMESTAMP", "DATETIME", "AUTOINCREMENT"))
