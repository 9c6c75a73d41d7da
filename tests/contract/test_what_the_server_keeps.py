"""A server that keeps messages or their order is named, setting by setting; one as the docs ask is not."""

import re
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from feedback_api.flows.check_database import check_database
from feedback_api.store.no_order import MAY_EMPTY_THE_LOG

PAGE = Path("docs/how-to/postgresql.md")


@pytest.fixture
def asked():
    """The settings in the page's block, as an operator copies them."""
    block = re.search(r"```ini\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[1]
    return dict(re.findall(r"^(\w+) = '?(\w+)", block, re.M))


def named(database):
    return {line.split()[0] for line in check_database(database)}


def soon(database, names):
    """A server reads its settings again a moment after it is told to."""
    until = time.monotonic() + 5
    while named(database) != names and time.monotonic() < until:
        time.sleep(0.05)
        database.dispose()
    return named(database) == names


def told(database, orders):
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for order in orders:
            connection.execute(text(order))
        connection.execute(text("SELECT pg_reload_conf()"))
    database.dispose()


def test_sqlite_is_set_by_ourselves(sqlite):
    assert check_database(sqlite) == []


def test_a_server_as_it_comes_is_named_and_one_as_the_page_asks_is_not(database, asked):
    if database.dialect.name == "sqlite":
        return
    assert {"wal_recycle", "log_parameter_max_length", "log_error_verbosity"} <= named(database)
    try:
        told(database, [f"ALTER SYSTEM SET {name} = '{value}'" for name, value in asked.items()])
        assert soon(database, set())
        told(database, ["ALTER SYSTEM SET log_statement = 'all'"])
        assert soon(database, {"log_statement"})
    finally:
        told(database, ["ALTER SYSTEM RESET ALL"])


def test_a_role_that_may_not_empty_the_log_is_told(database):
    if database.dialect.name == "sqlite":
        return
    told(database, ["CREATE ROLE house_of_test", "GRANT house_of_test TO CURRENT_USER"])
    with database.connect() as connection:
        connection.execute(text("SET ROLE house_of_test"))
        assert connection.execute(text(MAY_EMPTY_THE_LOG)).scalar_one() is False
        connection.execute(text("RESET ROLE"))
        connection.execute(text("GRANT EXECUTE ON FUNCTION pg_switch_wal() TO house_of_test"))
        connection.execute(text("GRANT pg_checkpoint TO house_of_test"))
        connection.execute(text("SET ROLE house_of_test"))
        assert connection.execute(text(MAY_EMPTY_THE_LOG)).scalar_one() is True
        connection.rollback()
    told(database, ["DROP ROLE house_of_test"])
