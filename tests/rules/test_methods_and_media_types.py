"""NL API Design Rules 2.2: HTTP methods, statelessness, media types."""

import pytest
from sqlalchemy import text

from feedback_api.web.negotiation import preferred

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")
FILLED = {"{releaseId}": "2026-Q3", "{tableId}": "theme"}


def filled(path):
    for name, value in FILLED.items():
        path = path.replace(name, value)
    needed = {"/trends": "?themeId=waiting_time"}
    return "/v1" + path + needed.get(path, "")


def counted(database):
    with database.connect() as connection:
        tables = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        )
        return {t: connection.execute(text(f'SELECT count(*) FROM "{t}"')).scalar_one() for t in tables}


def test_core_http_methods(house, document):
    for path, described in document["paths"].items():
        assert described.keys() <= {"get", "post", "put", "patch", "delete"}
        known = {name.upper() for name in described}
        known |= {"HEAD"} if "GET" in known else set()
        for method in METHODS:
            answer = house.site.request(method, filled(path))
            assert (answer.status_code == 405) == (method not in known), (method, path)
            if answer.status_code == 405:
                assert set(answer.headers["allow"].split(", ")) == known | {"OPTIONS"}
        options = house.site.options(filled(path))
        assert options.status_code == 204
        assert set(options.headers["allow"].split(", ")) == known | {"OPTIONS"}


def test_core_http_safety(house, operations):
    before = counted(house.database)
    for method, path, _ in operations:
        if method == "get":
            first, again = house.site.get(filled(path)), house.site.get(filled(path))
            head = house.site.head(filled(path))
            assert first.content == again.content
            assert (head.status_code, head.content) == (first.status_code, b"")
            assert dict(head.headers) == dict(first.headers), "also Content-Length"
    assert counted(house.database) == before


def test_core_http_response_code(answers):
    expected = {"themes": 200, "known": 304, "document": 200, "documentation": 200, "options": 204}
    expected |= {"stored": 201, "preview": 200}
    for asked, answer in answers.items():
        assert answer.status_code == expected.get(asked) or asked.startswith(str(answer.status_code)), asked
    assert 422 not in {answer.status_code for answer in answers.values()}


def test_core_stateless(house, answers):
    for asked, answer in answers.items():
        assert "set-cookie" not in answer.headers, asked
    # A fresh client that knows nothing gets the same answer.
    assert house.site.get("/v1/themes", headers={"Cookie": "session=1"}).content == answers["themes"].content


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        (None, 200),
        ("*/*", 200),
        ("application/*", 200),
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("text/html, application/json;q=0.1", 200),
        ("text/html, */*;q=0.1", 200),
        ("application/json;q=0, */*", 406),
        ("application/json;q=0.0", 406),
        ("text/html", 406),
        ("application/problem+json", 406),
        ("*/*;q=0", 406),
        ("nonsense", 200),
        ("", 200),
    ],
)
def test_accept(house, accept, status):
    # httpx adds "*/*" where nothing is said; an empty value says nothing either.
    answer = house.site.get("/v1/policy", headers={"Accept": accept or ""})
    assert answer.status_code == status
    if status == 406:
        assert answer.json()["type"] == "/problems/not-acceptable"


def test_of_several_offers_the_best_liked_is_given():
    offers = ("application/json", "application/x-ndjson")
    assert preferred(None, offers) == "application/json"
    assert preferred("application/x-ndjson", offers) == "application/x-ndjson"
    assert preferred("application/json;q=0.5, application/x-ndjson", offers) == "application/x-ndjson"
    assert preferred("application/*;q=0.5, application/json;q=0.4", offers) == "application/x-ndjson"
    assert preferred("text/csv", offers) is None
