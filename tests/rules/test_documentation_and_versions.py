"""NL API Design Rules 2.2: documentation, versions, deprecation."""

import json
import re
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from starlette.responses import JSONResponse
from starlette.testclient import TestClient

from feedback_api.web.api_changes import CHANGES
from feedback_api.web.api_document import dutch_texts, texts_of_document
from feedback_api.web.api_layer import ApiLayer
from feedback_api.web.deprecations import DEPRECATED, Deprecation
from feedback_api.web.headers import API_PATH, API_VERSION
from feedback_api.web.operations import addresses_of

SEMVER = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"


def references(part):
    if isinstance(part, dict):
        yield from ([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
        for one in part.values():
            yield from references(one)
    elif isinstance(part, list):
        for one in part:
            yield from references(one)


def found(document, reference):
    for name in reference.removeprefix("#/").split("/"):
        document = document[name]
    return document


def test_core_doc_openapi(document, operations):
    assert document["openapi"].startswith("3.1.")
    assert document["paths"]
    assert all(found(document, reference) for reference in references(document))
    ids = [operation["operationId"] for _, _, operation in operations]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name) for name in ids), ids
    assert {tag["name"] for tag in document["tags"]} == {t for _, _, o in operations for t in o["tags"]}


def test_core_doc_openapi_contact(document):
    assert document["info"]["contact"].keys() == {"name", "url", "email"}
    assert all(document["info"]["contact"].values())
    assert document["info"]["license"]["name"] == "EUPL-1.2"


def test_core_doc_language(house, document):
    missing = [text for text in texts_of_document(document) if text not in dutch_texts()]
    assert not missing
    dutch = house.site.get("/v1/nl/openapi.json")
    assert dutch.headers["content-language"] == "nl"
    for english, words in dutch_texts().items():
        assert words, english
    summary = dutch.json()["paths"]["/themes"]["get"]["summary"]
    assert summary == dutch_texts()[document["paths"]["/themes"]["get"]["summary"]]
    assert references(dutch.json()) is not None
    assert dutch.json()["components"]["schemas"].keys() == document["components"]["schemas"].keys()


def test_no_dutch_text_is_left_over(document):
    stale = set(dutch_texts()) - set(texts_of_document(document))
    assert not stale


def test_core_publish_openapi(house):
    for path in ("/v1/openapi.json", "/v1/nl/openapi.json"):
        answer = house.site.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("path", "language"), [("/v1/docs", "en"), ("/v1/nl/docs", "nl")])
def test_the_documentation_page_stands_alone_and_shows_every_operation(house, operations, path, language):
    page = house.site.get(path).text
    assert f'<html lang="{language}"' in page
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    for method, address, operation in operations:
        assert f"{method.upper()} /v1{address}" in page
        assert f'id="{operation["operationId"]}"' in page
    assert len(re.findall("<h1", page)) == 1


