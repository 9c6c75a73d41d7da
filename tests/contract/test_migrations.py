"""One history, on both databases, up and down with data."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from feedback_api.store import partitions, schema
from feedback_api.store.engine import open_database, writing
from feedback_api.terms.period import ReportingPeriod

ROWS = {
    "inbox_item": "(period, source_group, step, sentiment, id, themes) VALUES "
    "('2026-Q3', 'staff', 'waiting', 'mixed', :key, 'policy')",
    "feedback_record": "(period, source_group, step, sentiment, id) VALUES "
    "('2026-Q3', 'staff', 'waiting', 'mixed', :key)",
    "theme_assignment": "(record_id, period, theme, sixths) VALUES (:key, '2026-Q3', 'policy', 6)",
    "invitation": "(code_hash, source_group, last_day) VALUES (:key, 'staff', '2026-12-31')",
    "published_release": "(period, document, digest, frozen_on) VALUES ('2026-Q3', '{}', 'd', '2026-10-01')",
    "carried_quarter": "(period) VALUES ('2026-Q2')",
    "request_count": "(key, half_day, taken) VALUES (:key, 41000, 1)",
    "desk_secret": '("only", secret) VALUES (1, :key)',
    "desk_session": "(cookie_hash, person, roles, idle_until, ends) VALUES (:key, 'p', 'reviewer', 1, 2)",
    "sign_in_link": "(code_hash, person, roles, ends) VALUES (:key, 'p', 'editor', 2)",
    "spent_sign_in": "(state_hash, ends) VALUES (:key, 2)",
    "audit_entry": "(day, person, verb, subject, theme) VALUES "
    "('2026-10-02', 'p', 'read', 'texts', 'policy')",
    "paraphrase": "(id, period, theme, nl, en, state, written_by) VALUES "
    "('1', '2026-Q3', 'policy', 'nl', 'en', 'waiting', 'p')",
    "leak_candidate": "(language, step, entry, kind) VALUES ('nl', 'keep list', 'roos', 'person')",
    "signal_event": "(id, type, subject, day, data) VALUES ('e', 'a', 's', '2026-10-02', 'd')",
    "webhook_subscriber": "(name, address, events, state, salt, key_mark) VALUES "
    "('planning', 'https://hooks.example.org/', 'release-published', 'active', :key, :key)",
    "webhook_delivery": "(event_id, subscriber, state, attempts, first_tried_at, due_at) VALUES "
    "('e', 'planning', 'waiting', 0, 0, 0)",
    "ledger_entry": "(period, table_name, epsilon) VALUES ('2026-Q3', 't', 1.0)",
}


@pytest.fixture
def empty(empty_url):
    engine = open_database(empty_url)
    yield engine
    engine.dispose()


def fill(engine, tables=ROWS):
    with engine.begin() as connection:
        for table, values in ((table, ROWS[table]) for table in ROWS if table in tables):
            connection.execute(text(f"INSERT INTO {table} {values}"), {"key": b"0123456789abcdef"})


def quarter(engine):
    """On PostgreSQL a record needs the partition of its quarter, which the settle makes."""
    if engine.dialect.name == "postgresql":
        with writing(engine) as session:
            partitions.add_partitions(session, [ReportingPeriod(2026, 3)])


def test_the_history_ends_at_the_tables_in_the_code(empty):
    assert not schema.is_current(empty)
    schema.upgrade(empty)
    assert schema.is_current(empty)
    with empty.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_up_down_and_up_again_with_data(empty):
    schema.upgrade(empty)
    quarter(empty)
    fill(empty)
    schema.upgrade(empty)  # a second run changes nothing
    with empty.connect() as connection:
        for table in ROWS:
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 1
    schema.downgrade(empty, "base")
    assert set(inspect(empty).get_table_names()) <= {"alembic_version"}
    schema.upgrade(empty)
    quarter(empty)
    fill(empty)


def test_a_release_from_before_signatures_is_kept_both_ways(empty):
    schema.upgrade(empty, "0001")
    fill(empty, {"published_release", "feedback_record"})
    schema.upgrade(empty)
    with empty.connect() as connection:
        row = connection.execute(text("SELECT document, digest, signature FROM published_release")).one()
    assert tuple(row) == ("{}", "d", None)
    schema.downgrade(empty, "0001")
    with empty.connect() as connection:
        assert connection.execute(text("SELECT digest FROM published_release")).scalar_one() == "d"


CLIENT = "INSERT INTO api_client (client_id, token_hash, source_group, scopes) VALUES "


def names(engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT client_id FROM api_client ORDER BY client_id")).scalars())


def test_systems_with_a_token_live_on_and_those_without_go_on_the_way_back(empty):
    schema.upgrade(empty, "0004")
    with empty.begin() as connection:
        connection.execute(text(CLIENT + "('old', :h, 'staff', 'feedback:write')"), {"h": b"h" * 32})
    schema.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text(CLIENT + "('oauth-1', NULL, 'staff', 's'), ('oauth-2', NULL, 'staff', 's')"))
        connection.execute(
            text("UPDATE api_client SET certificate = :c WHERE client_id = 'oauth-1'"), {"c": b"c"}
        )
    assert names(empty) == ["oauth-1", "oauth-2", "old"]
    for same in ("UPDATE api_client SET certificate = :c", "UPDATE api_client SET token_hash = :c"):
        with pytest.raises(IntegrityError), empty.begin() as connection:
            connection.execute(text(same), {"c": b"same for all"})
    schema.downgrade(empty, "0004")
    assert names(empty) == ["old"]
    with pytest.raises(IntegrityError), empty.begin() as connection:
        connection.execute(text(CLIENT + "('none', NULL, 'staff', 's')"))
    with pytest.raises(IntegrityError), empty.begin() as connection:
        connection.execute(text(CLIENT + "('twin', :h, 'staff', 's')"), {"h": b"h" * 32})
    schema.upgrade(empty)
    assert names(empty) == ["old"]


def test_no_table_of_messages_has_a_row_order_or_a_time(sqlite):
    with sqlite.connect() as connection:
        tables = dict(
            connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
        )
    for table in (
        "inbox_item",
        "feedback_record",
        "theme_assignment",
        "invitation",
        "idempotency_answer",
        "desk_session",
    ):
        assert "WITHOUT ROWID" in tables[table]
        assert not any(word in tables[table].upper() for word in ("TIMESTAMP", "DATETIME", "AUTOINCREMENT"))
