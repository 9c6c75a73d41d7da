"""A word that a reviewer masks is gone: from every text of the release and every byte of the database."""

import pytest
from sqlalchemy import text
from tests.attack import disk
from tests.attack.test_arrival_leaves_no_order import _as_the_docs_ask  # noqa: F401  (used by every test)
from tests.reviewing import ANN, BEN, HEARD, PERIOD, TODAY, release, reviewable, tell
from typer.testing import CliRunner

from feedback_api.cli import app
from feedback_api.flows import mask_leak as flow
from feedback_api.flows.mask_leak import Mark, leak_candidates, mask_leak, pieces_of
from feedback_api.flows.read_audit import read_whole_audit
from feedback_api.flows.review_texts import read_texts
from feedback_api.flows.settle import settle
from feedback_api.store.engine import writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.store.masked_texts import texts_of_periods
from feedback_api.terms.audit import AuditEntry, Subject, Verb
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.errors import NotForReview
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.review import LeakCandidate
from feedback_api.terms.text import MaskedText, Tag

SECRET = "qyxavelzorn"
"""A word that stands in no file but these texts."""


def everywhere(numbers, said):
    return dict.fromkeys(numbers, said)


def shown(database, wanted):
    """A text that a reviewer is shown, by a word in it."""
    return next(one for one in read_texts(database, PERIOD, HEARD, ANN, TODAY) if wanted in one.masked.text)


def places(database, reference, *words):
    found = {piece.text: piece.place for piece in reversed(pieces_of(database, reference, TODAY))}
    return [found[word] for word in words]


def mask(reader, database, reference, marked, kind=Tag.PERSON, person=ANN):
    return mask_leak(reader.deidentifier, database, reference, Mark(marked, kind), (person, TODAY))


def texts(database):
    with writing(database) as session:
        return [one.masked.text for one in texts_of_periods(session, [PERIOD])]


def holding(database, word):
    """Files of the database that hold a word, however it is written."""
    spellings = [form(word).encode(code) for form in (str.lower, str.title, str.upper) for code in CODES]
    return [
        name for name, content in disk.everything(database).items() if any(w in content for w in spellings)
    ]


CODES = ("utf-8", "utf-16-le")


def test_the_word_is_gone_from_every_text_of_the_release_and_from_the_disk(reader, database, signer):
    said = {n: f"The clerk {SECRET.title()} was kind and took the time" for n in range(60)}
    said |= dict.fromkeys((61, 121), f"Nobody but {SECRET}'s colleague could explain the letter")
    tell(database, {(SourceGroup.STAFF, Theme.POLICY): 3}, planted={0: f"{SECRET.upper()} again"})
    reviewable(database, signer, said)
    leak = shown(database, SECRET.title())
    assert holding(database, SECRET)
    assert mask(reader, database, leak.reference, places(database, leak.reference, SECRET.title()))
    assert holding(database, SECRET) == []
    assert sum("clerk [name] was kind" in one for one in texts(database)) == 60
    assert sum("Nobody but [name] colleague" in one for one in texts(database)) == 2
    assert sum("[name] again" in one for one in texts(database)) == 1


def test_without_the_rewrite_and_the_wipe_it_stays(reader, database, signer, monkeypatch):
    """So the test above can fail."""
    monkeypatch.setattr(flow, "rewrite_by_key", lambda session: None)
    monkeypatch.setattr(flow, "wipe_residue", lambda engine: None)
    reviewable(database, signer, everywhere(range(60), f"The clerk {SECRET} was kind and took the time"))
    leak = shown(database, SECRET)
    mask(reader, database, leak.reference, places(database, leak.reference, SECRET))
    assert not any(SECRET in one for one in texts(database))
    assert holding(database, SECRET)


def test_residue_that_a_reader_holds_is_said_and_goes_with_the_next_settle(reader, database, signer):
    if database.dialect.name != "sqlite":
        pytest.skip("no reader outlives the lock that masking takes")
    reviewable(database, signer, everywhere(range(60), f"The clerk {SECRET} was kind and took the time"))
    leak = shown(database, SECRET)
    marked = places(database, leak.reference, SECRET)
    with database.connect() as other:
        other.execute(text("SELECT count(*) FROM feedback_record")).all()
        assert not mask(reader, database, leak.reference, marked)
    assert not any(SECRET in one for one in texts(database))
    settle(database)
    assert holding(database, SECRET) == []


def test_words_in_a_row_go_together_and_everyday_ones_not_alone(reader, database, signer):
    said = everywhere(range(60), "I met Rose the Baker at the desk and the talk was good")
    said |= everywhere(range(60, 90), "The desk of Baker is at the hall and I rose early")
    reviewable(database, signer, said)
    leak = shown(database, "Rose the Baker")
    mask(reader, database, leak.reference, places(database, leak.reference, "Rose", "the", "Baker"))
    found = texts(database)
    assert sum(one == "I met [name] at the desk and the talk was good" for one in found) == 60
    assert sum(one == "The desk of [name] is at the hall and I [name] early" for one in found) == 30


