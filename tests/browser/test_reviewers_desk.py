"""Pages of the reviewers' desk in a browser: axe finds nothing, and nothing is wider than a phone."""

import json
import re

import pytest
from tests.conftest import NOW, desk_client
from tests.reviewing import ANN, BEN, HEARD, PERIOD, TODAY, reviewable

from feedback_api import assemble
from feedback_api.flows.paraphrase import decide, list_paraphrases, write_paraphrase
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.engine import open_database
from feedback_api.terms.audit import Verb
from feedback_api.terms.paraphrases import ParaphraseState
from feedback_api.terms.roles import Role
from feedback_api.web.pages import STATIC

ABOUT = {"period": str(PERIOD), "theme": HEARD.value}
WRITTEN = {"nl": "Mensen vragen om brieven in gewone taal.", "en": "People ask for letters in plain words."}
NAMES = ("themes", "texts", "fault", "words", "masked", "paraphrases", "log", "refused")


@pytest.fixture(scope="module")
def reviewer(tmp_path_factory, reader, signer):
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'house.db'}")
    schema.upgrade(database)
    reviewable(database, signer, dict.fromkeys(range(60), "The clerk [name] and Hope were kind"))
    for person in (ANN, BEN):
        write_paraphrase(reader.deidentifier, database, (PERIOD, HEARD), WRITTEN, (person, TODAY))
    first = list_paraphrases(database, ParaphraseState.WAITING)[0]
    decide(reader.deidentifier, database, first.id, Verb.APPROVED, ("c" * 32, TODAY))
    app = assemble.build(Settings(), database, reader, lambda: NOW)
    yield desk_client(app, database, Role.REVIEWER)
    database.dispose()


def pages_of(reviewer, language):
    """Every page of the reviewers' desk, by name."""
    at = f"/desk/{language}"
    texts = reviewer.posts(f"{at}/review/texts", **ABOUT)
    sealed = re.findall(r'name="text" value="([^"]+)"', texts.text)[0]
    found = {
        "themes": reviewer.get(f"{at}/review"),
        "texts": texts,
        "fault": reviewer.posts(f"{at}/review/paraphrase", **ABOUT, nl="=1+1 brieven", en=""),
        "words": reviewer.posts(f"{at}/review/words", text=sealed),
        "masked": reviewer.posts(f"{at}/review/mask", text=sealed, kind="person", w0="1"),
        "paraphrases": reviewer.get(f"{at}/paraphrases?done=approved"),
        "log": reviewer.get(f"{at}/audit"),
        "refused": reviewer.posts(f"{at}/review/words", text="made up"),
    }
    assert [found[name].status_code for name in NAMES] == [200, 200, 400, 200, 200, 200, 200, 409]
    return {name: found[name].text for name in NAMES}


@pytest.mark.parametrize(("language", "colours"), [("nl", "light"), ("en", "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(page_factory, axe, reviewer, language, colours):
    styles = (STATIC / "site.css").read_text(encoding="utf-8")
    page = page_factory(language, javascript=True, width=320, color_scheme=colours)
    shown = {}

    def answer(route, request):
        is_page = request.resource_type == "document"
        kind = "text/html" if is_page else "text/css"
        route.fulfill(body=shown["html"] if is_page else styles, content_type=f"{kind}; charset=utf-8")

    page.route("**/*", answer)
    for name, html in pages_of(reviewer, language).items():
        shown["html"] = html
        page.goto("http://desk.test/")
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations")
        assert not found, name + json.dumps([(f["id"], f["nodes"][0]["html"]) for f in found])[:900]
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, name
        small = page.evaluate(
            "[...document.querySelectorAll('button, select, label:has(input)')]"
            ".filter(e => e.getBoundingClientRect().height < 24).length"
        )
        assert small == 0, name
