"""One-time links: for one person, once, for a quarter of an hour, and spent by a button only."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from sqlalchemy import text
from tests.desk.visitor import Visitor
from typer.testing import CliRunner

from feedback_api.assemble import now
from feedback_api.cli import app
from feedback_api.flows.sign_in_link import SECONDS, id_of, make_link, spend_link
from feedback_api.signin.codes import draw_code
from feedback_api.store import schema
from feedback_api.store.engine import open_database
from feedback_api.terms.roles import Role
from feedback_api.web.letting_in import SIGN_INS_PER_MINUTE
from feedback_api.web.signed_in import proof_of

REVIEWER = frozenset({Role.REVIEWER})
WORKS_NOT = "This code does not work"


@pytest.fixture
def visitor(desk, database):
    return Visitor(desk(database))


@pytest.fixture
def guest(desk, sqlite):
    return Visitor(desk(sqlite))


def test_a_code_lets_in_once(visitor, database, clock):
    code = make_link(database, "ada", REVIEWER, clock.now)
    assert visitor.types(code).headers["location"] == "/desk/en"
    assert visitor.is_in
    visitor.site.cookies.clear()
    again = visitor.types(code)
    assert again.status_code == 400
    assert WORKS_NOT in again.text
    assert code not in again.text
    assert not visitor.is_in


@pytest.mark.parametrize(("seconds", "status"), [(SECONDS - 1, 303), (SECONDS, 400), (SECONDS + 1, 400)])
def test_a_code_works_for_a_quarter_of_an_hour(visitor, database, clock, seconds, status):
    code = make_link(database, "ada", REVIEWER, clock.now)
    clock.move(seconds)
    assert visitor.types(code).status_code == status


def test_of_two_who_use_it_at_once_one_gets_in(database, clock):
    code = make_link(database, "ada", REVIEWER, clock.now)
    with ThreadPoolExecutor(8) as people:
        found = list(people.map(lambda _: spend_link(database, code, clock.now), range(16)))
    assert len([person for person in found if person is not None]) == 1


def test_opening_the_link_spends_nothing(guest, sqlite, clock):
    code = make_link(sqlite, "ada", REVIEWER, clock.now)
    for method in ("GET", "HEAD", "GET"):
        # Behind the # it never reaches us; even where a mail scanner sends it, nothing is spent.
        assert guest.site.request(method, f"/desk/nl/sign-in?code={code}").status_code == 200
    assert code not in guest.site.get(f"/desk/nl/sign-in?code={code}").text
    assert guest.types(code).status_code == 303


def test_a_newer_link_replaces_the_one_before(guest, sqlite, clock):
    first, second = (make_link(sqlite, "ada", REVIEWER, clock.now) for _ in range(2))
    assert guest.types(first).status_code == 400
    assert guest.types(second).status_code == 303


def test_only_a_hash_is_kept(database, clock):
    code = make_link(database, "ada", REVIEWER, clock.now)
    with database.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM sign_in_link")).all()
    plain = code.replace("-", "")
    assert not any(plain in str(value) or code in str(value) for value in row)


def test_codes_have_130_random_bits_and_forgive_how_they_are_typed(guest, sqlite, clock):
    code = make_link(sqlite, "ada", REVIEWER, clock.now)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}", code)
    assert len({draw_code() for _ in range(1000)}) == 1000
    typed = " " + code.lower().replace("-", " ").replace("0", "o").replace("1", "l") + " "
    assert guest.types(typed).status_code == 303


@pytest.mark.parametrize(
    "code", ["", "x", "0000-0000-0000-0000-0000-0000-00", "é" * 26, "A" * 90, "A" * 5000, "U" * 26, "١" * 26]
)
def test_what_is_no_code_lets_nobody_in(guest, code):
    answer = guest.types(code)
    assert answer.status_code == 400
    assert WORKS_NOT in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_the_form_carries_a_proof_of_its_own(guest, sqlite, clock):
    code = make_link(sqlite, "ada", REVIEWER, clock.now)
    assert guest.site.post("/desk/en/sign-in", data={"code": code}).status_code == 403
    guest.site.get("/desk/en/sign-in")
    assert guest.site.post("/desk/en/sign-in", data={"code": code, "csrf": "0" * 64}).status_code == 403
    assert guest.types(code).status_code == 303


def test_guessing_is_slowed_down_for_the_whole_house(desk, database, clock):
    code = make_link(database, "ada", REVIEWER, clock.now)
    one, other = Visitor(desk(database)), Visitor(desk(database))
    answers = {one.types(draw_code()).status_code for _ in range(SIGN_INS_PER_MINUTE)}
    assert answers == {400}
    late = other.types(code)
    assert (late.status_code, late.headers["retry-after"]) == (429, "60")
    assert "Yours was not used" in late.text
    clock.move(60)
    assert other.types(code).status_code == 303


def test_after_signing_in_one_sees_the_page_that_one_asked_for(guest, sqlite, clock):
    asked = guest.site.get("/desk/nl/actions?theme=waiting&page=2").headers["location"]
    assert asked == "/desk/nl/sign-in?next=" + quote("/desk/nl/actions?theme=waiting&page=2", safe="")
    page = guest.site.get(asked).text
    assert 'name="next" value="/desk/nl/actions?theme=waiting&amp;page=2"' in page
    code = make_link(sqlite, "ada", REVIEWER, clock.now)
    answer = guest.types(code, asked, next="/desk/nl/actions?theme=waiting&page=2")
    assert answer.headers["location"] == "/desk/nl/actions?theme=waiting&page=2"


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.example/desk/nl", "//evil.example/desk/nl", "/\\evil.example", "/desk/nl/../../form",
        "/desk//evil.example", "javascript:alert(1)", "/form/nl", "/desk", "/desk/nl/%2F%2Fevil.example",
        "/desk/nl\r\nSet-Cookie: a=b", "/desk/nl/x\n", " /desk/nl", "/desk/nl@evil.example",
        "/desk/nl" + "/a" * 400,
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_place(guest, sqlite, clock, goal):
    page = guest.site.get("/desk/en/sign-in", params={"next": goal}).text
    assert 'name="next" value=""' in page
    code = make_link(sqlite, "ada", REVIEWER, clock.now)
    assert guest.types(code, next=goal).headers["location"] == "/desk/en"


def test_a_house_with_a_provider_takes_no_links(guarded, sqlite, clock):
    site = guarded(sqlite, "https://login.example.org")
    code = make_link(sqlite, "ada", REVIEWER, clock.now)
    page = site.get("/desk/en/sign-in").text
    assert 'name="code"' not in page
    assert 'href="/desk/en/provider"' in page
    visit = site.cookies.get("__Host-desk-visit")
    sent = {"csrf": proof_of(visit), "code": code}
    assert site.post("/desk/en/sign-in", data=sent).status_code == 404


@pytest.fixture
def run(sqlite, monkeypatch):
    """Run a command of the operator over the database."""
    monkeypatch.setenv("FEEDBACK_DATABASE_URL", str(sqlite.url))
    return lambda *words: CliRunner().invoke(app, words)


def test_the_operator_prints_a_link_and_ends_sessions(desk, sqlite, clock, run):
    done = run("sign-in-link", "--role", "reviewer", "--account", "Ada", "--language", "nl")
    assert done.exit_code == 0, done.stderr
    found = re.fullmatch(r"http://127\.0\.0\.1:8000/desk/nl/sign-in#([0-9A-Z-]{32})\n", done.stdout)
    assert found, done.stdout
    assert "never somebody who decides on applications" in done.stderr.replace("\n", " ")
    assert found[1] not in done.stderr
    clock.now = now()
    visitor = Visitor(desk(sqlite))
    assert visitor.types(found[1]).status_code == 303
    assert run("sign-out", "--account", "bo").exit_code == 0
    assert visitor.is_in
    assert run("sign-out", "--account", "ada").exit_code == 0
    assert not visitor.is_in
    visitor.types(make_link(sqlite, "bo", REVIEWER, clock.now))
    assert visitor.is_in
    assert run("sign-out").exit_code == 0
    assert not visitor.is_in


@pytest.mark.parametrize(
    "words",
    [
        ["--role", "decider"],
        ["--role", "reviewer", "--language", "ti"],
        ["--role", "reviewer", "--account", "Ada Lovelace"],
        ["--role", "reviewer", "--account", "ada@example.org"],
        [],
    ],
)
def test_what_the_operator_mistypes_is_said(run, words):
    done = run("sign-in-link", *words)
    assert done.exit_code == 2
    assert "#" not in done.output


def test_an_account_gives_an_id_that_another_house_does_not_share(sqlite, tmp_path):
    other = open_database(f"sqlite:///{tmp_path / 'other.db'}")
    schema.upgrade(other)
    assert id_of(sqlite, "ada") == id_of(sqlite, "ada")
    assert id_of(sqlite, "ada") != id_of(other, "ada")
    other.dispose()
