"""The API's own document: what the framework knows of the routes, completed by what the house knows."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from feedback_api.web.api_parts import (
    HEADERS,
    LINKS,
    TAGS,
    problem_names,
    problem_parts,
    success_headers,
)
from feedback_api.web.batch_answer import JSON
from feedback_api.web.batch_examples import RESULTS
from feedback_api.web.deprecations import DEPRECATED, Deprecation
from feedback_api.web.proofs import named_as_they_are
from feedback_api.web.schemas import ProblemBody
from feedback_api.web.webhook_document import add_webhooks

JsonObject = dict[str, Any]
KEY_PATTERN = '^"?[!#-~]{1,100}"?$'
_TEXTS = ("summary", "description")
_NOT_TEXT = ("example", "examples", "properties", "default")


def complete_document(api: FastAPI, deprecated: Mapping[str, Deprecation] = DEPRECATED) -> None:
    """Make the OpenAPI document say what the API does: problems, headers, examples, links."""

    def document() -> JsonObject:
        if api.openapi_schema is None:
            api.openapi_schema = _document(api, deprecated)
        return api.openapi_schema

    api.openapi = document  # type: ignore[method-assign]


def in_dutch(document: JsonObject) -> JsonObject:
    """The same document with its texts in Dutch; names, codes and examples stay as they are on the wire."""
    translated: JsonObject = _translated(document, dutch_texts())
    return translated


@cache
def dutch_texts() -> Mapping[str, str]:
    """Dutch for every English text of the document."""
    texts: dict[str, str] = json.loads(_beside("api_texts_nl.json"))
    return texts


def texts_of_document(document: Any) -> Iterator[str]:
    """Every text of the document that people read."""
    if isinstance(document, list):
        for part in document:
            yield from texts_of_document(part)
    elif isinstance(document, dict):
        for name, part in document.items():
            if name in _TEXTS and isinstance(part, str):
                yield part
            elif name == "properties":
                for schema in part.values():
                    yield from texts_of_document(schema)
            elif name not in _NOT_TEXT:
                yield from texts_of_document(part)


def _document(api: FastAPI, deprecated: Mapping[str, Deprecation]) -> JsonObject:
    described = get_openapi(
        title=api.title,
        version=api.version,
        openapi_version="3.1.0",
        summary=api.summary,
        description=api.description,
        routes=api.routes,
        servers=api.servers,
        contact=api.contact,
        license_info=api.license_info,
        tags=TAGS,
    )
    examples = json.loads(_beside("api_examples.json"))
    # The framework drops nulls from what a route says of itself; these results have some.
    examples["postBatch"] = {"answers": {"200": {JSON: {"results": RESULTS}}}}
    for _, operation in operations_of(described):
        _complete(operation, examples.get(operation["operationId"], {}), deprecated)
    parts = described["components"]
    for unused in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(unused, None)
    problem = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
    parts["schemas"] |= problem.pop("$defs", {}) | {"ProblemBody": problem}
    parts |= {"headers": HEADERS, "responses": problem_parts()}
    add_webhooks(described)
    named_as_they_are(parts["securitySchemes"])
    tidied: JsonObject = _tidy(described)
    return tidied


def operations_of(described: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Every operation with the method and path it stands at, as ``GET /themes``."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def _complete(operation: JsonObject, examples: JsonObject, deprecated: Mapping[str, Deprecation]) -> None:
    name = operation["operationId"]
    operation.setdefault("security", [])
    if name in deprecated:
        operation["deprecated"] = True
    for parameter in operation.get("parameters", ()):
        parameter["name"] = "Idempotency-Key" if parameter["name"] == "idempotency-key" else parameter["name"]
        if parameter["name"] == "Idempotency-Key":
            parameter |= {"required": True, "schema": {"type": "string", "pattern": KEY_PATTERN}}
    answers = operation["responses"]
    named = {int(status) for status in answers if status[0] in "45"} - {422}
    for status in [status for status in answers if status[0] in "45"]:
        del answers[status]
    for status, answer in list(answers.items()):
        answer["headers"] = success_headers(operation) | answer.get("headers", {})
        answer["description"] = "Stored, durably." if status == "201" else "What was asked for."
        answer |= {"links": LINKS[name]} if name in LINKS else {}
        _show(answer, examples.get("answers", {}).get(status, {}))
    if not operation["security"]:
        answers["304"] = {
            "description": "You hold this answer already; it has not changed.",
            "headers": success_headers(operation),
        }
    for status, part in problem_names(operation, named).items():
        answers[str(status)] = {"$ref": f"#/components/responses/{part}"}
    if "requestBody" in operation:
        _show(operation["requestBody"], examples.get("request", {}))


def _show(described: JsonObject, examples: JsonObject) -> None:
    """Add examples, by media type and name."""
    for media_type, named in examples.items():
        if media_type in described.get("content", {}):
            shown = {name: {"value": value} for name, value in named.items()}
            described["content"][media_type]["examples"] = shown


def _tidy(part: Any) -> Any:
    """Without titles that only repeat names; nullable types as lists, as OpenAPI 3.1 writes them."""
    if isinstance(part, list):
        return [_tidy(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {
        name: _tidy(one) if name not in ("examples", "example") else one
        for name, one in part.items()
        if not (name == "title" and isinstance(one, str) and "version" not in part)
        and not (name == "default" and one is None)
    }
    return _nullable(kept)


def _nullable(schema: JsonObject) -> JsonObject:
    options = schema.get("anyOf", [])
    real = [option for option in options if option != {"type": "null"}]
    if len(options) == 2 and len(real) == 1 and isinstance(real[0].get("type"), str):
        del schema["anyOf"]
        return {**real[0], **schema, "type": [real[0]["type"], "null"]}
    return schema


def _translated(part: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(part, list):
        return [_translated(one, texts) for one in part]
    if not isinstance(part, dict):
        return part
    found: JsonObject = {}
    for name, one in part.items():
        if name in _TEXTS and isinstance(one, str):
            found[name] = texts.get(one, one)
        elif name == "properties":
            found[name] = {key: _translated(schema, texts) for key, schema in one.items()}
        else:
            found[name] = deepcopy(one) if name in _NOT_TEXT else _translated(one, texts)
    return found


def _beside(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
