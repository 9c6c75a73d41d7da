"""Codes as people type them, codes that do not work and why, and groups that are too small to be asked."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from feedback_api import assemble
from feedback_api.flows.erase_expired import DAYS_TOLD, erase_expired
from feedback_api.flows.invite import invite
from feedback_api.release.plan import groups_with_column
from feedback_api.settings import Settings
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import GroupTooSmall
from feedback_api.terms.release import Policy
from feedback_api.web.texts import texts_of

from .form_visitor import Visitor, count, everything

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def said(key, **values):
    return str(texts_of("nl", {"contact": "the person who invited you"}).markup(key, **values))


def sloppy(code):
    return code.lower().replace("0", "o").replace("1", "l").replace("-", " ")


@pytest.fixture
def visitor(site):
    return Visitor(site)


TYPED = [
    sloppy,
    lambda code: f"  {code}\t",
    lambda code: code.replace("-", ""),
    lambda code: code.replace("-", "\u2011").replace("1", "I"),
    lambda code: "\u200e" + code.replace("-", " – ").replace("0", "O") + "\u200f",
    lambda code: code.translate(ARABIC),
    " ".join,
]


def test_a_code_is_understood_however_it_is_typed(site, database):
    codes = invite(database, SourceGroup.SOUNDING_BOARD, len(TYPED), date(2026, 12, 31))
    for left, (code, typed) in enumerate(zip(codes, TYPED, strict=True)):
        visitor = Visitor(site)
        assert visitor.enter(typed(code)).status_code == 200
        assert count(database, "invitation") == len(TYPED) - left
        visitor.answer("De brief was moeilijk te lezen en niemand legde hem uit.")
        assert visitor.press("send").status_code == 303
    assert count(database, "invitation") == 0


def mistyped(code):
    place = next(at for at, letter in enumerate(code) if letter not in "-01")
    return code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]


WRONG = [
    (mistyped, "err.typo"),
    (lambda code: code[:-1] + "U", "err.typo"),
    (lambda code: code[:-1] + "\x00", "err.typo"),
    (lambda code: code[:-1], "err.short"),
    (lambda code: code + code, "err.short"),
    (lambda code: code[:-3], "err.short"),
    (lambda code: "", "err.code"),
    (lambda code: "0000-0000-0000-0000-0", "err.used"),
]


def test_what_is_wrong_with_a_code_is_said_and_spends_nothing(visitor, code, database):
    before = everything(database)
    for typed, key in WRONG:
        answer = visitor.enter(typed(code))
        assert answer.status_code == 400
        assert f'<a href="#invitation">{said(key)}</a>' in answer.text
        assert everything(database) == before
    assert visitor.enter(code).status_code == 200


def test_a_closed_round_says_when_the_next_one_starts(database, reader, settings):
    (late,) = invite(database, SourceGroup.SOUNDING_BOARD, 1, NOW.date() - timedelta(days=1))
    before = everything(database)
    for changes, expected in (
        ({"next_round": date(2027, 1, 11)}, said("err.closed", date="11 januari 2027")),
        ({"next_round": NOW.date()}, said("err.ended")),
        ({}, said("err.ended")),
    ):
        app = assemble.build(settings.model_copy(update=changes), database, reader, lambda: NOW)
        answer = Visitor(TestClient(app, base_url="https://testserver")).enter(late)
        assert answer.status_code == 400
        assert expected in answer.text
    assert everything(database) == before


def test_a_round_that_closes_between_two_pages(database, reader, settings):
    (code,) = invite(database, SourceGroup.SOUNDING_BOARD, 1, NOW.date())
    clock = [NOW]
    app = assemble.build(settings, database, reader, lambda: clock[0])
    visitor = Visitor(TestClient(app, base_url="https://testserver"))
    visitor.enter(code)
    visitor.answer("De brief was moeilijk te lezen en niemand legde hem uit.")
    clock[0] += timedelta(days=1)
    answer = visitor.press("send")
    assert answer.status_code == 400
    assert said("err.ended") in answer.text
    assert (count(database, "inbox_item"), count(database, "idempotency_answer")) == (0, 0)


def test_closed_is_told_from_unknown_for_a_quarter_and_then_forgotten(database):
    last_day = date(2026, 6, 30)
    invite(database, SourceGroup.SOUNDING_BOARD, 2, last_day)
    erase_expired(database, last_day + timedelta(days=DAYS_TOLD))
    assert count(database, "invitation") == 2
    erase_expired(database, last_day + timedelta(days=DAYS_TOLD + 1))
    assert count(database, "invitation") == 0


LEAST = Policy().least_members


@pytest.mark.parametrize("members", [0, 1, LEAST - 1])
def test_codes_of_a_group_without_a_column_are_not_taken_and_not_spent(database, reader, settings, members):
    small = settings.model_copy(update={"members_staff": members})
    assert SourceGroup.STAFF not in groups_with_column(small.policy)
    (code,) = invite(database, SourceGroup.STAFF, 1, date(2026, 12, 31))
    before = everything(database)
    app = assemble.build(small, database, reader, lambda: NOW)
    answer = Visitor(TestClient(app, base_url="https://testserver")).enter(code)
    assert answer.status_code == 403
    assert said("small.title") in answer.text
    assert f"minder dan {LEAST} mensen" in answer.text
    assert "<textarea" not in answer.text
    assert 'class="exit"' in answer.text
    assert everything(database) == before


def test_a_group_that_became_too_small_meanwhile_is_not_stored(database, reader, settings):
    """Two workers, one with the new settings: the form's key is theirs both."""
    (code,) = invite(database, SourceGroup.STAFF, 1, date(2026, 12, 31))
    before = everything(database)

    def worker(members):
        chosen = settings.model_copy(update={"members_staff": members})
        app = assemble.build(chosen, database, reader, lambda: NOW)
        return TestClient(app, base_url="https://testserver")

    visitor = Visitor(worker(LEAST))
    visitor.enter(code)
    visitor.answer("De werkdruk is te hoog en de opleiding te kort.")
    strict = worker(LEAST - 1)
    strict.cookies = visitor.site.cookies
    visitor.site = strict
    assert visitor.press("send").status_code == 403
    assert everything(database) == before


