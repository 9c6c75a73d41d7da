"""Published paraphrases at the API: public, only published ones, markup as plain text."""

import pytest
from starlette.testclient import TestClient
from tests.conftest import NOW
from tests.reviewing import ANN, BEN, HEARD, PERIOD, TODAY, reviewable

from feedback_api import assemble
from feedback_api.flows.paraphrase import decide, list_paraphrases, write_paraphrase
from feedback_api.terms.audit import Verb
from feedback_api.terms.paraphrases import ParaphraseState

MARKED = {"nl": "Brieven zijn <b>te lang</b> & moeilijk.", "en": "Letters are <b>too long</b> & hard."}
PATH = f"/v1/themes/{HEARD}/paraphrases"


@pytest.fixture
def written(site, database, reader, signer):
    reviewable(database, signer)
    write_paraphrase(reader.deidentifier, database, (PERIOD, HEARD), MARKED, (ANN, TODAY))
    return list_paraphrases(database, ParaphraseState.WAITING)[0].id


def test_only_what_a_second_reviewer_let_out_is_answered(site, database, reader, written):
    assert site.get(PATH).json() == {"themeId": HEARD, "period": "2026-Q3", "items": []}
    decide(reader.deidentifier, database, written, Verb.APPROVED, (BEN, TODAY))
    answer = site.get(f"{PATH}?period=2026-Q3")
    assert answer.json()["items"] == [{"text": MARKED}]
    assert answer.headers["content-type"] == "application/json"
    assert site.get(PATH, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert ANN not in answer.text
    assert BEN not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/themes/nonsense-canary/paraphrases", 400),
        (f"{PATH}?period=nonsense-canary", 400),
        (f"{PATH}?period=2026-Q4", 404),
        (f"{PATH}?step=nonsense-canary", 400),
    ],
)
def test_bad_input_is_a_problem_that_repeats_nothing(site, written, path, status):
    answer = site.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "nonsense" not in answer.text


def test_without_a_release_there_is_nothing_to_answer(sqlite, reader, settings):
    empty = TestClient(assemble.build(settings, sqlite, reader, lambda: NOW), base_url="https://testserver")
    assert empty.get(PATH).status_code == 404