def test_a_word_marked_by_itself_goes_however_common(reader, database, signer):
    reviewable(database, signer, everywhere(range(60), "My clerk was called Will and the talk was good"))
    leak = shown(database, "Will")
    mask(reader, database, leak.reference, places(database, leak.reference, "Will"))
    assert not any("Will" in one for one in texts(database))


def test_what_becomes_of_a_word_is_an_entry_of_our_own_lists_or_only_a_step(reader, database, signer):
    said = everywhere(range(60), f"The clerk Hope met {SECRET} and both took the time for hopes")
    reviewable(database, signer, said)
    for word in ("Hope", SECRET):
        leak = shown(database, word)
        mask(reader, database, leak.reference, places(database, leak.reference, word))
    assert leak_candidates(database) == [
        LeakCandidate("en", "keep list", "hope", Tag.PERSON),
        LeakCandidate("en", "on no list", "", Tag.PERSON),
    ]
    with database.connect() as connection:
        columns = connection.execute(text("SELECT * FROM leak_candidate")).keys()
    assert set(columns) == {"language", "step", "entry", "kind"}


def test_candidates_lie_in_no_order_beside_the_log(reader, database, signer):
    """PostgreSQL numbers transactions: one number for all candidates and messages, so none of them tells."""
    if database.dialect.name != "postgresql":
        pytest.skip("SQLite keeps no number of transactions, and the table has no row order")
    reviewable(database, signer, everywhere(range(60), "The clerks Hope and Grace took the time"))
    for word in ("Hope", "Grace"):
        leak = shown(database, word)
        mask(reader, database, leak.reference, places(database, leak.reference, word))
    with database.connect() as connection:
        numbers = connection.execute(text("SELECT xmin::text FROM leak_candidate")).scalars().all()
    assert len(numbers) == 2
    assert len(set(numbers)) == 1


def test_the_log_says_who_and_which_theme_and_no_more(reader, database, signer):
    reviewable(database, signer, everywhere(range(60), "The clerk Hope was kind"))
    leak = shown(database, "Hope")
    mask(reader, database, leak.reference, places(database, leak.reference, "Hope"), person=BEN)
    masked = AuditEntry(TODAY, BEN, Verb.MASKED, Subject.TEXTS, HEARD, PERIOD)
    assert read_whole_audit(database)[-1] == masked


def test_of_two_who_mask_the_same_text_the_second_looks_again(reader, database, signer):
    reviewable(database, signer, everywhere(range(60), "The clerk Hope was kind and so was Grace"))
    leak = shown(database, "Hope")
    (hope,), (grace,) = (places(database, leak.reference, word) for word in ("Hope", "Grace"))
    mask(reader, database, leak.reference, [hope])
    with pytest.raises(NotForReview) as refused:
        mask(reader, database, leak.reference, [grace])
    assert refused.value.fault == "changed"
    with pytest.raises(NotForReview):
        pieces_of(database, leak.reference, TODAY)


@pytest.mark.parametrize("marked", [[], [999], [-1]])
def test_a_word_that_is_not_there_masks_nothing(reader, database, signer, marked):
    tell(database, {(group, HEARD): 150 for group in SourceGroup}, texts=20)
    release(database, signer)
    before = texts(database)
    leak = read_texts(database, PERIOD, HEARD, ANN, TODAY)[0]
    with pytest.raises(NotForReview) as refused:
        mask(reader, database, leak.reference, marked)
    assert refused.value.fault == "no-word"
    assert sorted(texts(database)) == sorted(before)
    assert leak_candidates(database) == []


def test_texts_of_other_periods_and_the_inbox_are_left(reader, database, signer):
    reviewable(database, signer, everywhere(range(60), "The clerk Hope was kind"))
    later = FeedbackRecord(
        PERIOD.next,
        SourceGroup.STAFF,
        Step.GENERAL,
        Sentiment.MIXED,
        split_vote([HEARD]),
        improve=MaskedText("I hope so"),
    )
    with writing(database) as session:
        add_to_inbox(session, later)
    leak = shown(database, "Hope")
    mask(reader, database, leak.reference, places(database, leak.reference, "Hope"))
    settle(database)
    with writing(database) as session:
        assert [one.masked.text for one in texts_of_periods(session, [PERIOD.next])] == ["I hope so"]


def test_commands_print_the_log_and_the_candidates_and_forget_what_was_seen(
    reader, sqlite, signer, monkeypatch
):
    reviewable(sqlite, signer, everywhere(range(60), "The clerk Hope was kind"))
    leak = shown(sqlite, "Hope")
    mask(reader, sqlite, leak.reference, places(sqlite, leak.reference, "Hope"))
    monkeypatch.setenv("FEEDBACK_DATABASE_URL", str(sqlite.url))
    log = CliRunner().invoke(app, ["audit"]).stdout
    assert log.splitlines()[-1] == f"2026-11-23\t{ANN}\tmasked\ttexts\tdecision_letter\t2026-Q3"
    candidates = CliRunner().invoke(app, ["leak-candidates"])
    assert candidates.stdout == "en\tkeep list\thope\tperson\n"
    assert CliRunner().invoke(app, ["leak-candidates", "--forget"]).exit_code == 0
    assert CliRunner().invoke(app, ["leak-candidates"]).stdout == ""
