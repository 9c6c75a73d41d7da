"""A message is stored once or not at all, and its writer is told which, on both databases."""

import copy
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from threading import Barrier

import httpx
import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from feedback_api import assemble
from feedback_api.flows.erase_expired import erase_expired, forget_attempts
from feedback_api.flows.invite import invite
from feedback_api.flows.settle import settle
from feedback_api.terms.codebook import SourceGroup
from feedback_api.web.texts import texts_of

from .form_visitor import CANARY, WORDS, Visitor, count, everything
from .test_slow_connections import listening

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
THANKS = (303, "/form/nl/thanks")


def said(key):
    return texts_of("nl", {"contact": "the person who invited you"}).markup(key)


def outcome(answer):
    return answer.status_code, answer.headers.get("location")


@pytest.fixture
def ready(site, code):
    """A visitor who sees the preview and has not pressed Send."""
    visitor = Visitor(site)
    visitor.enter(code)
    visitor.answer(WORDS)
    return visitor


def again(visitor):
    return copy.copy(visitor)


def test_send_pressed_twice_stores_once_and_says_thanks_twice(ready, database):
    second = again(ready)
    assert outcome(ready.press("send")) == THANKS
    stored = everything(database)
    assert outcome(second.press("send")) == THANKS
    assert everything(database) == stored
    assert count(database, "inbox_item") == 1


def test_send_pressed_by_eight_thumbs_at_once(ready, database):
    fields, together = ready.fields("send"), Barrier(8)

    def press(_):
        together.wait()
        return outcome(ready.site.post("/form/nl", data=fields, follow_redirects=False))

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(press, range(8))) == {THANKS}
    assert (count(database, "inbox_item"), count(database, "invitation")) == (1, 0)


def test_two_forms_with_one_code_at_once_store_one_and_tell_the_other(site, code, database):
    forms = []
    for words in ("De eerste brief was moeilijk te lezen.", "De tweede brief was ook heel moeilijk."):
        visitor = Visitor(site)
        visitor.enter(code)
        visitor.answer(words)
        forms.append(visitor.fields("send"))
    together = Barrier(2)

    def press(fields):
        together.wait()
        return site.post("/form/nl", data=fields, follow_redirects=False)

    with ThreadPoolExecutor(2) as pool:
        first, second = sorted(pool.map(press, forms), key=lambda answer: answer.status_code)
    assert outcome(first) == THANKS
    assert second.status_code == 400
    assert said("err.spent") in second.text
    assert count(database, "inbox_item") == 1


@pytest.fixture
def at_a_distance(site, code):
    """The same, with a real connection between phone and server; gives the server's address too."""
    with listening(site.app) as (host, port), httpx.Client(base_url=f"http://{host}:{port}") as phone:
        visitor = Visitor(phone)
        visitor.enter(code)
        visitor.answer(WORDS)
        yield visitor, (host, port)


def hang_up_after(visitor, address, share):
    """Press Send, and lose the connection when that share of the form has left the phone."""
    request = visitor.site.build_request("POST", "/form/nl", data=visitor.fields("send"))
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    body = request.read()
    with socket.create_connection(address) as line:
        line.sendall(f"POST /form/nl HTTP/1.1\r\n{head}\r\n".encode() + body[: int(share * len(body))])


def test_the_connection_is_lost_before_the_answer_and_send_is_pressed_again(at_a_distance, database):
    visitor, address = at_a_distance
    hang_up_after(visitor, address, 1)
    until = time.monotonic() + 10
    while count(database, "inbox_item") == 0 and time.monotonic() < until:
        time.sleep(0.02)
    assert count(database, "inbox_item") == 1
    assert outcome(visitor.press("send")) == THANKS
    assert count(database, "inbox_item") == 1


def test_the_connection_is_lost_halfway_the_form(at_a_distance, database):
    visitor, address = at_a_distance
    hang_up_after(visitor, address, 0.7)
    time.sleep(0.3)
    assert (count(database, "inbox_item"), count(database, "invitation")) == (0, 1)
    assert outcome(visitor.press("send")) == THANKS
    assert count(database, "inbox_item") == 1


def test_back_and_reload_of_every_page_change_nothing(site, code, database):
    visitor = Visitor(site)
    pages = [visitor.page, visitor.enter(code), visitor.answer(WORDS)]
    before = everything(database)
    for earlier, page in pairwise(pages):
        visitor.page = earlier
        fields = {
            "screening": {"waiting": "no", "invitation": code},
            "questions": {"step": "decision", "improve": WORDS},
        }
        name = "screening" if 'name="invitation"' in earlier.text else "questions"
        assert visitor.press(name, **fields[name]).status_code == page.status_code == 200
    assert everything(database) == before
    visitor.press("send")
    stored = everything(database)
    assert site.get("/form/nl/thanks").status_code == site.get("/form/nl/thanks").status_code == 200
    assert site.get("/form/nl").status_code == 200
    assert everything(database) == stored


def test_changed_after_sending_is_told_not_to_be_kept(ready, database):
    back = again(ready)
    ready.press("send")
    stored = everything(database)
    back.press("edit")
    back.answer(f"Heel iets anders over de tolk en {CANARY}.")
    changed = back.press("send")
    assert changed.status_code == 409
    assert said("err.changed") in changed.text
    assert CANARY not in changed.text.lower()
    assert everything(database) == stored


