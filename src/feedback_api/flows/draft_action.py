"""Draft an action: what is done about a theme, written by one person or sent by a system; not public yet."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.flows.read_releases import parse_frozen
from feedback_api.publish.answering import cleaned_answer, displayed_themes, faults_of
from feedback_api.store import actions
from feedback_api.store.audit import add_entry
from feedback_api.store.engine import reading, writing
from feedback_api.store.idempotency import Attempt, find_answer, keep_answer
from feedback_api.store.releases import find_release
from feedback_api.terms.action import Answer, Asked
from feedback_api.terms.audit import AuditEntry, Subject, Verb
from feedback_api.terms.errors import (
    ActionFault,
    ActionRefused,
    FieldProblem,
    InvalidInput,
    NotReleased,
    ThemeNotDisplayed,
    Unavailable,
)
from feedback_api.terms.text import RawText, Tag

IDENTIFIES = "identifies-"
"""A fault that begins so names the kind of detail that was found, never the detail."""

DIRECT = frozenset(
    {
        Tag.PERSON,
        Tag.ADDRESS,
        Tag.POSTCODE,
        Tag.V_NUMBER,
        Tag.BSN,
        Tag.CASE,
        Tag.DOCUMENT,
        Tag.IBAN,
        Tag.PHONE,
        Tag.EMAIL,
        Tag.HANDLE,
        Tag.IP,
        Tag.PLATE,
        Tag.BIRTH_DATE,
    }
)
"""Kinds of detail that no answer may hold: it could be a quote. Dates, places and offices may be named."""

_TRIES = 2
# Two of the same attempt at once: the one that came second finds the answer of the first.


def draft_action(
    deidentifier: Deidentifier, database: Engine, asked: Asked, answer: Answer, person: str, now: datetime
) -> str:
    """Keep an answer to a theme until a second person approves it; gives the id of the draft.

    Raises:
        InvalidInput: with a code for each text that cannot be kept: ``empty``, ``too-long``, ``formula``,
            ``link``, or ``identifies-`` and the kind of detail.
        NotReleased: the period has no release.
        ThemeNotDisplayed: its release shows no number for the theme.
        Unavailable: when the database failed.
    """
    checked = _checked(deidentifier, answer)
    with writing(database) as session:
        action_id = _begin(session, asked)
        add_entry(session, _wrote(asked, person, now))
        return actions.add_draft(session, action_id, checked, person)


def draft_change(
    deidentifier: Deidentifier, database: Engine, action_id: str, answer: Answer, person: str, now: datetime
) -> str:
    """Keep a new version of a public action until a second person approves it; gives the id of the draft.

    Raises:
        InvalidInput: as :func:`draft_action`.
        ActionRefused: ``gone`` when it is not public or was withdrawn; ``waiting`` when a change waits.
        Unavailable: when the database failed.
    """
    checked = _checked(deidentifier, answer)
    with writing(database) as session:
        action = actions.find_action(session, action_id)
        if action is None or action.withdrawn_on is not None:
            raise ActionRefused(ActionFault.GONE)
        if actions.has_draft(session, action_id):
            raise ActionRefused(ActionFault.WAITING)
        add_entry(session, _wrote(action.asked, person, now))
        return actions.add_draft(session, action_id, checked, person)


def draft_from_system(
    deidentifier: Deidentifier,
    database: Engine,
    asked: Asked,
    answer: Answer,
    attempt: Attempt,
    now: datetime,
) -> str:
    """Keep an answer that a system sent until a person approves it, once however often it is sent.

    Gives the id of the action, which is public only when somebody approved it.

    Raises:
        IdempotencyConflict: when the key was used with another body.
        InvalidInput, NotReleased, ThemeNotDisplayed, Unavailable: as :func:`draft_action`.
    """
    for _ in range(_TRIES):
        with reading(database) as session:
            before = find_answer(session, attempt, now)
        if before is not None:
            return str(before["action"])
        checked = _checked(deidentifier, answer)
        try:
            with writing(database) as session:
                action_id = _begin(session, asked)
                keep_answer(session, attempt, {"action": action_id}, now)
                session.flush()
                actions.add_draft(session, action_id, checked, "")
                add_entry(session, _wrote(asked, f"system:{attempt.client_id}"[:32], now))
            return action_id
        except IntegrityError:
            continue
    raise Unavailable("requests met again and again; nothing was stored")


def _checked(deidentifier: Deidentifier, answer: Answer) -> Answer:
    clean = cleaned_answer(answer)
    problems = faults_of(clean)
    faulty = {problem.pointer for problem in problems}
    problems += [one for one in _identifying(deidentifier, clean) if one.pointer not in faulty]
    if problems:
        raise InvalidInput(problems)
    return clean


def _identifying(deidentifier: Deidentifier, answer: Answer) -> Iterator[FieldProblem]:
    for field, texts in (("texts", answer.texts), ("reasons", answer.reasons)):
        for code, words in texts.items():
            tags = (span.tag for span in deidentifier.spans(RawText(words), code))
            found = next((tag for tag in tags if tag in DIRECT), None)
            if found is not None:
                yield FieldProblem(f"/{field}/{code}", IDENTIFIES + found.value.replace("_", "-"))


def _begin(session: Session, asked: Asked) -> str:
    frozen = find_release(session, asked.period)
    if frozen is None:
        raise NotReleased("the period has no release")
    if asked.theme not in displayed_themes(parse_frozen(frozen)):
        raise ThemeNotDisplayed
    return actions.add_action(session, asked)


def _wrote(asked: Asked, person: str, now: datetime) -> AuditEntry:
    return AuditEntry(now.date(), person, Verb.WROTE, Subject.ACTION, asked.theme, asked.period)
