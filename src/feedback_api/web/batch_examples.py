"""Examples of batches, for the API's document and for whoever copies them."""

from typing import Any

from feedback_api.intake.batches.read import COMMA_SEPARATED, JSON, JSON_LINES, WORKBOOK

BATCH = {
    "items": [
        {
            "clientRef": "r1",
            "improve": "Nobody told me how long the waiting would take.",
            "step": "waiting",
            "rating": "bad",
            "language": "en",
        },
        {"clientRef": "r2", "good": "De tolk was vriendelijk.", "step": "interview", "language": "nl"},
    ]
}

LINES = (
    '{"clientRef": "r1", "improve": "Nobody told me how long the waiting would take.", "step": "waiting"}\n'
    '{"clientRef": "r2", "good": "De tolk was vriendelijk.", "step": "interview", "language": "nl"}\n'
)

TABLE = (
    "clientRef;good;improve;step;language\r\n"
    "r1;;Nobody told me how long the waiting would take.;waiting;en\r\n"
    'r2;"De tolk was vriendelijk; ""heel"" vriendelijk.";;interview;nl\r\n'
)

_STORED = {"status": "stored", "period": "2026-Q4", "redactions": {}, "textKept": True, "help": None}
_PROBLEM = {
    "type": "/problems/invalid-input",
    "status": 400,
    "title": "Invalid input",
    "detail": "1 field is invalid.",
    "errors": [{"pointer": "/items/1/improve", "code": "empty"}],
}
RESULTS = {
    "results": [
        {"index": 0, "clientRef": "r1"} | _STORED,
        {"index": 1, "clientRef": "r2", "status": "rejected", "problem": _PROBLEM},
    ],
    "accepted": 1,
    "rejected": 1,
    "failed": 0,
}
RESULT_LINES = (
    '{"index":0,"clientRef":"r1","status":"stored","period":"2026-Q4","redactions":{},"textKept":true,'
    '"help":null}\n{"accepted":1,"rejected":0,"failed":0}\n'
)


def request_content(schema: dict[str, Any]) -> dict[str, Any]:
    """The four formats of a request, each with an example but the last, which is no text."""

    def text(description: str, example: str) -> dict[str, Any]:
        shown = {"batch": {"value": example}}
        return {"schema": {"type": "string", "description": description}, "examples": shown}

    return {
        JSON: {"schema": schema, "examples": {"batch": {"value": BATCH}}},
        JSON_LINES: text("One item a line, as in the JSON.", LINES),
        COMMA_SEPARATED: text(
            "UTF-8; the first row names the columns as in the JSON; comma, semicolon or tab.", TABLE
        ),
        WORKBOOK: {
            "schema": {
                "type": "string",
                "format": "binary",
                "description": "An Excel workbook: its first sheet, where the first row names the columns.",
            }
        },
    }
