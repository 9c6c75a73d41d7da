"""The form in Kurmanji, Sorani and Pashto: read as that language, kept as its tier says."""

import pytest
from sqlalchemy import text

from feedback_api.deidentify.tiers import stored_languages
from feedback_api.intake.language import canonical

from .form_visitor import Visitor

# The first two of each: one sentence, and so few words that only the form's language says which it is.
WORDS = {
    "kmr": ("Wergêr pir baş bû, lê me gelek li bendê ma û kesî tiştek ravenekir.", "Wergêr baş bû"),
    "ckb": ("وەرگێڕەکە باش بوو، بەڵام زۆر چاوەڕێمان کرد و کەس هیچی ڕوون نەکردەوە.", "وەرگێڕ باش"),
    "ps": ("ژباړن ښه و، خو موږ ډېر انتظار وکړ او چا راته هېڅ ونه ویل.", "ژباړن ښه"),
}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("length", [0, 1], ids=["sentence", "few words"])
def test_what_is_kept_follows_the_tier_of_the_forms_language(site, code, database, language, length):
    visitor = Visitor(site, language)
    assert visitor.enter(code).status_code == 200
    assert visitor.answer(WORDS[language][length]).status_code == 200
    assert visitor.press("send").status_code == 303
    with database.connect() as connection:
        row = connection.execute(text("SELECT good, improve, themes FROM inbox_item")).one()
    assert (row.improve is not None) == (canonical(language) in stored_languages())
    assert row.themes


@pytest.mark.parametrize(("language", "direction"), [("kmr", "ltr"), ("ckb", "rtl"), ("ps", "rtl")])
def test_the_page_says_its_language_and_direction(site, language, direction):
    page = site.get(f"/form/{language}")
    assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert page.headers["content-language"] == language
    assert "{" not in page.text
