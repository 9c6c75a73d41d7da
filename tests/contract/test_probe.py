"""Many odd requests against the real application: never a 5xx, never an echo, and nothing stored for a 4xx.

Some 1,500 here; ``./run probe`` makes 100,000. The seed is fixed, so that a finding can be found again.
"""

import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from urllib.parse import quote, unquote

from sqlalchemy import text

FULL = os.environ.get("FEEDBACK_PROBE") == "full"
REQUESTS = 100_000 if FULL else 1_500
SEED = 6

CANARY = "zwaluwnest"
"""In every generated string; a word of no list, so that masking takes it out of what is shown."""

ITEM = {"improve": "The waiting room was cold and nobody explained anything.", "step": "arrival"}
ODD = (
    *(CANARY, f"{CANARY}\x00", f"\u202e{CANARY}", f"{CANARY}\ud800", f"{CANARY}' OR 1=1 --", f"../{CANARY}"),
    *(f"{{{{{CANARY}}}}}", f"<b>{CANARY}</b>", f"{CANARY} " * 300, f"={CANARY}()", f"{CANARY}\r\nX: 1", ""),
    *("\u0301" * 50 + CANARY, f"%{CANARY}%00", f"${{jndi:{CANARY}}}", f"{CANARY}@example.org"),
)
VALUES = (
    *ODD,
    None,
    True,
    -1,
    0,
    10**30,
    1.5,
    float("nan"),
    [],
    {},
    [CANARY],
    {CANARY: CANARY},
    [[[CANARY]]],
)
KNOWN = (
    *(
        "2026-Q2",
        "2026-Q3",
        "2026-Q9",
        "waiting_time",
        "other",
        "staff",
        "sounding_board",
        "arrival",
        "1",
        "2",
    ),
    *("votes", "theme", "quarter", "2026-01-01", "2026-13-01", "negative", "100", "101", "-1", "1e3"),
)
MEDIA = (
    *("application/json", "application/x-ndjson", "text/csv", "text/plain", "application/xml", "", CANARY),
    *(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/json; charset=utf-16",
    ),
)
ACCEPTS = (
    "*/*",
    "application/json",
    "application/x-ndjson",
    "text/html",
    "*/*;q=0",
    CANARY,
    "a/b;q=x",
    ",;,",
)


