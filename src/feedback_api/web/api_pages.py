"""The API's document in two languages, the pages made from it, and its changelog; no scripts."""

from collections.abc import Callable, Iterator
from typing import Any

from fastapi import APIRouter, FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, JSONResponse

from feedback_api.web.api_changes import CHANGES
from feedback_api.web.api_document import in_dutch, operations_of
from feedback_api.web.page_words import WORDS
from feedback_api.web.pages import TEMPLATES, stylesheet

JsonObject = dict[str, Any]


def docs_router(api: FastAPI) -> APIRouter:
    """Routes of the document and its pages; open to every site (/core/publish-openapi)."""
    router = APIRouter(include_in_schema=False)
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)

    def page(document: JsonObject, language: str) -> HTMLResponse:
        rows = [_row(document, *found) for found in operations_of(document)]
        html = templates.get_template("api_docs.html").render(
            document=document,
            rows=rows,
            events=list(_events(document)),
            stylesheet=stylesheet(),
            words=WORDS[language],
            language=language,
        )
        return HTMLResponse(html, headers={"Content-Language": language})

    def dutch() -> JsonObject:
        return in_dutch(api.openapi())

    documents: dict[str, Callable[[], JsonObject]] = {"": api.openapi, "/nl": dutch}

    def add(prefix: str, document: Callable[[], JsonObject]) -> None:
        @router.get(prefix + "/openapi.json")
        def get_document() -> JSONResponse:
            return JSONResponse(document(), headers={"Content-Language": prefix[1:] or "en"})

        @router.get(prefix + "/docs", response_class=HTMLResponse)
        def get_docs() -> HTMLResponse:
            return page(document(), prefix[1:] or "en")

    for prefix, document in documents.items():
        add(prefix, document)

    @router.get("/changelog", response_class=HTMLResponse)
    def get_changelog() -> HTMLResponse:
        changelog = templates.get_template("api_changelog.html")
        return HTMLResponse(changelog.render(changes=CHANGES, stylesheet=stylesheet()))

    return router


def _row(document: JsonObject, place: str, operation: JsonObject) -> JsonObject:
    method, path = place.split(" ")
    return {
        **operation,
        "method": method,
        "path": path,
        "body": _body(document, operation),
        "scopes": _scopes(operation),
        "answers": [(s, _resolved(document, answer)) for s, answer in operation["responses"].items()],
        "samples": [(t, v) for t, v in _samples(operation.get("requestBody", {}))],
        "results": [
            (status, media_type, value)
            for status, answer in operation["responses"].items()
            for media_type, value in _samples(answer)
        ],
    }


def _events(document: JsonObject) -> Iterator[JsonObject]:
    """Events posted to subscribers, each with its example."""
    for name, methods in document["webhooks"].items():
        operation = methods["post"]
        samples = [value for _, value in _samples(operation["requestBody"])]
        yield {**operation, "name": name, "samples": samples}


def _scopes(operation: JsonObject) -> list[str]:
    return sorted({scope for one in operation["security"] for scopes in one.values() for scope in scopes})


def _samples(described: JsonObject) -> Iterator[tuple[str, Any]]:
    for media_type, content in described.get("content", {}).items():
        for example in content.get("examples", {}).values():
            yield media_type, example["value"]


def _body(document: JsonObject, operation: JsonObject) -> JsonObject | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    schema = _resolved(document, content["schema"])
    fields = {
        name: (_resolved(document, field).get("description", ""), _choices(document, field))
        for name, field in schema.get("properties", {}).items()
    }
    return {"fields": fields, "required": schema.get("required", [])}


def _choices(document: JsonObject, field: JsonObject) -> list[str]:
    """Values of a field that takes one of a closed list."""
    options = [field, *field.get("anyOf", []), *field.get("allOf", [])]
    found = [_resolved(document, option).get("enum", []) for option in options]
    return [str(choice) for choices in found for choice in choices]


def _resolved(document: JsonObject, part: JsonObject) -> JsonObject:
    if "$ref" not in part:
        return part
    _, *names = part["$ref"].split("/")
    found: Any = document
    for name in names:
        found = found[name]
    # What stands beside the reference says more than what it leads to.
    return {**found, **{name: value for name, value in part.items() if name != "$ref"}}
