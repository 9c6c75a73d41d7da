"""NL API Design Rules 2.2: resources, names, addresses."""

import re

import pytest

VERBS = {"get", "list", "create", "add", "post", "send", "update", "delete", "remove", "search", "fetch"}
SINGULAR = {"policy", "codebook", "ledger", "shared-picture", "suppression", "seal", "meta"}
"""Resources that stand on their own: there is one policy, one codebook, one ledger, one picture."""


def segments(path):
    return [part for part in path.split("/") if part and "{" not in part]


def test_core_naming_resources(operations):
    for _, path, _ in operations:
        assert not VERBS & {word for part in segments(path) for word in part.split("-")}, path


def test_core_naming_collections(house, operations):
    for _, path, _ in operations:
        for part in segments(path):
            assert part.endswith("s") or part in SINGULAR, path
    for path in ("/v1/themes", "/v1/releases", "/v1/keys", "/v1/ratings"):
        assert isinstance(house.site.get(path).json()["items"], list)


def test_core_interface_language(document, operations):
    words = " ".join([*(p for _, p, _ in operations), *document["components"]["schemas"]]).lower()
    assert not re.search("thema|bericht|groep|oordeel|periode", words)
    glossary = {"Theme", "Step", "SourceGroup", "PartnerType", "Rating"}
    assert glossary <= document["components"]["schemas"].keys()


def test_core_no_trailing_slash(house, operations):
    for method, path, _ in operations:
        assert not path.endswith("/")
        answer = house.site.request(method, "/v1" + path.replace("{releaseId}", "2026-Q3") + "/")
        assert answer.status_code == 404, path
        assert "location" not in answer.headers


def test_core_path_segments_kebab_case(operations):
    for _, path, _ in operations:
        for part in segments(path):
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part), path


def test_core_query_keys_camel_case(operations):
    for _, path, operation in operations:
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", parameter["name"]), path


def test_core_hide_implementation(document, answers):
    shown = re.compile("fastapi|pydantic|starlette|uvicorn|sqlalchemy|sqlite|postgres|python|traceback", re.I)
    for asked, answer in answers.items():
        assert not shown.search(str(answer.headers)), asked
        if asked != "documentation":
            assert not shown.search(answer.text), asked


def test_core_nested_child(operations):
    paths = {path for _, path, _ in operations}
    assert "/releases/{releaseId}/seal" in paths
    for path in paths:
        for end in re.finditer(r"\{", path):
            assert path[: end.start() - 1] in paths, "a member's collection exists"


def test_core_resource_operations(operations):
    for method, path, _ in operations:
        # What is done is a thing of its own: a preview, a batch; no path ends in a verb.
        if method == "post":
            assert path.endswith(("-items", "previews", "-batches", "/actions")), path


@pytest.mark.parametrize("query", ["surprise=1", "Limit=3", "source_group=staff", "limit=2&limit=3"])
def test_a_query_key_that_is_not_known_or_stands_twice_is_refused(house, query):
    answer = house.site.get(f"/v1/themes?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] in {"unknown-field", "repeated"}
    assert "surprise" not in answer.text
