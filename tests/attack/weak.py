"""Planted weaknesses: servers that publish the same worlds in the same form, each without one protection."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.attack.published import Dimensions, Publication, read_all
from tests.attack.worlds import Key, Said, World, count

from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.release import TOO_FEW

THRESHOLD = 10
"""The usual rule: a cell with fewer votes is hidden, all else is published as counted."""

SIGMA = 2.0
"""Noise of the server that draws anew for every query, in votes: as much as the product's own."""

Document = dict[str, Any]
Show = Callable[[int], Document | str]
"""How a server publishes one exact cell, given in sixths."""

Exact = Mapping[Dimensions, Mapping[Key, int]]
"""Exact sixths by table and cell."""


def serve(documents: Mapping[str, Callable[[], Document]]) -> TestClient:
    """A server of releases by label; each document is made when it is asked for."""

    def releases(request: Request) -> JSONResponse:
        return JSONResponse({"items": [{"id": label} for label in reversed(list(documents))]})

    def release(request: Request) -> JSONResponse:
        return JSONResponse(documents[request.path_params["label"]]())

    routes = [Route("/v1/releases", releases), Route("/v1/releases/{label}", release)]
    return TestClient(Starlette(routes=routes), base_url="http://testserver")


def exact_tables(said: Sequence[Said], like: Publication) -> Exact:
    """Exact counts of all tables that the product publishes."""
    return {table.dimensions: count(said, table.dimensions) for table in like.tables}


def document(label: str, exact: Exact, like: Publication, show: Show) -> Document:
    """The same tables as the product's release, published by another rule."""
    return {
        "id": label,
        "periods": list(like.periods),
        "policy": {"threshold": str(THRESHOLD)},
        "tables": [
            {
                "name": table.name,
                "dimensions": list(table.dimensions),
                "sigma": "0",
                "cells": [
                    {"key": _named(table.dimensions, key), "votes": show(sixths)}
                    for key, sixths in exact[table.dimensions].items()
                ],
            }
            for table in like.tables
        ],
    }


def _named(dimensions: Sequence[str], key: Key) -> dict[str, str]:
    return dict(zip(dimensions, key, strict=True))


def exact_from_threshold(sixths: int) -> Document | str:
    """Exact counts, small ones hidden."""
    return TOO_FEW if sixths < THRESHOLD * VOTE_SIXTHS else _votes(sixths)


def threshold_server(of: World, like: Sequence[Publication]) -> list[Publication]:
    """What a server with a threshold and exact counts lets anyone read of the same world."""
    documents = {}
    for one in like:
        said = [
            message for quarter, told in of.said.items() if str(quarter) in one.periods for message in told
        ]
        made = document(one.label, exact_tables(said, one), one, exact_from_threshold)
        documents[one.label] = lambda made=made: made
    return read_all(serve(documents))


def fresh_noise() -> Show:
    """New noise for every cell of every answer, from the operating system's generator."""
    chance = np.random.default_rng()
    scale = SIGMA * VOTE_SIXTHS / np.sqrt(2)
    return lambda sixths: _votes(sixths + round(chance.laplace(0, scale)))


def _votes(sixths: int) -> Document:
    return {"estimate": sixths, "low": sixths, "high": sixths, "atLeast": False}