def test_core_deprecation_schedule(house, document):
    assert not DEPRECATED
    assert "Deprecated" in house.site.get("/v1/changelog").text
    made_up = {"getThemes": Deprecation(date(2027, 1, 1), date(2028, 1, 1), "/v1/changelog")}

    async def app(scope, receive, send):
        await JSONResponse({}, headers={"Link": '</next>; rel="next"'})(scope, receive, send)

    layer = ApiLayer(app, lambda _, p: p.response(), addresses_of(document, API_PATH), set(), made_up)
    site = TestClient(layer)
    for answer in (site.get("/v1/themes"), site.get("/v1/themes?surprise=1")):
        assert answer.headers["deprecation"] == "@1798761600"
        assert answer.headers["sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
        assert '</v1/changelog>; rel="deprecation"' in answer.headers["link"]
    assert '</next>; rel="next"' in site.get("/v1/themes").headers["link"]
    assert "deprecation" not in site.get("/v1/policy").headers


def test_core_transition_period(house):
    page = house.site.get("/v1/changelog").text
    assert "At most two major versions" in page
    assert "twelve months" in page.replace("\n", " ")
    assert house.site.get("/v2/themes").status_code == 404


def test_core_uri_version(house, document):
    assert [server["url"] for server in document["servers"]] == ["/v1"]
    assert f"v{API_VERSION.split('.')[0]}" == API_PATH.strip("/")
    assert house.site.get("/themes").status_code == 404


def test_core_changelog(house):
    assert CHANGES[0].version == API_VERSION
    page = house.site.get("/v1/changelog")
    assert page.status_code == 200
    assert all(version.version in page.text for version in CHANGES)


def test_core_semver(document):
    assert re.fullmatch(SEMVER, document["info"]["version"])
    order = [tuple(map(int, version.version.split("."))) for version in CHANGES]
    assert order == sorted(order, reverse=True)


def test_core_version_header(answers, document):
    for asked, answer in answers.items():
        assert answer.headers["api-version"] == document["info"]["version"], asked


def schema_of(document, described):
    return {**described, "components": document["components"]}


def exact(part):
    """The schema with every object closed, so that a member nobody described is seen."""
    if isinstance(part, list):
        return [exact(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {name: exact(one) for name, one in part.items() if name not in {"examples", "example"}}
    if "properties" in part and "additionalProperties" not in part:
        closed["additionalProperties"] = False
    return closed


def contents(document, described):
    described = found(document, described["$ref"]) if "$ref" in described else described
    return described.get("content", {}).items()


def test_every_operation_has_examples_that_its_schemas_hold(document, operations):
    for _, path, operation in operations:
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        for described in [*bodies, *operation["responses"].values()]:
            for media_type, content in contents(document, described):
                if media_type.endswith(("sheet", "parquet")):
                    continue  # A workbook is no text that could be shown, nor is Parquet.
                named = [one["value"] for one in content.get("examples", {}).values()]
                assert named, (path, media_type)
                check = jsonschema_rs.validator_for(schema_of(document, content["schema"]))
                for example in named:
                    check.validate(example)
        assert all(p.get("description") for p in operation.get("parameters", [])), path


@pytest.mark.parametrize(
    "path",
    [
        "/themes",
        "/themes?limit=3&sourceGroup=staff",
        "/codebook",
        "/policy",
        "/ratings",
        "/releases",
        "/releases/2026-Q3",
        "/releases/2026-Q3/seal",
        "/releases/2026-Q3/tables",
        "/releases/2026-Q3/tables/theme",
        "/keys",
        "/ledger",
        "/shared-picture",
        "/trends?themeId=waiting_time",
        "/trends?themeId=waiting_time&sourceGroup=staff",
        "/trends?themeId=other",
        "/meta/suppression",
        "/themes/waiting_time/paraphrases",
    ],
)
def test_real_answers_are_as_described_and_have_the_members_of_the_example(house, document, path):
    answer = house.site.get("/v1" + path)
    if answer.status_code == 400:
        pytest.fail(answer.text)
    template = path.split("?")[0].replace("2026-Q3", "{releaseId}")
    template = template.replace("/waiting_time/", "/{themeId}/").replace("/tables/theme", "/tables/{tableId}")
    described = document["paths"][template]["get"]["responses"][str(answer.status_code)]
    # JSON is what an address gives to who does not choose.
    (media_type, content), *_ = contents(document, described)
    assert media_type.endswith("json")
    closed = exact(schema_of(document, content["schema"]))
    jsonschema_rs.validator_for(closed).validate(answer.json())
    for example in content["examples"].values():
        jsonschema_rs.validator_for(closed).validate(example["value"])
        if answer.status_code == 200:
            assert example["value"].keys() - {"sourceGroup"} == answer.json().keys() - {"sourceGroup"}


@pytest.mark.parametrize("path", ["/feedback-items", "/previews", "/feedback-batches"])
def test_what_the_examples_ask_is_answered_as_they_say(house, document, path):
    operation = document["paths"][path]["post"]
    (status,) = [status for status in operation["responses"] if status[0] == "2"]
    content = operation["responses"][status]["content"]["application/json"]
    for example in operation["requestBody"]["content"]["application/json"]["examples"].values():
        answer = house.post("/v1" + path, example["value"])
        assert answer.status_code == int(status), answer.text
        closed = exact(schema_of(document, content["schema"]))
        jsonschema_rs.validator_for(closed).validate(answer.json())
        (shown,) = content["examples"].values()
        assert shown["value"].keys() == answer.json().keys()


def test_problems_are_as_described(document, errors):
    schema = {"$ref": "#/components/schemas/ProblemBody", "components": document["components"]}
    check = jsonschema_rs.validator_for(exact(schema))
    for answer in errors.values():
        check.validate(answer.json())


def test_nullable_types_are_lists(document):
    written = json.dumps(document["components"]["schemas"])
    assert '"type": ["string", "null"]' in written
    assert not re.search(r'\{"anyOf": \[\{"type": "[a-z]+"\}, \{"type": "null"\}\]', written)


TABLE = Path(__file__).parents[2] / "docs" / "adr-compliance.md"
RULES = [
    "/core/changelog",
    "/core/date-time/date-omit-time-portion",
    "/core/date-time/format",
    "/core/date-time/timezone",
    "/core/deprecation-schedule",
    "/core/doc-language",
    "/core/doc-openapi",
    "/core/doc-openapi-contact",
    "/core/error-handling/all-errors",
    "/core/error-handling/invalid-input",
    "/core/error-handling/problem-details",
    "/core/hide-implementation",
    "/core/http-methods",
    "/core/http-response-code",
    "/core/http-safety",
    "/core/interface-language",
    "/core/modules/encryption",
    "/core/modules/geospatial",
    "/core/modules/signing",
    "/core/naming-collections",
    "/core/naming-resources",
    "/core/nested-child",
    "/core/no-trailing-slash",
    "/core/path-segments-kebab-case",
    "/core/publish-openapi",
    "/core/query-keys-camel-case",
    "/core/resource-operations",
    "/core/semver",
    "/core/stateless",
    "/core/transition-period",
    "/core/transport/cors",
    "/core/transport/no-sensitive-uris",
    "/core/transport/security-headers",
    "/core/transport/tls",
    "/core/uri-version",
    "/core/version-header",
]


def test_the_table_names_every_rule_and_its_test():
    row = re.compile(r"^\| `(/core/[a-z/-]+)` \| (.+) \| `(test_\w+)` \|$", re.M)
    rows = row.findall(TABLE.read_text(encoding="utf-8"))
    assert [rule for rule, _, _ in rows] == RULES
    code = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    for rule, _, test in rows:
        assert test == "test" + re.sub("[/-]", "_", rule)
        assert f"def {test}(" in code, rule
