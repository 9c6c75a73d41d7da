"""Whatever the reviewers' desk may have to say, it has words for in both languages."""

import pytest

from feedback_api.flows.paraphrase import _HARMLESS
from feedback_api.terms.audit import Subject, Verb
from feedback_api.terms.errors import ReviewFault
from feedback_api.terms.text import Tag
from feedback_api.web.desk_pages import MENU
from feedback_api.web.desk_review import KINDS
from feedback_api.web.texts import EXPLORE_LANGUAGES, explore_texts_of

KEYS = [
    *(f"desk.verb.{verb}" for verb in Verb),
    *(f"desk.subject.{subject}" for subject in Subject),
    *(f"desk.fault.{fault}" for fault in (*ReviewFault, "no-longer")),
    *(f"desk.kind.{tag}" for tag in Tag if tag not in _HARMLESS),
    *(f"desk.kind.{tag}" for tag in KINDS),
    *(f"desk.done.{verb}" for verb in (Verb.WROTE, Verb.APPROVED, Verb.REFUSED, Verb.WITHDREW)),
    *(f"desk.paraphrase.{f}" for f in ("empty", "too-short", "too-long", "formula", "has-tag", "quote")),
    *(entry.key for entry in MENU),
]


@pytest.mark.parametrize("language", EXPLORE_LANGUAGES)
def test_nothing_is_without_words(language):
    texts = explore_texts_of(language, {})
    assert not [key for key in KEYS if not texts.messages.get(key)]
