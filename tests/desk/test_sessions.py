"""Who is signed in at the desk, for how long, and what a cookie is worth."""

import pytest
from sqlalchemy import text
from tests.desk.visitor import Visitor

from feedback_api.flows.erase_expired import erase_expired, forget_attempts
from feedback_api.flows.sign_in import IDLE, LONGEST
from feedback_api.terms.roles import Role


def rows(engine, table="desk_session"):
    with engine.connect() as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).mappings().all()


@pytest.fixture
def visitor(desk, database):
    return Visitor(desk(database))


@pytest.fixture
def guest(desk, sqlite):
    """Somebody at a house whose kind of database does not matter."""
    return Visitor(desk(sqlite))


def test_the_start_page_shows_what_a_role_may(signed_in_client):
    page = signed_in_client(Role.REVIEWER).get("/desk/en")
    assert page.status_code == 200
    assert "Reviewer" in page.text
    assert "Editor" not in page.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nobody_sees_a_page_of_the_desk_without_signing_in(guest, language):
    answer = guest.site.get(f"/desk/{language}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/{language}/sign-in")


def test_half_an_hour_without_a_request_ends_a_session(visitor, database, clock):
    visitor.signs_in(database, clock.now)
    clock.move(IDLE - 1)
    assert visitor.is_in
    clock.move(IDLE - 1)
    assert visitor.is_in, "each request counts anew"
    clock.move(IDLE)
    assert not visitor.is_in
    clock.move(-IDLE)
    assert visitor.is_in, "a clock that is set back opens what it closed, and nothing else"


def test_a_long_day_ends_a_session_whatever_happens_in_it(visitor, database, clock):
    visitor.signs_in(database, clock.now)
    for _ in range(LONGEST // (IDLE // 2) - 1):
        clock.move(IDLE // 2)
        assert visitor.is_in
    clock.move(IDLE // 2)
    assert not visitor.is_in


def test_requests_close_together_write_nothing(guest, sqlite, clock):
    guest.signs_in(sqlite, clock.now)
    before = rows(sqlite)
    clock.move(59)
    assert guest.is_in
    assert rows(sqlite) == before
    clock.move(1)
    assert guest.is_in
    assert rows(sqlite) != before


def test_a_row_holds_no_cookie_no_name_and_no_machine(visitor, database, clock):
    visitor.signs_in(database, clock.now, account="ada-lovelace")
    (row,) = rows(database)
    assert set(row) == {"cookie_hash", "person", "roles", "idle_until", "ends"}
    for value in row.values():
        assert visitor.cookie.encode() not in bytes(str(value), "utf-8")
        assert "lovelace" not in str(value)
    assert len(row["cookie_hash"]) == 32
    assert len(row["person"]) == 32


def test_the_cookie_is_bound_to_the_host_and_ends_with_the_browser(guest, sqlite, clock):
    answer = guest.signs_in(sqlite, clock.now)
    (cookie,) = (c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-desk="))
    parts = set(cookie.split("; ")[1:])
    assert parts == {"HttpOnly", "Path=/", "SameSite=lax", "Secure"}
    assert len(guest.cookie) == 43


def test_on_this_very_machine_a_plain_name_does(desk, sqlite, clock):
    visitor = Visitor(desk(sqlite, base="http://127.0.0.1:8000"), cookie="desk")
    answer = visitor.signs_in(sqlite, clock.now)
    (cookie,) = (c for c in answer.headers.get_list("set-cookie") if c.startswith("desk="))
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=lax"}
    assert visitor.is_in


def test_a_plain_cookie_opens_nothing_where_people_reach_us_by_name(guest, sqlite, clock):
    guest.signs_in(sqlite, clock.now)
    kept = guest.cookie
    guest.site.cookies.clear()
    guest.site.cookies.set("desk", kept)
    assert not guest.is_in


def test_a_value_that_was_known_before_signing_in_opens_nothing_after_it(visitor, database, clock):
    planted = "planted-by-somebody-else-0123456789-abcdefg"
    visitor.cookie = planted
    visitor.signs_in(database, clock.now)
    assert visitor.is_in
    assert visitor.cookie != planted
    visitor.cookie = planted
    assert not visitor.is_in


def test_signing_in_again_ends_the_session_before_it(visitor, database, clock):
    visitor.signs_in(database, clock.now)
    first = visitor.cookie
    visitor.signs_in(database, clock.now, account="bo")
    assert visitor.cookie != first
    visitor.cookie = first
    assert not visitor.is_in
    assert len(rows(database)) == 1


@pytest.mark.parametrize("everywhere", ["", "yes"])
def test_signing_out_here_and_everywhere(desk, database, clock, everywhere):
    here, there, other = (Visitor(desk(database)) for _ in range(3))
    here.signs_in(database, clock.now)
    there.signs_in(database, clock.now)
    other.signs_in(database, clock.now, account="bo")
    kept = here.cookie
    answer = here.posts("/desk/en/sign-out", everywhere=everywhere)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/en/sign-in?out=1")
    assert "You are signed out" in here.site.get("/desk/en/sign-in?out=1").text
    here.cookie = kept  # a copy of the cookie that somebody made
    assert not here.is_in
    assert there.is_in is (everywhere == "")
    assert other.is_in


def test_two_workers_know_the_same_people(desk, database, clock):
    one, other = Visitor(desk(database)), Visitor(desk(database))
    one.signs_in(database, clock.now)
    other.cookie = one.cookie
    assert other.is_in
    other.posts("/desk/en/sign-out")
    assert not one.is_in


def test_a_role_holds_until_the_next_sign_in(guest, sqlite, clock):
    guest.signs_in(sqlite, clock.now, Role.REVIEWER)
    kept = guest.cookie
    guest.site.cookies.clear()
    guest.signs_in(sqlite, clock.now, Role.EDITOR)
    assert "Editor" in guest.site.get("/desk/en").text
    guest.cookie = kept
    page = guest.site.get("/desk/en").text
    assert "Reviewer" in page
    assert "Editor" not in page


@pytest.mark.parametrize("job", [erase_expired, forget_attempts])
def test_the_daily_job_forgets_sessions_that_are_over(visitor, database, clock, job):
    visitor.signs_in(database, clock.now)
    job(database, clock.now.date())
    assert visitor.is_in, "what is not over is left alone"
    clock.move(24 * 3600)
    job(database, clock.now.date())
    assert rows(database) == []


def test_signing_in_forgets_what_is_over_too(guest, sqlite, clock):
    guest.signs_in(sqlite, clock.now)
    guest.site.cookies.clear()
    clock.move(LONGEST + 1)
    guest.signs_in(sqlite, clock.now, account="bo")
    assert len(rows(sqlite)) == 1


def test_the_same_account_is_the_same_person_and_another_is_not(guest, sqlite, clock):
    people = []
    for account in ("ada", "ada", "bo"):
        guest.site.cookies.clear()
        guest.signs_in(sqlite, clock.now, account=account)
        people.append({row["person"] for row in rows(sqlite)})
    assert people[0] == people[1]
    assert len(people[2]) == 2


def test_a_store_that_does_not_answer_lets_nobody_in(desk, sqlite, clock):
    visitor = Visitor(desk(sqlite))
    visitor.signs_in(sqlite, clock.now)
    with sqlite.begin() as connection:
        connection.execute(text("ALTER TABLE desk_session RENAME TO away"))
    answer = visitor.site.get("/desk/en")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "Nothing was kept" in answer.text
