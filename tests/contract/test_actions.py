"""Answers to themes: two pairs of eyes, once; only on displayed themes; nobody's name stays."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, select
from tests.answering import (
    ALSO_SHOWN,
    ANN,
    ASKED,
    BEN,
    CAS,
    DONE,
    FROZEN,
    HIDDEN,
    PERIOD,
    PLANNED,
    SAID,
    TEXTS,
    published,
    released,
)
from tests.conftest import NOW

from feedback_api.flows.approve_action import (
    approve_action,
    list_drafts,
    refuse_action,
    take_back,
    withdraw_action,
)
from feedback_api.flows.draft_action import draft_action, draft_change, draft_from_system
from feedback_api.flows.read_actions import read_action, read_actions, read_answered
from feedback_api.store.desk_tables import AuditRow
from feedback_api.store.idempotency import Attempt
from feedback_api.terms.action import LANGUAGES, ActionStatus, Answer, Asked
from feedback_api.terms.errors import (
    ActionFault,
    ActionRefused,
    IdempotencyConflict,
    InvalidInput,
    NotReleased,
    ThemeNotDisplayed,
)
from feedback_api.terms.period import ReportingPeriod
from feedback_api.web.texts import available_languages

TODAY = NOW.date()


@pytest.fixture
def house(database, signer):
    released(database, signer)
    return database


@pytest.fixture
def draft(house, reader):
    return lambda answer=DONE, asked=ASKED, person=ANN: draft_action(
        reader.deidentifier, house, asked, answer, person, NOW
    )


def codes(refused):
    return {(one.pointer, one.code) for one in refused.value.problems}


def test_a_draft_is_not_public_and_an_approved_one_is(house, draft):
    waiting = draft()
    assert read_actions(house) == []
    action = approve_action(house, waiting, BEN, TODAY)
    assert read_actions(house) == [action]
    assert read_action(house, action.id) == action
    assert [(one.revision, one.answer, one.published_on) for one in action.versions] == [(1, DONE, TODAY)]
    assert list_drafts(house) == []


def test_nobody_decides_on_their_own(house, draft):
    waiting = draft()
    for decide in (approve_action, refuse_action):
        with pytest.raises(ActionRefused) as refused:
            decide(house, waiting, ANN, TODAY)
        assert refused.value.fault is ActionFault.OWN
    take_back(house, waiting, ANN, TODAY)
    assert list_drafts(house) == read_actions(house) == []


def test_of_two_who_approve_at_once_one_does_and_the_other_is_told(house, draft):
    waiting, start, told = draft(), threading.Barrier(2), []

    def approve(person):
        start.wait()
        try:
            told.append(approve_action(house, waiting, person, TODAY).id)
        except ActionRefused as refused:
            told.append(refused.fault)

    both = [threading.Thread(target=approve, args=(person,)) for person in (BEN, CAS)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    [action] = read_actions(house)
    assert sorted(told) == sorted([action.id, ActionFault.DECIDED])
    assert len(action.versions) == 1
    with Session(house) as session:
        assert len(session.exec(select(AuditRow).where(AuditRow.verb == "approved")).all()) == 1


def test_who_wrote_and_who_approved_is_forgotten_but_for_the_log(house, reader):
    published(house, reader)
    with house.connect() as connection:
        for table in ("action", "action_version", "signal_event"):
            for row in connection.execute(text(f"SELECT * FROM {table}")):
                assert not {ANN, BEN} & set(row)
    with Session(house) as session:
        lines = [(row.person, row.verb, row.subject) for row in session.exec(select(AuditRow))]
    assert lines == [(ANN, "wrote", "action"), (BEN, "approved", "action")]


def test_only_displayed_themes_of_a_release_have_answers(house, draft):
    with pytest.raises(ThemeNotDisplayed):
        draft(asked=Asked(HIDDEN, PERIOD))
    with pytest.raises(NotReleased):
        draft(asked=Asked(ASKED.theme, ReportingPeriod(2026, 2)))
    assert list_drafts(house) == []


def test_a_change_is_a_version_with_an_approval_of_its_own(house, reader):
    action = published(house, reader, PLANNED)
    change = draft_change(reader.deidentifier, house, action.id, DONE, BEN, NOW)
    assert read_action(house, action.id) == action, "nothing changes before somebody approves"
    with pytest.raises(ActionRefused) as refused:
        draft_change(reader.deidentifier, house, action.id, DONE, CAS, NOW)
    assert refused.value.fault is ActionFault.WAITING
    later = TODAY + timedelta(days=40)
    changed = approve_action(house, change, ANN, later)
    history = [(one.revision, one.answer.status, one.published_on) for one in changed.versions]
    assert history == [(2, ActionStatus.DONE, later), (1, ActionStatus.PLANNED, TODAY)]
    assert changed.answered_on == TODAY


def test_of_a_withdrawn_action_a_line_stays_and_no_word(house, reader):
    action = published(house, reader)
    draft_change(reader.deidentifier, house, action.id, PLANNED, ANN, NOW)
    withdraw_action(house, action.id, CAS, TODAY)
    [left] = read_actions(house)
    assert (left.asked, left.versions, left.withdrawn_on) == (ASKED, (), TODAY)
    assert list_drafts(house) == []
    with house.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM action_version")).scalar() == 0
    for again in (
        lambda: withdraw_action(house, action.id, CAS, TODAY),
        lambda: draft_change(reader.deidentifier, house, action.id, DONE, ANN, NOW),
    ):
        with pytest.raises(ActionRefused) as refused:
            again()
        assert refused.value.fault is ActionFault.GONE


def test_a_refused_draft_leaves_nothing(house, draft):
    waiting = draft()
    refuse_action(house, waiting, BEN, TODAY)
    with house.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM action")).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM action_version")).scalar() == 0
    with pytest.raises(ActionRefused) as refused:
        approve_action(house, waiting, CAS, TODAY)
    assert refused.value.fault is ActionFault.DECIDED


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (Answer(ActionStatus.DONE, {"nl": "De brief is korter."}), {("/texts/en", "empty")}),
        (Answer(ActionStatus.DONE, {"nl": " \u200b\n", "en": "Shorter."}), {("/texts/nl", "empty")}),
        (
            Answer(ActionStatus.NOT_POSSIBLE, TEXTS, {"en": "The law asks for it."}),
            {("/reasons/nl", "empty")},
        ),
        (Answer(ActionStatus.DONE, {**TEXTS, "tr": "a" * 601}), {("/texts/tr", "too-long")}),
        (Answer(ActionStatus.DONE, {**TEXTS, "fr": "=1+1"}), {("/texts/fr", "formula")}),
        (Answer(ActionStatus.DONE, {**TEXTS, "fr": "Voir http://exemple.nl"}), {("/texts/fr", "link")}),
        (Answer(ActionStatus.DONE, {**TEXTS, "fr": "Voir javascript:alert(1)"}), {("/texts/fr", "link")}),
        (
            Answer(
                ActionStatus.DONE,
                {"nl": "Bel mij op 06-12345678.", "en": "Fatima Yilmaz said that it is too long."},
            ),
            {("/texts/nl", "identifies-phone"), ("/texts/en", "identifies-person")},
        ),
    ],
)
def test_texts_that_cannot_be_public_are_refused_all_at_once(sqlite, signer, reader, answer, found):
    released(sqlite, signer)
    with pytest.raises(InvalidInput) as refused:
        draft_action(reader.deidentifier, sqlite, ASKED, answer, ANN, NOW)
    assert codes(refused) == found
    assert list_drafts(sqlite) == []


def test_an_ordinary_answer_in_every_language_is_kept(sqlite, signer, reader):
    released(sqlite, signer)
    said = {
        **SAID,
        "nl": "Sinds 1 maart 2027 is de brief korter. Zie https://ind.nl/brieven voor een voorbeeld.",
        "en": "Since 1 March 2027 the letter is shorter. The COA in Ter Apel hands it out.",
    }
    assert set(said) == set(LANGUAGES) == set(available_languages())
    action = published(sqlite, reader, Answer(ActionStatus.DONE, said))
    assert action.versions[0].answer.texts == said, "joiners stay"


def test_a_system_sends_a_draft_once_and_any_person_approves_it(house, reader):
    attempt = Attempt("municipality", "key-1", "body")

    def send(with_attempt=attempt):
        return draft_from_system(reader.deidentifier, house, ASKED, DONE, with_attempt, NOW)

    action_id = send()
    assert send() == action_id
    [waiting] = list_drafts(house)
    assert read_action(house, action_id) is None
    with pytest.raises(IdempotencyConflict):
        send(Attempt("municipality", "key-1", "another body"))
    assert approve_action(house, waiting.id, ANN, TODAY).id == action_id


def test_two_equal_posts_of_a_system_at_once_are_one_draft(house, reader):
    attempt, start, ids = Attempt("municipality", "key-1", "body"), threading.Barrier(2), []

    def send():
        start.wait()
        ids.append(draft_from_system(reader.deidentifier, house, ASKED, DONE, attempt, NOW))

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(set(ids)) == 1
    assert len(list_drafts(house)) == 1


def test_how_many_displayed_themes_are_answered_and_how_fast(house, reader):
    none = read_answered(house)
    assert (none.period, none.displayed, none.answered, none.median_days) == (PERIOD, 2, 0, None)
    published(house, reader)
    half = read_answered(house)
    assert (half.displayed, half.answered, half.median_days) == (2, 1, (TODAY - FROZEN).days)
    published(house, reader, PLANNED, now=NOW + timedelta(days=9))
    assert read_answered(house).median_days == (TODAY - FROZEN).days, "the soonest of a theme counts"
    published(house, reader, PLANNED, Asked(ALSO_SHOWN, PERIOD), NOW + timedelta(days=10))
    whole = read_answered(house)
    assert (whole.answered, whole.median_days) == (2, (TODAY - FROZEN).days + 10)
    withdraw_action(house, read_actions(house, ALSO_SHOWN)[0].id, CAS, TODAY)
    assert read_answered(house).answered == 1


def test_actions_are_found_by_theme_and_period_and_ids_tell_no_order(house, reader):
    first, second = published(house, reader), published(house, reader, PLANNED, Asked(ALSO_SHOWN, PERIOD))
    assert read_actions(house, ASKED.theme) == [first]
    assert read_actions(house, period=ReportingPeriod(2026, 2)) == []
    assert {one.id for one in read_actions(house, period=PERIOD)} == {first.id, second.id}
    assert all(len(one.id) == 32 and int(one.id, 16) for one in (first, second))
