"""The API's document as it is served, and every answer that the rules look at."""

import pytest


@pytest.fixture(scope="session")
def document(house):
    """The document in English, as served."""
    return house.site.get("/v1/openapi.json").json()


@pytest.fixture(scope="session")
def operations(document):
    """Every operation as (method, path, operation)."""
    return [(m, p, o) for p, methods in document["paths"].items() for m, o in methods.items()]


@pytest.fixture(scope="session")
def answers(house):
    """One answer of every kind, by what was asked: fine, not there, refused, too large, and so on."""
    site = house.site
    item = {"improve": "The waiting room was cold and nobody explained anything.", "step": "arrival"}
    token = {"Authorization": f"Bearer {house.token}", "Idempotency-Key": '"rules"'}
    json = token | {"Content-Type": "application/json"}
    etag = site.get("/v1/themes").headers["etag"]
    return {
        "themes": site.get("/v1/themes"),
        "known": site.get("/v1/themes", headers={"If-None-Match": etag}),
        "document": site.get("/v1/openapi.json"),
        "documentation": site.get("/v1/docs"),
        "options": site.options("/v1/themes"),
        "stored": site.post("/v1/feedback-items", json=item, headers=token),
        "preview": site.post("/v1/previews", json=item, headers=token),
        "400": site.get("/v1/themes?limit=0"),
        "400 body": site.post("/v1/feedback-items", content=b"{", headers=json),
        "401": site.post("/v1/feedback-items", json=item),
        "403": site.post("/v1/feedback-items", json=item | {"dependency": "pending"}, headers=token),
        "404": site.get("/v1/nothing-here"),
        "404 period": site.get("/v1/themes?period=2020-Q1"),
        "405": site.delete("/v1/themes"),
        "406": site.get("/v1/themes", headers={"Accept": "text/csv"}),
        "409": site.post("/v1/feedback-items", json=item | {"rating": "good"}, headers=token),
        "413": site.post("/v1/feedback-items", content=b" " * 70_000, headers=json),
        "415": site.post("/v1/feedback-items", content=b"x", headers=token | {"Content-Type": "text/plain"}),
    }


@pytest.fixture(scope="session")
def errors(answers):
    """The answers that are problems."""
    return {asked: answer for asked, answer in answers.items() if asked[0] in "45"}
