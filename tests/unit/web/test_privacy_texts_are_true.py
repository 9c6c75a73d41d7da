"""Each promise of the form that the code can keep, held to the code that keeps it."""

from feedback_api import assemble
from feedback_api.deidentify.tiers import stored_languages
from feedback_api.flows.erase_expired import DAYS_KEPT
from feedback_api.settings import Settings
from feedback_api.store.tables import FeedbackRow, InboxItem
from feedback_api.web.texts import own_name, texts_of

TOLD = {
    "source_group": "uw groep",
    "partner_type": "de soort organisatie",
    "step": "het deel van de procedure",
    "rating": "uw oordeel",
    "period": "het kwartaal",
    "themes": "de onderwerpen",
    "sentiment": "de toon",
    "good": "uw aangepaste tekst",
    "improve": "uw aangepaste tekst",
}
"""What a message leaves behind, by column, and the words of ``privacy.what`` that say so."""


def facts(**settings):
    # The wiring is the subject: which facts the pages are given.
    return assemble._facts(Settings(**settings))


def test_everything_that_is_kept_is_told():
    columns = {*InboxItem.__table__.columns.keys(), *FeedbackRow.__table__.columns.keys()} - {"id"}
    assert columns == TOLD.keys(), "a new column is not told to the people whose message it is about"
    told = texts_of("nl", {}).text("privacy.what")
    assert [words for words in TOLD.values() if words not in told] == []


def test_the_days_and_months_are_those_of_erasing():
    told = texts_of("en", facts(months_kept=7).values("en")).text("privacy.keep")
    assert f"{DAYS_KEPT} days" in told
    assert "7 months" in told


def test_the_languages_whose_text_is_kept_are_those_of_tier_a():
    kept = facts().kept_languages
    assert set(kept) == stored_languages()
    assert kept[:2] == ("nl", "en")
    told = texts_of("so", facts().values("so")).text("tier.note")
    assert all(own_name(code) in told for code in stored_languages())


def test_no_text_promises_an_exact_number_of_messages():
    """The display rule works on estimates with noise: ten votes is about ten messages."""
    assert "ongeveer {k}" in texts_of("nl", {}).messages["anon.do"]
    assert "about {k}" in texts_of("en", {}).messages["anon.do"]
