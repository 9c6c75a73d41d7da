import gzip

import pytest
from markupsafe import Markup

from feedback_api.terms.codebook import PartnerType, Rating, Step
from feedback_api.terms.text import MaskedText
from feedback_api.web.pages import STATIC, TEMPLATES, callable_lines, linked, tagged
from feedback_api.web.sealed import Draft
from feedback_api.web.texts import available_languages

BUDGET = 40 * 1024


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Bel 0800 33 55 555. Meestal", ["08003355555"]),
        ("Telefon: 0800 33 55 555 numarası", ["08003355555"]),
        ("113 – gratis", ["113"]),
        ("\u2066033 448 11 86\u2069 – \u2066CoMensha\u2069", ["0334481186"]),
        ("6 weken, 18 jaar, 2000 tekens", []),
    ],
)
def test_phone_numbers_can_be_called_and_keep_their_order(line, numbers):
    html = callable_lines(line)
    assert [f'href="tel:{number}"' in html for number in numbers] == [True] * len(numbers)
    assert html.count('<bdi dir="ltr">') == len(numbers)


def test_sites_are_links_without_referrer():
    html = callable_lines("Ga naar ind.nl. <script>")
    assert '<a href="https://www.ind.nl" rel="noreferrer">' in html
    assert "&lt;script&gt;" in html


def test_tags_are_marked_and_the_rest_is_escaped():
    masked = MaskedText("<i>[naam]</i> belde niet [", {})
    assert tagged(masked) == "&lt;i&gt;<mark>[naam]</mark>&lt;/i&gt; belde niet ["


def test_an_address_shows_itself_and_a_path_its_page():
    assert linked("https://example.org/a", "Results") == Markup(
        '<a href="https://example.org/a"><bdi>https://example.org/a</bdi></a>'
    )
    assert ">Results<" in linked("/results", "Results")


def test_templates_have_no_inline_script_and_no_inline_style():
    for template in TEMPLATES.glob("*.html"):
        source = template.read_text().lower()
        assert all(script.startswith(' src="') for script in source.split("<script")[1:])
        assert "style=" not in source
        assert " on" + "click" not in source


def test_no_page_asks_another_host_for_anything(pages):
    css = (STATIC / "site.css").read_text()
    assert "url(" not in css
    assert "@import" not in css
    assert "@font-face" not in css


@pytest.mark.parametrize("language", available_languages())
def test_the_largest_page_and_its_style_fit_the_budget(pages, language):
    page = pages.render(
        "questions.html",
        language,
        draft=Draft(),
        words={"good": "", "improve": ""},
        steps=tuple(Step),
        ratings=tuple(Rating),
        partner_types=tuple(PartnerType),
        csrf="x" * 43,
    )
    style = (STATIC / "site.css").read_bytes()
    assert len(gzip.compress(page.body)) + len(gzip.compress(style)) <= BUDGET


@pytest.mark.parametrize("language", available_languages())
def test_results_page_says_when_there_are_none(pages, language):
    page = pages.render("results.html", language, period="", groups=[], lines=[], path="/results/")
    assert str(pages.texts(language).markup("results.none")) in page.body.decode()


def test_not_found_page_offers_the_form(pages):
    page = pages.not_found("fr")
    assert page.status_code == 404
    assert 'href="/form/fr"' in page.body.decode()
