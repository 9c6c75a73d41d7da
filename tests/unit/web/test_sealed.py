import time

import pytest

from feedback_api.terms.codebook import PartnerType, Rating, SourceGroup, Step
from feedback_api.terms.feedback import Ticket
from feedback_api.terms.text import RawText
from feedback_api.web.sealed import LIFETIME, Draft, Seal

DRAFT = Draft(
    ticket=Ticket("ABCD-1234"),
    group=SourceGroup.CHAIN_PARTNER,
    step=Step.WAITING,
    rating=Rating.BAD,
    partner_type=PartnerType.HEALTH,
    good=RawText("good words"),
    improve=RawText("ጽሑፍ"),
)


def shown(draft: Draft) -> tuple[object, ...]:
    words = (draft.good.reveal(), draft.improve.reveal())
    return draft.ticket, draft.group, draft.step, draft.rating, draft.partner_type, *words


def test_a_draft_comes_back_whole(seal):
    assert shown(seal.open(seal.close(DRAFT))) == shown(DRAFT)


def test_an_empty_draft_comes_back_empty(seal):
    assert shown(seal.open(seal.close(Draft()))) == shown(Draft())


def test_the_field_holds_no_word(seal):
    assert "words" not in seal.close(DRAFT)
    assert "words" not in repr(DRAFT)
    assert "ABCD" not in repr(DRAFT)


@pytest.mark.parametrize("field", ["", "nonsense", "gAAAAA", "é", "\x00" * 9])
def test_what_we_did_not_seal_is_nothing(seal, field):
    assert seal.open(field) is None


def test_another_key_cannot_open_it(seal):
    assert Seal(b"k" * 32).open(seal.close(DRAFT)) is None


def test_an_altered_field_is_nothing(seal):
    sealed = seal.close(DRAFT)
    assert seal.open(sealed[:-8] + "AAAAAAA=") is None


def test_after_an_hour_it_is_nothing(seal, monkeypatch):
    sealed = seal.close(DRAFT)
    later = time.time() + LIFETIME + 5
    monkeypatch.setattr("cryptography.fernet.time.time", lambda: later)
    assert seal.open(sealed) is None


def test_a_short_key_is_refused():
    with pytest.raises(ValueError):
        Seal(b"short")


def test_a_submission_needs_a_group_and_a_step():
    with pytest.raises(ValueError):
        Draft().submission(None, None, "nl")


def test_only_partners_have_a_partner_type():
    staff = Draft(group=SourceGroup.STAFF, step=Step.GENERAL, partner_type=PartnerType.LEGAL)
    assert staff.submission(RawText("x"), None, "nl").partner_type is None
