"""Parts of the API's document that many operations share: headers, problems, links between operations."""

from collections.abc import Mapping
from typing import Any

from feedback_api.web.problem_kinds import KINDS
from feedback_api.web.problems import MEDIA_TYPE

JsonObject = dict[str, Any]

TAGS = [
    {"name": "Answers", "description": "You said, we did: public to read, drafts from registered systems."},
    {"name": "Feedback in", "description": "For registered systems: items and batches in, previews back."},
    {"name": "Shared picture", "description": "For everyone: where groups agree and how that changes."},
    {"name": "Themes out", "description": "Frozen releases, for everyone: themes, ratings, seals, ledger."},
]

_TEXT = {"type": "string"}


def _header(description: str, example: str, required: bool = False) -> JsonObject:
    return {"description": description, "required": required, "schema": _TEXT, "example": example}


HEADERS: Mapping[str, JsonObject] = {
    "API-Version": _header("Full version of the API that answered.", "1.0.0", True),
    "RateLimit": _header("Items left in this window, and the seconds until it ends.", '"items";r=2999;t=42'),
    "RateLimit-Policy": _header("Items that this client may send in a window.", '"items";q=3000;w=60'),
    "Retry-After": _header("Seconds to wait before sending the same again.", "30"),
    "ETag": _header("Tag of this answer, for If-None-Match.", '"5f2c7d0e9a1b4c3d8e7f6a5b4c3d2e1f"'),
    "Link": _header(
        "The next page, where there is one.", '</v1/themes?cursor=MjAuYWJj&limit=20>; rel="next"'
    ),
    "Location": _header("Where it will stand.", "/v1/actions/5f2c7d0e9a1b4c3d8e7f6a5b4c3d2e1f"),
    "Allow": _header("Methods that the address knows.", "GET, HEAD, OPTIONS"),
    "WWW-Authenticate": _header("How to authenticate.", "Bearer"),
}

_NAMES = {
    400: "InvalidInput",
    401: "NotAuthenticated",
    403: "NotAllowed",
    404: "NotFound",
    405: "MethodNotAllowed",
    406: "NotAcceptable",
    408: "TooSlow",
    409: "Conflict",
    413: "TooLarge",
    415: "UnsupportedMediaType",
    429: "TooManyItems",
    503: "Unavailable",
}
_TITLES = {400: "Invalid input", 403: "Not allowed", 404: "Not found", 409: "Conflict"}
_HEADERS_OF = {
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    429: ("RateLimit", "RateLimit-Policy", "Retry-After"),
    503: ("Retry-After",),
}
_EXTRA: Mapping[str, JsonObject] = {
    "invalid-input": {"errors": [{"pointer": "/language", "code": "wrong-type"}]},
    "not-allowed": {"scope": "feedback:write"},
    "not-published": {"available": ["theme", "theme-by-group"]},
}

_FIRST_RELEASE = "$response.body#/items/0/id"
LINKS: Mapping[str, JsonObject] = {
    "getReleases": {
        "release": {"operationId": "getRelease", "parameters": {"releaseId": _FIRST_RELEASE}},
        "seal": {"operationId": "getSeal", "parameters": {"releaseId": _FIRST_RELEASE}},
        "themes": {"operationId": "getThemes", "parameters": {"period": _FIRST_RELEASE}},
        "picture": {"operationId": "getSharedPicture", "parameters": {"period": _FIRST_RELEASE}},
    },
    "getRelease": {"seal": {"operationId": "getSeal", "parameters": {"releaseId": "$response.body#/id"}}},
    "postAction": {
        "action": {"operationId": "getAction", "parameters": {"actionId": "$response.body#/actionId"}}
    },
    "getActions": {
        "action": {"operationId": "getAction", "parameters": {"actionId": "$response.body#/items/0/actionId"}}
    },
    "getThemes": {
        "trend": {"operationId": "getTrends", "parameters": {"themeId": "$response.body#/items/0/themeId"}},
        "release": {"operationId": "getRelease", "parameters": {"releaseId": "$response.body#/release/id"}},
        "ratings": {"operationId": "getRatings", "parameters": {"period": "$response.body#/release/id"}},
    },
}


def success_headers(operation: JsonObject) -> JsonObject:
    """Headers of an answer that is no problem."""
    names = ["API-Version"]
    names += ["RateLimit", "RateLimit-Policy"] if operation["security"] else ["ETag"]
    names += ["Location"] if operation["operationId"] == "postAction" else []
    names += ["Link"] if operation["operationId"] == "getThemes" else []
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def problem_names(operation: JsonObject, named: set[int]) -> dict[int, str]:
    """Problems that an operation may answer with, by status: those it names, and those that all share."""
    statuses = named | {400, 406, 503}
    statuses |= {401, 403, 429} if operation["security"] else set()
    statuses |= {413, 415} if "requestBody" in operation else set()
    return {status: _NAMES[status] for status in sorted(statuses)}


def problem_parts() -> JsonObject:
    """A response for every status that problems have, with an example of each kind."""
    return {name: _problem_part(status) for status, name in _NAMES.items()}


def _problem_part(status: int) -> JsonObject:
    kinds = {kind: said for kind, said in KINDS.items() if said.status == status}
    names = ("API-Version", *_HEADERS_OF.get(status, ()))
    examples = {
        kind: {
            "value": {
                "type": f"/problems/{kind}",
                "status": status,
                "title": said.title,
                "detail": said.en.advice,
                **_EXTRA.get(kind, {}),
            }
        }
        for kind, said in kinds.items()
    }
    content = {"schema": {"$ref": "#/components/schemas/ProblemBody"}, "examples": examples}
    return {
        "description": _TITLES.get(status) or next(iter(kinds.values())).title,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {MEDIA_TYPE: content},
    }