@pytest.mark.parametrize("choice", [{"step": "appeal"}, {"rating": "bad"}])
def test_a_changed_choice_is_a_change_too(ready, database, choice):
    back = again(ready)
    ready.press("send")
    back.press("edit")
    back.answer(WORDS, **choice)
    assert back.press("send").status_code == 409
    assert count(database, "inbox_item") == 1


def test_another_page_language_is_no_change(ready, database):
    back = again(ready)
    ready.press("send")
    back.address = "/form/en"
    back.press("language")
    assert outcome(back.press("send")) == (303, "/form/en/thanks")
    assert count(database, "inbox_item") == 1


def test_back_to_the_first_page_with_the_code_that_was_spent(ready, code, database):
    ready.press("send")
    late = Visitor(ready.site)
    answer = late.enter(code)
    assert answer.status_code == 400
    assert said("err.used") in answer.text
    assert count(database, "inbox_item") == 1


def test_who_has_another_code_sends_the_kept_words(site, code, database):
    twin = Visitor(site)
    twin.enter(code)
    twin.answer("De tolk sprak een ander dialect dan ik.")
    visitor = Visitor(site)
    visitor.enter(code)
    visitor.answer(WORDS)
    twin.press("send")
    assert visitor.press("send").status_code == 400
    (other,) = invite(database, SourceGroup.SOUNDING_BOARD, 1, date(2026, 12, 31))
    assert CANARY in visitor.enter(other).text.lower()
    visitor.answer(WORDS)
    assert outcome(visitor.press("send")) == THANKS
    assert count(database, "inbox_item") == 2


def test_nothing_is_stored_while_the_store_fails_and_the_same_page_sends_later(ready, database):
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE inbox_item RENAME TO gone"))
    failed = ready.press("send")
    assert failed.status_code == 503
    assert said("err.server") in failed.text
    assert 'class="exit"' in failed.text
    assert (
        count(database, "gone"),
        count(database, "invitation"),
        count(database, "idempotency_answer"),
    ) == (0, 1, 0)
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO inbox_item"))
    assert outcome(ready.press("send")) == THANKS
    assert count(database, "inbox_item") == 1


def test_the_same_form_is_known_after_a_settle(ready, database):
    second = again(ready)
    ready.press("send")
    assert settle(database) == 1
    assert outcome(second.press("send")) == THANKS
    assert (count(database, "inbox_item"), count(database, "feedback_record")) == (0, 1)


def test_the_mark_of_an_attempt_leads_nowhere(ready, code, database):
    """What lies beside the message: two keyed hashes, the half day, and no answer to compare."""
    ready.press("send")
    with database.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM idempotency_answer")).mappings()
        inbox = connection.execute(text("SELECT * FROM inbox_item")).mappings().one()
    assert row["answer"] == "{}"
    assert set(row) == {"key_hmac", "body_hmac", "half_day", "answer"}
    assert not {bytes(row["key_hmac"]), bytes(row["body_hmac"])} & {
        bytes(value) for value in inbox.values() if isinstance(value, bytes | memoryview)
    }


def test_who_knows_the_words_cannot_test_a_guess(site, database):
    """The same words in two attempts: without the mark, which is in no table, nothing of them is alike."""
    for _ in range(2):
        (code,) = invite(database, SourceGroup.SOUNDING_BOARD, 1, date(2026, 12, 31))
        visitor = Visitor(site)
        visitor.enter(code)
        visitor.answer(WORDS)
        visitor.press("send")
    with database.connect() as connection:
        rows = connection.execute(text("SELECT body_hmac FROM idempotency_answer")).scalars()
        assert len({bytes(row) for row in rows}) == 2


@pytest.mark.parametrize("forget", [erase_expired, forget_attempts])
def test_when_the_mark_is_gone_the_code_still_works_only_once(ready, database, forget):
    second = again(ready)
    ready.press("send")
    forget(database, NOW.date() + timedelta(days=2))
    assert (count(database, "idempotency_answer"), count(database, "idempotency_secret")) == (0, 0)
    late = second.press("send")
    assert late.status_code == 400
    assert said("err.spent") in late.text
    assert count(database, "inbox_item") == 1


def test_thanks_opened_by_hand_says_nothing_that_may_be_untrue(site, database):
    page = site.get("/form/nl/thanks")
    assert page.status_code == 200
    assert said("thanks.kept").split("?")[0] in page.text  # a question first: did you press Send?
    main = re.search(r"<main.*?</main>", page.text, re.S)[0]
    assert main.index("Hebt u op Versturen gedrukt") < main.index("Dan hebben wij uw bericht")
    assert count(database, "inbox_item") == 0


def test_a_page_from_another_worker_with_the_same_key_is_understood(database, reader, settings, code):
    def worker():
        return TestClient(
            assemble.build(settings, database, reader, lambda: NOW), base_url="https://testserver"
        )

    one, other = worker(), worker()
    visitor = Visitor(one)
    visitor.enter(code)
    visitor.answer(WORDS)
    second = again(visitor)
    visitor.press("send")
    other.cookies = one.cookies
    second.site = other
    assert outcome(second.press("send")) == THANKS
    assert count(database, "inbox_item") == 1