@pytest.mark.parametrize("group", SourceGroup)
def test_codes_are_drawn_for_exactly_the_groups_that_get_a_column(database, group):
    enough = Policy(members={group: LEAST})
    for other in SourceGroup:
        if other in groups_with_column(enough):
            assert len(invite(database, other, 2, date(2026, 12, 31), enough)) == 2
        else:
            with pytest.raises(GroupTooSmall, match=str(LEAST)):
                invite(database, other, 2, date(2026, 12, 31), enough)
    assert count(database, "invitation") == 2
    higher = replace(enough, least_members=LEAST + 1)
    with pytest.raises(GroupTooSmall, match=str(LEAST + 1)):
        invite(database, group, 2, date(2026, 12, 31), higher)


def test_a_first_start_asks_for_the_members_before_anybody_is_invited(database):
    """What was not configured counts as too few, as in a release: nobody writes for nothing."""
    for group in SourceGroup:
        with pytest.raises(GroupTooSmall, match=f"FEEDBACK_MEMBERS_{group.upper()}"):
            invite(database, group, 1, date(2026, 12, 31), Settings().policy)
    assert count(database, "invitation") == 0


@pytest.mark.parametrize("name", ["code", "invitation", "draft"])
def test_a_code_in_an_address_is_no_input(visitor, code, database, name):
    for address in (f"/form/nl?{name}={code}", f"/form?{name}={code}"):
        page = visitor.site.get(address, follow_redirects=True)
        assert page.status_code == 200
        assert code not in page.text
        assert all(code not in step.headers.get("location", "") for step in page.history)
    visitor.address = f"/form/nl?{name}={code}&waiting=no&page=screening"
    answer = visitor.press("screening", waiting="no")
    assert answer.status_code == 400
    assert said("err.code") in answer.text
    assert code not in answer.text
    assert visitor.site.get(f"/form/nl/{code}").status_code == 404


def test_the_code_is_in_no_page_or_address_after_the_first(visitor, code):
    pages = [visitor.enter(code), visitor.answer("De brief was moeilijk te lezen."), visitor.press("send")]
    for page in pages:
        assert code not in page.text
        assert not re.search(re.escape(code), str(page.headers))