class Probe:
    """Draws requests from the document's operations and bends them."""

    def __init__(self, document, token, seed):
        self.draw, self.token, self.count = random.Random(seed), token, 0
        self.operations = [(p, m, o) for p, methods in document["paths"].items() for m, o in methods.items()]

    def request(self):
        """Method, path with query, headers, body."""
        self.count += 1
        draw = self.draw
        path, method, operation = draw.choice(self.operations)
        post = method == "post"
        asked = (
            draw.choice(["HEAD", "PUT", "OPTIONS", "TRACE", CANARY])
            if draw.random() < 0.05
            else method.upper()
        )
        return asked, self._path(path) + self._query(operation), self._headers(post), self._body(path, post)

    def _path(self, path):
        draw = self.draw
        filled = path.replace(
            "{releaseId}", quote(draw.choice(KNOWN + ODD), safe="", errors="replace") or "x"
        )
        roll = draw.random()
        return "/v1" + filled + ("/" if roll < 0.02 else f"/{CANARY}" if roll < 0.04 else "")

    def _query(self, operation):
        draw = self.draw
        known = [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"]
        names = draw.sample(known, draw.randint(0, len(known))) if known else []
        names += [draw.choice([CANARY, "q", *names])] if draw.random() < 0.1 else []
        pool = KNOWN if draw.random() < 0.5 else KNOWN + ODD
        pairs = [f"{quote(n)}={quote(draw.choice(pool), safe='', errors='replace')}" for n in names]
        return "?" + draw.choice("&;&&").join(pairs) if pairs else ""

    def _headers(self, post):
        draw = self.draw
        found = {"accept": draw.choice(ACCEPTS)} if draw.random() < 0.2 else {}
        if draw.random() < 0.1:
            found[draw.choice(["cookie", "origin", "if-none-match", "x-forwarded-for", "range"])] = CANARY
        if post:
            wrong = (f"Bearer {CANARY}", f"Basic {CANARY}", "", f"Bearer fba_{CANARY}", "Bearer a.b.c")
            good = draw.random() < 0.85
            found["authorization"] = f"Bearer {self.token}" if good else draw.choice(wrong)
            fresh = draw.random() < 0.9
            found["idempotency-key"] = f'"{self.count}"' if fresh else draw.choice(["", CANARY, CANARY * 20])
            found["content-type"] = "application/json" if draw.random() < 0.8 else draw.choice(MEDIA)
        return found

    def _body(self, path, post):
        draw = self.draw
        if not post:
            return b""
        items = [self._item() for _ in range(draw.randint(0, 2))]
        body = {"items": items} if path.endswith("batches") else self._item()
        roll = draw.random()
        if roll < 0.1:
            body = draw.choice(VALUES)
        written = json.dumps(body).encode()
        if roll > 0.9:
            cut = draw.randrange(len(written) + 1)
            written = written[:cut] + draw.choice([b"", b"\xff", b"\x00", CANARY.encode(), b"[" * 3000])
        return written

    def _item(self):
        draw = self.draw
        item = dict(ITEM)
        # Most are refused before the engines read them: those cost ten milliseconds each.
        for _ in range(0 if draw.random() < 0.1 else draw.randint(1, 3)):
            name = draw.choice(
                ["improve", "good", "step", "rating", "language", "dependency", "sourceGroup", CANARY]
            )
            item[name] = draw.choice(VALUES)
        return item


async def send(app, method, target, headers, body):
    """One request straight into the application; its status, headers and body."""
    path, _, query = target.partition("?")
    scope = {
        **{"type": "http", "http_version": "1.1", "method": method, "scheme": "http", "root_path": ""},
        **{"path": unquote(path), "raw_path": path.encode(), "query_string": query.encode()},
        **{"client": ("127.0.0.1", 1), "server": ("testserver", 80), "state": {}},
        "headers": [(b"host", b"testserver"), (b"content-length", str(len(body)).encode())]
        + [(name.encode(), value.encode("utf-8", "replace")) for name, value in headers.items()],
    }
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    got = {"body": b""}

    async def receive():
        return waiting.pop() if waiting else await asyncio.sleep(3600)

    async def take(message):
        if message["type"] == "http.response.start":
            got["status"], got["headers"] = message["status"], message["headers"]
        else:
            got["body"] += message.get("body", b"")

    await app(scope, receive, take)
    return got["status"], str(got["headers"]), got["body"]


def without_what_is_given_back(path, body):
    """The answer without masked text and without the client's own references."""
    if not path.startswith(("/v1/previews", "/v1/feedback-batches")):
        return body.decode()
    try:
        lines = [json.loads(body)]
    except ValueError:
        lines = [json.loads(line) for line in body.decode().splitlines() if line]
    for line in lines:
        for result in line.get("results", [line]) if isinstance(line, dict) else []:
            for name in ("good", "improve", "clientRef"):
                result.pop(name, None)
    return json.dumps(lines)


def stored(database):
    with database.connect() as connection:
        tables = ("inbox_item", "feedback_record", "idempotency_answer")
        return connection.execute(
            text("SELECT " + " + ".join(f"(SELECT count(*) FROM {table})" for table in tables))
        ).scalar_one()


async def run(house, document, seen):
    probe = Probe(document, house.token, SEED)
    before = stored(house.database)
    for number in range(REQUESTS):
        method, target, headers, body = probe.request()
        status, said, answer = await send(house.site.app, method, target, headers, body)
        place = (
            f"request {number} of seed {SEED}: {method} {target.split('?')[0].split(CANARY)[0]} -> {status}"
        )
        seen[status] += 1
        assert status < 500, place
        assert "API-Version".lower() in said.lower(), place
        assert CANARY not in said, place
        shown = answer.decode() if method == "HEAD" else without_what_is_given_back(target, answer)
        assert CANARY not in shown, place
        if method == "POST":
            now = stored(house.database)
            assert status < 400 or now == before, place
            before = now


def test_odd_requests_never_break_it_are_never_repeated_and_store_nothing(house, capsys):
    document = house.site.get("/v1/openapi.json").json()
    seen, started = Counter(), time.monotonic()
    asyncio.run(run(house, document, seen))
    seconds = time.monotonic() - started
    if FULL:
        speed = f"{REQUESTS} requests in {seconds:.0f} s, {REQUESTS / seconds:.0f} a second"
        with capsys.disabled():
            sys.stdout.write(f"\n{speed}; answers: {dict(sorted(seen.items()))}\n")
    assert {200, 201, 400, 401, 404, 405, 406, 415} <= seen.keys()
