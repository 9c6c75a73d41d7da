"""The API's own documentation: a completed OpenAPI document and a page made from it, without scripts."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from feedback_api.web.pages import TEMPLATES, stylesheet
from feedback_api.web.schemas import ProblemBody


def complete_document(api: FastAPI) -> None:
    """Make the OpenAPI document say what the API does: problems instead of the framework's 422."""

    def document() -> dict[str, Any]:
        if api.openapi_schema is None:
            api.openapi_schema = _document(api)
        return api.openapi_schema

    api.openapi = document  # type: ignore[method-assign]


def _document(api: FastAPI) -> dict[str, Any]:
    described = get_openapi(
        title=api.title,
        version=api.version,
        openapi_version="3.1.0",
        summary=api.summary,
        routes=api.routes,
        servers=api.servers,
        contact=api.contact,
        license_info=api.license_info,
    )
    for operation in _operations(described):
        operation["responses"].pop("422", None)
    schemas = described["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["ProblemBody"] = ProblemBody.model_json_schema()
    return described


def _operations(described: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in described["paths"].values() for operation in path.values()]


def docs_router(api: FastAPI) -> APIRouter:
    """Route of the documentation page."""
    router = APIRouter()
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)

    @router.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    def docs() -> HTMLResponse:
        described = api.openapi()
        page = templates.get_template("api_docs.html")
        rows = [_row(described, *found) for found in _methods(described)]
        return HTMLResponse(page.render(document=described, rows=rows, stylesheet=stylesheet()))

    return router


def _methods(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def _row(described: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = _body(described, operation)
    choices = _choices(described, body) if body else {}
    return {"method": method, "path": path, **operation, "body": body, "choices": choices}


def _body(described: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return None if content is None else _named(described, content["schema"])


def _choices(described: dict[str, Any], body: dict[str, Any]) -> dict[str, list[str]]:
    """Values of the fields that take one of a closed list."""
    found = {}
    for name, field in body["properties"].items():
        for option in [field, *field.get("anyOf", []), *field.get("allOf", [])]:
            if "$ref" in option:
                found[name] = _named(described, option)["enum"]
    return found


def _named(described: dict[str, Any], reference: dict[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = described["components"]["schemas"][reference["$ref"].rsplit("/", 1)[1]]
    return schema
