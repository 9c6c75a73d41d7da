"""Paraphrase: a reviewer says in their own words what was said about a theme; another one lets it out."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.flows.review_texts import open_release, texts_to_compare
from feedback_api.publish.paraphrasing import LANGUAGES, cleaned, fault_of
from feedback_api.store import paraphrases
from feedback_api.store.audit import add_entry
from feedback_api.store.engine import reading, writing
from feedback_api.terms.audit import AuditEntry, Subject, Verb
from feedback_api.terms.codebook import Theme
from feedback_api.terms.errors import FieldProblem, InvalidInput, NotForReview, ReviewFault
from feedback_api.terms.paraphrases import KeptParaphrase, Paraphrase, ParaphraseState
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import RawText, Tag

MOST_OPEN = 5
"""Paraphrases of one theme of one release that may wait or be public: a picture, not a list of messages."""

IDENTIFIES = "identifies-"
"""A fault that begins so names the kind of detail that was found, never the detail."""

_HARMLESS = frozenset({Tag.WORD, Tag.LANGUAGE})
# A word that is on no list, not of names either: writers at a desk know more words than our lists.

_VERBS: Mapping[Verb, Callable[[Session, str, str], bool]] = {
    Verb.APPROVED: paraphrases.publish,
    Verb.REFUSED: paraphrases.refuse,
    Verb.WITHDREW: paraphrases.withdraw,
}


def write_paraphrase(
    deidentifier: Deidentifier,
    database: Engine,
    about: tuple[ReportingPeriod, Theme],
    texts: Mapping[str, str],
    by: tuple[str, date],
) -> None:
    """Keep a paraphrase in Dutch and English until a second reviewer decides; ``by`` is who writes, and when.

    Raises:
        InvalidInput: with a code for each text that cannot be kept: ``empty``, ``too-short``, ``too-long``,
            ``formula``, ``has-tag``, ``quote``, or ``identifies-`` and the kind of detail.
        NotForReview: the theme was not displayed in two groups, its texts are erased, or it has enough.
        Unavailable: when the database failed.
    """
    (period, theme), (person, today) = about, by
    clean = {code: cleaned(texts.get(code, "")) for code in LANGUAGES}
    with writing(database) as session:
        _check(deidentifier, session, Paraphrase(theme, period, clean), today)
        if paraphrases.count_open(session, period, theme) >= MOST_OPEN:
            raise NotForReview(ReviewFault.ENOUGH)
        paraphrases.add_paraphrase(session, Paraphrase(theme, period, clean), person)
        add_entry(session, AuditEntry(today, person, Verb.WROTE, Subject.PARAPHRASE, theme, period))


def decide(
    deidentifier: Deidentifier, database: Engine, paraphrase_id: str, verb: Verb, by: tuple[str, date]
) -> None:
    """Approve or refuse what another wrote, or withdraw; of two at once exactly one succeeds.

    Approving asks once more what writing asked, and is possible only while the texts are there to compare.

    Raises:
        NotForReview: ``own`` work cannot be approved or refused; ``decided`` before; ``closed`` as the texts
            are erased.
        InvalidInput: approving one that would now be refused, as :func:`write_paraphrase`.
        Unavailable: when the database failed.
    """
    person, today = by
    with writing(database) as session:
        kept = paraphrases.find_paraphrase(session, paraphrase_id)
        if kept is None:
            raise NotForReview(ReviewFault.DECIDED)
        if kept.written_by == person and verb is not Verb.WITHDREW:
            raise NotForReview(ReviewFault.OWN)
        about = kept.paraphrase
        if verb is Verb.APPROVED and kept.state is ParaphraseState.WAITING:
            _check(deidentifier, session, about, today)
        if not _VERBS[verb](session, paraphrase_id, person):
            raise NotForReview(ReviewFault.DECIDED)
        add_entry(session, AuditEntry(today, person, verb, Subject.PARAPHRASE, about.theme, about.period))


def list_paraphrases(database: Engine, state: ParaphraseState) -> list[KeptParaphrase]:
    """Paraphrases in a state, for the desk.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        return paraphrases.list_paraphrases(session, state)


def _check(deidentifier: Deidentifier, session: Session, paraphrase: Paraphrase, today: date) -> None:
    release = open_release(session, paraphrase.period, today)
    originals = [text.masked.text for text in texts_to_compare(session, release, paraphrase.theme)]
    faults = {
        code: fault_of(words, originals) or _identifies(deidentifier, words, code)
        for code, words in paraphrase.texts.items()
    }
    problems = [FieldProblem(f"/{code}", fault) for code, fault in faults.items() if fault]
    if problems:
        raise InvalidInput(problems)


def _identifies(deidentifier: Deidentifier, words: str, code: str) -> str | None:
    found = [span.tag for span in deidentifier.spans(RawText(words), code) if span.tag not in _HARMLESS]
    return f"{IDENTIFIES}{found[0]}" if found else None
