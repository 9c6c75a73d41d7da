"""Mask a leak: a word that a reviewer marks goes from every text of the release; no copy stays.

The word itself is kept nowhere. What is kept is how it passed: an entry of a list that ships, or the step.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session

from feedback_api.deidentify.by_hand import Marked, Word, marked, spans_at, words_of
from feedback_api.deidentify.engine import Deidentifier
from feedback_api.flows.review_texts import digest_of, open_release, texts_to_compare
from feedback_api.intake import language
from feedback_api.publish.drawn import draw
from feedback_api.store.audit import add_entry
from feedback_api.store.engine import reading, writing
from feedback_api.store.masked_texts import (
    add_candidates,
    forget_candidates,
    list_candidates,
    replace_texts,
    texts_of_periods,
    texts_of_records,
)
from feedback_api.store.no_order import hold_still, rewrite_by_key, wipe_residue
from feedback_api.terms.audit import AuditEntry, Subject, Verb
from feedback_api.terms.errors import NotForReview, ReviewFault, Unavailable
from feedback_api.terms.release import Release
from feedback_api.terms.review import KeptText, LeakCandidate, TextPlace, TextReference
from feedback_api.terms.text import MaskedText, RawText, Span, Tag


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text on the page where words are marked: a word with its place in line, or a gap."""

    text: str
    place: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reviewer marked in a text: words by their place in line, and what kind of detail they are."""

    places: Collection[int]
    kind: Tag


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to take out: the marked words, what to look for elsewhere, and the language they are in."""

    words: tuple[Word, ...] = field(repr=False)
    mark: Mark
    elsewhere: Marked = field(repr=False)
    language: str


def pieces_of(database: Engine, reference: TextReference, today: date) -> list[Piece]:
    """A text in words that can be marked and what stands between them.

    Raises:
        NotForReview: it may not be read any more, or was changed since it was shown.
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        text = _found(session, open_release(session, reference.period, today), reference).masked.text
    return list(_pieces(text, words_of(text)))


def mask_leak(
    deidentifier: Deidentifier,
    database: Engine,
    reference: TextReference,
    mark: Mark,
    by: tuple[str, date],
) -> bool:
    """Take marked words out of a text and of all texts of its release; False when residue may be left.

    ``by`` is whose mark it is and on which day. Residue that another process held on to goes with the next
    settle.

    Raises:
        NotForReview: no such word; the text may not be read any more, or was changed since it was shown.
        Unavailable: when the database failed; nothing was masked.
    """
    person, today = by
    with reading(database) as session:
        release = open_release(session, reference.period, today)
        chosen = _found(session, release, reference)
        wanted = _wanted(deidentifier, chosen.masked, mark)
        # No new text can come to a released period: what has the word now is all that can have it.
        texts = texts_of_periods(session, release.covered)
        records = {text.place.record for text in texts if _spans(wanted, text)}
    with writing(database) as session:
        hold_still(session)
        chosen = _found(session, release, reference)
        texts = texts_of_records(session, release.covered, records | {chosen.place.record})
        replace_texts(session, _changed(deidentifier, texts, chosen, wanted))
        add_candidates(session, _candidates(deidentifier, wanted))
        entry = AuditEntry(today, person, Verb.MASKED, Subject.TEXTS, reference.theme, reference.period)
        add_entry(session, entry)
        rewrite_by_key(session)
    return _is_wiped(database)


def leak_candidates(database: Engine) -> list[LeakCandidate]:
    """How words that reviewers masked had passed, for who maintains the word lists.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        return list_candidates(session)


def forget_leak_candidates(database: Engine, seen: Collection[LeakCandidate]) -> None:
    """Delete those that somebody has seen; one that came meanwhile stays.

    Raises:
        Unavailable: when the database failed; none is deleted.
    """
    with writing(database) as session:
        forget_candidates(session, seen)


def _found(session: Session, release: Release, reference: TextReference) -> KeptText:
    drawn = draw(texts_to_compare(session, release, reference.theme), reference.theme)
    found = next((text for text in drawn if text.place == reference.place), None)
    if found is None or digest_of(found) != reference.digest:
        raise NotForReview(ReviewFault.CHANGED)
    return found


def _wanted(deidentifier: Deidentifier, chosen: MaskedText, mark: Mark) -> _Wanted:
    words = words_of(chosen.text)
    if not mark.places or not set(mark.places) <= set(range(len(words))):
        raise NotForReview(ReviewFault.NO_WORD)
    spoken = _language(deidentifier, chosen)
    elsewhere = marked(words, mark.places, lambda word: deidentifier.is_everyday(word, spoken))
    return _Wanted(words, mark, elsewhere, spoken)


def _changed(
    deidentifier: Deidentifier, texts: Sequence[KeptText], chosen: KeptText, wanted: _Wanted
) -> dict[TextPlace, MaskedText]:
    own = spans_at(wanted.words, wanted.mark.places, wanted.mark.kind)
    masked = deidentifier.mask_by_hand(chosen.masked.text, own, wanted.language)
    # The marked text may hold the word a second time, where nobody marked it.
    rest = [text for text in texts if text.place != chosen.place] + [KeptText(chosen.place, masked)]
    changed = {chosen.place: masked}
    for text in rest:
        if spans := _spans(wanted, text):
            spoken = _language(deidentifier, text.masked)
            changed[text.place] = deidentifier.mask_by_hand(text.masked.text, spans, spoken)
    return changed


def _spans(wanted: _Wanted, text: KeptText) -> tuple[Span, ...]:
    return wanted.elsewhere.spans(text.masked.text, wanted.mark.kind)


def _candidates(deidentifier: Deidentifier, wanted: _Wanted) -> list[LeakCandidate]:
    """Everyday words between the parts of a name say nothing of a list, and are none."""
    words = (wanted.words[place] for place in wanted.mark.places)
    passed = [
        deidentifier.passed_by(word.text, wanted.language)
        for word in words
        if word.key in wanted.elsewhere.alone
    ]
    return [LeakCandidate(wanted.language, one.step, one.entry, wanted.mark.kind) for one in passed]


def _is_wiped(database: Engine) -> bool:
    try:
        wipe_residue(database)
    except Unavailable:
        return False
    return True


def _language(deidentifier: Deidentifier, masked: MaskedText) -> str:
    return language.identify(RawText(masked.text), None, deidentifier.known_share)


def _pieces(text: str, words: Sequence[Word]) -> list[Piece]:
    pieces: list[Piece] = []
    end = 0
    for place, word in enumerate(words):
        if word.start > end:
            pieces.append(Piece(text[end : word.start], None))
        pieces.append(Piece(text[word.start : word.end], place))
        end = word.end
    return [*pieces, Piece(text[end:], None)] if end < len(text) else pieces
