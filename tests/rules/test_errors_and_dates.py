"""NL API Design Rules 2.2: errors and dates."""

import re
from pathlib import Path

from starlette.exceptions import HTTPException

from feedback_api.web.problem_kinds import KINDS
from feedback_api.web.problems import of_http

WEB = Path(__file__).parents[2] / "src" / "feedback_api" / "web"


def test_core_error_handling_problem_details(house, errors, operations):
    for asked, answer in errors.items():
        assert answer.headers["content-type"] == "application/problem+json", asked
        body = answer.json()
        assert body["status"] == answer.status_code, asked
        assert body["title"], asked
        assert body["detail"], asked
        page = house.site.get(body["type"])
        assert page.status_code == 200, asked
        assert body["title"] in page.text.replace("&#39;", "'"), asked
    for _, path, operation in operations:
        statuses = {int(status) for status in operation["responses"]}
        assert {400, 406, 503} <= statuses, path
        assert 422 not in statuses, path


def test_core_error_handling_invalid_input(house, operations):
    for method, path, operation in operations:
        assert "400" in operation["responses"]
        assert house.site.request(method, f"/v1{path}?surprise=1").status_code == 400, path


def test_core_error_handling_all_errors(house):
    many = house.post("/v1/feedback-items", {"step": "x", "rating": "x", "language": 1, "surprise": 1})
    assert len(many.json()["errors"]) == 4
    query = house.site.get("/v1/trends?themeId=x&from=x&to=x&interval=x")
    assert len(query.json()["errors"]) == 4


def test_every_problem_that_the_code_makes_is_of_a_known_kind():
    made = re.compile(r'Problem\(\s*"([a-z-]+)"')
    found = {kind for f in WEB.glob("*.py") for kind in made.findall(f.read_text("utf-8"))}
    found |= {of_http(HTTPException(status)).kind for status in (400, 404, 405, 413, 415)}
    assert found == KINDS.keys()


def test_every_kind_of_problem_has_a_page_in_two_languages(house):
    listed = house.site.get("/problems").text
    for kind, said in KINDS.items():
        page = house.site.get(f"/problems/{kind}")
        assert page.status_code == 200
        assert f"/problems/{kind}" in listed
        plain = page.text.replace("&#39;", "'")
        for words in (said.en, said.nl):
            assert {words.title in plain, words.meaning in plain, words.advice in plain} == {True}, kind
    assert house.site.get("/problems/no-such-kind").status_code == 404


def schemas(part):
    if isinstance(part, dict):
        yield part
        for one in part.values():
            yield from schemas(one)
    elif isinstance(part, list):
        for one in part:
            yield from schemas(one)


def dated(document):
    return [
        schema for schema in schemas(document) if str(schema.get("format", "")).startswith(("date", "time"))
    ]


def test_core_date_time_format(house, document):
    assert {schema["format"] for schema in dated(document)} == {"date"}
    assert house.site.get("/v1/trends?themeId=other&from=20260101").status_code == 400
    assert house.site.get("/v1/trends?themeId=other&from=2026-01-01T00:00:00Z").status_code == 400
    assert house.site.get("/v1/trends?themeId=waiting_time&from=2026-01-01").status_code == 200


def test_core_date_time_timezone(document, answers):
    # No moment is taken or told, on purpose: a moment could point to a person. A quarter is a label.
    assert not [schema for schema in dated(document) if schema["format"] == "date-time"]
    for asked, answer in answers.items():
        assert not re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d", answer.text), asked


def test_core_date_time_date_omit_time_portion(document):
    named = [
        (name, schema)
        for part in schemas(document)
        for name, schema in part.get("properties", {}).items()
        if isinstance(schema, dict) and re.search("date$|Date$", name)
    ]
    assert all(schema.get("format") == "date" for _, schema in named)
    days = [p for p in document["paths"]["/trends"]["get"]["parameters"] if p["name"] in {"from", "to"}]
    assert [day["schema"]["format"] for day in days] == ["date", "date"]
