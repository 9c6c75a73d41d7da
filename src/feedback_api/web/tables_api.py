"""The door to a release's tables, each as JSON-stat, CSV, workbook or Parquet: the client says which."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from feedback_api.flows.read_releases import read_release
from feedback_api.publish.exports.files import MEDIA_TYPES, Wanted, write_file
from feedback_api.publish.exports.rows import find_table
from feedback_api.terms.release import Release
from feedback_api.web.negotiation import preferred
from feedback_api.web.problems import problem_responses
from feedback_api.web.public_answers import ReleaseId, parse_period, public, public_bytes
from feedback_api.web.services import Services
from feedback_api.web.table_answers import TableAnswer, TablesAnswer

_ENDINGS = {MEDIA_TYPES[ending]: ending for ending in ("json", "csv", "xlsx", "parquet")}
"""Formats by media type; the first is given to who does not choose."""

# The framework describes JSON itself.
_OTHERS = {media_type: {"schema": {"type": "string"}} for media_type in list(_ENDINGS)[1:]}

TableId = Annotated[
    str, Path(description="A table's id, as the list of the release's tables gives it.", examples=["theme"])
]


def tables_router(services: Services) -> APIRouter:
    """Routes that give whole tables of frozen releases; no token needed."""
    router = APIRouter(tags=["Themes out"])

    @router.get(
        "/releases/{releaseId}/tables",
        response_model=TablesAnswer,
        summary="Tables of one release",
        description="What each is counted by, and how many cells it has, hidden ones too.",
        responses=problem_responses(400, 404, 503),
    )
    def get_tables(request: Request, releaseId: ReleaseId) -> Response:  # noqa: N803  (name in the path)
        items = [
            {"id": table.name, "dimensions": list(table.dimensions), "cells": len(table.cells)}
            for table in _release(services, releaseId).tables
        ]
        return public(request, {"items": items})

    @router.get(
        "/releases/{releaseId}/tables/{tableId}",
        response_model=TableAnswer,
        summary="One table of a release, to take along",
        description="JSON-stat 2.0, CSV (RFC 4180), an Excel workbook or Parquet, as Accept says; the same "
        "numbers in each.",
        responses=problem_responses(400, 404, 503) | {200: {"content": _OTHERS}},
    )
    def get_table(request: Request, releaseId: ReleaseId, tableId: TableId) -> Response:  # noqa: N803
        release = _release(services, releaseId)
        accept = ", ".join(request.headers.getlist("accept"))
        chosen = preferred(accept, list(_ENDINGS)) or next(iter(_ENDINGS))
        wanted = Wanted(tableId, _ENDINGS[chosen])
        # "all" is a name of a file, not of a table.
        find_table(release, tableId)
        body = write_file(release, services.codebooks.version(release.codebook_version), wanted)
        named = {"Content-Disposition": f'attachment; filename="{wanted.name(release)}"'}
        return public_bytes(request, body, named | {"Vary": "Accept"}, chosen)

    return router


def _release(services: Services, label: str) -> Release:
    return read_release(services.database, parse_period(label, "#path/releaseId"))
