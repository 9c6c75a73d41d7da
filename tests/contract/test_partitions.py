"""On PostgreSQL a quarter has files of its own, made by the settle, gone with the erase; no door waits."""

import secrets
import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from feedback_api.flows.erase_expired import erase_expired
from feedback_api.flows.settle import settle
from feedback_api.store import partitions, schema
from feedback_api.store.engine import open_database, writing
from feedback_api.store.feedback import add_to_inbox, erase_period, is_waiting_for
from feedback_api.store.no_order import hold_still
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import MaskedText

SUMMER, AUTUMN = ReportingPeriod(2026, 3), ReportingPeriod(2026, 4)
NAMED = (Theme.POLICY, Theme.OTHER, Theme.WAITING_TIME)


@pytest.fixture(autouse=True)
def _postgresql_only(database):
    if database.dialect.name != "postgresql":
        pytest.skip("SQLite has no partitions; its erasing is tested with the flow")


def tell(database, period, themes=NAMED[:2], words="the letter was hard"):
    record = FeedbackRecord(
        period,
        SourceGroup.STAFF,
        Step.GENERAL,
        Sentiment.MIXED,
        split_vote(themes),
        improve=MaskedText(words),
    )
    with writing(database) as session:
        add_to_inbox(session, record)


def rows(database, query):
    with database.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def names(database, table="feedback_record"):
    of_table = f"WHERE inhparent = '{table}'::regclass ORDER BY 1"
    return [
        name for (name,) in rows(database, f"SELECT inhrelid::regclass::text FROM pg_inherits {of_table}")
    ]


def files(database):
    found = rows(
        database,
        "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(inhrelid) FROM pg_inherits "
        "WHERE inhparent IN ('feedback_record'::regclass, 'theme_assignment'::regclass)",
    )
    return {Path(path) for (path,) in found}


def test_the_settle_makes_what_it_needs_and_messages_lie_in_their_quarter(database):
    tell(database, SUMMER)
    tell(database, AUTUMN, NAMED)
    assert settle(database) == 2
    tell(database, AUTUMN, NAMED[:1])
    assert settle(database) == 1
    assert names(database) == ["feedback_record_2026_q3", "feedback_record_2026_q4"]
    assert names(database, "theme_assignment") == ["theme_assignment_2026_q3", "theme_assignment_2026_q4"]
    votes = "SELECT period, theme, sixths FROM theme_assignment_2026_q4 ORDER BY sixths, theme"
    thirds = sorted(theme.value for theme in NAMED)
    assert rows(database, votes) == [
        *(("2026-Q4", theme, 2) for theme in thirds),
        ("2026-Q4", NAMED[0].value, 6),
    ]
    assert rows(database, "SELECT count(DISTINCT xmin::text) FROM feedback_record_2026_q4") == [(1,)]


def test_what_holds_for_the_tables_holds_for_each_quarter(database):
    """Keys, pointers, and no samples for the planner; a row of a quarter that nobody made is refused."""
    tell(database, SUMMER)
    settle(database)
    ((key,),) = rows(database, "SELECT id FROM feedback_record")
    record = "INSERT INTO feedback_record (id, period, source_group, step, sentiment) VALUES "
    theme = "INSERT INTO theme_assignment (record_id, period, theme, sixths) VALUES "
    broken = (
        (record + "(:key, '2026-Q3', 'staff', 'waiting', 'mixed')", key),
        (record + "(:key, '2027-Q1', 'staff', 'waiting', 'mixed')", secrets.token_bytes(16)),
        (theme + "(:key, '2026-Q3', 'policy', 6)", secrets.token_bytes(16)),
        (theme + f"(:key, '2026-Q3', '{NAMED[0]}', 6)", key),
    )
    for statement, of in broken:
        with pytest.raises(IntegrityError), database.begin() as connection:
            connection.execute(text(statement), {"key": of})
    sampled = "SELECT attname FROM pg_attribute WHERE attnum > 0 AND attstattarget IS DISTINCT FROM 0"
    for table in (*names(database), *names(database, "theme_assignment")):
        assert rows(database, f"{sampled} AND attrelid = '{table}'::regclass") == []


def test_erasing_a_quarter_takes_its_files_and_leaves_the_others(database):
    tell(database, SUMMER)
    tell(database, AUTUMN)
    settle(database)
    before = files(database)
    with writing(database) as session:
        hold_still(session)
        assert erase_period(session, SUMMER) == 1
        assert erase_period(session, SUMMER) == 0
    after = files(database)
    assert (len(before), len(after)) == (4, 2)
    assert after < before  # the other quarter was not even touched
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
    assert not any(path.exists() for path in before - after)
    assert names(database) == ["feedback_record_2026_q4"]


def test_texts_that_are_too_old_go_with_their_files_while_their_codes_wait(database):
    tell(database, SUMMER, words="heron in the reeds")
    tell(database, AUTUMN, words="otter on the bank")
    settle(database)
    before = files(database)
    erase_expired(database, date(2027, 8, 1))
    kept = rows(database, "SELECT period, improve FROM feedback_record ORDER BY period")
    assert kept == [("2026-Q3", None), ("2026-Q4", "otter on the bank")]
    assert len(before & files(database)) == 2
    assert not any(b"heron in the reeds" in path.read_bytes() for path in files(database))


def test_doors_and_readers_go_on_while_a_job_writes_a_quarter_anew(database):
    tell(database, AUTUMN)
    settle(database)
    with writing(database) as session:
        hold_still(session)
        partitions._write_next(session, "feedback_record", "id, period", AUTUMN, None)
        tell(database, AUTUMN)
        assert rows(database, "SELECT count(*) FROM feedback_record") == [(1,)]
    assert rows(database, "SELECT count(*) FROM inbox_item") == [(1,)]


def test_no_settle_ends_between_a_look_at_the_inbox_and_the_count(database):
    """Otherwise a message could be in neither, and the release would miss it."""
    settled = threading.Thread(target=settle, args=(database,))
    tell(database, AUTUMN)
    with writing(database) as session:
        assert is_waiting_for(session, [AUTUMN])
        settled.start()
        settled.join(0.5)
        assert settled.is_alive()
        assert rows(database, "SELECT count(*) FROM inbox_item") == [(1,)]
    settled.join(10)
    assert rows(database, "SELECT count(*) FROM feedback_record") == [(1,)]


def test_two_settles_at_once_make_one_quarter_and_keep_every_message(database):
    for _ in range(6):
        tell(database, AUTUMN)
    moved = []
    both = [threading.Thread(target=lambda: moved.append(settle(database))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    assert sum(moved) == 6
    assert len(moved) == 2
    assert rows(database, "SELECT count(*) FROM feedback_record") == [(6,)]


def test_records_move_into_partitions_and_back(empty_url, database):
    del database
    engine = open_database(empty_url)
    if engine.dialect.name == "sqlite":
        engine.dispose()
        return
    schema.upgrade(engine, "0013")
    with engine.begin() as connection:
        for number, period in enumerate(("2026-Q3", "2026-Q3", "2027-Q1")):
            given = {"key": bytes([number]) * 16, "period": period}
            connection.execute(
                text(
                    "INSERT INTO feedback_record (id, period, source_group, step, sentiment, improve) "
                    "VALUES (:key, :period, 'staff', 'waiting', 'mixed', 'words')"
                ),
                given,
            )
            connection.execute(text("INSERT INTO theme_assignment VALUES (:key, 'policy', 3)"), given)
            connection.execute(text("INSERT INTO theme_assignment VALUES (:key, 'other', 3)"), given)
    before = rows(engine, "SELECT id, improve FROM feedback_record ORDER BY id")
    schema.upgrade(engine, "0014")
    assert names(engine) == ["feedback_record_2026_q3", "feedback_record_2027_q1"]
    assert rows(engine, "SELECT count(*) FROM theme_assignment_2026_q3") == [(4,)]
    with writing(engine) as session:
        partitions.write_anew(session, SUMMER)
    assert rows(engine, "SELECT id, improve FROM feedback_record ORDER BY id") == before
    schema.downgrade(engine, "0013")
    assert rows(engine, "SELECT id, improve FROM feedback_record ORDER BY id") == before
    assert rows(engine, "SELECT count(*) FROM theme_assignment WHERE sixths = 3") == [(6,)]
    engine.dispose()
