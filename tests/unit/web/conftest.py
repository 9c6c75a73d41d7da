"""The form's doors over flows that live in memory; the browser and contract tests use the real ones."""

import re
import secrets
from dataclasses import dataclass, field
from datetime import date

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import (
    DependentRespondent,
    FieldProblem,
    IdempotencyConflict,
    InvalidInput,
    InvitationRefused,
    Unavailable,
)
from feedback_api.terms.feedback import Preview, Submission, Ticket
from feedback_api.terms.text import MaskedText, RawText, Tag
from feedback_api.web.intake_form import form_router
from feedback_api.web.pages import Facts, Pages
from feedback_api.web.sealed import Seal

FACTS = Facts(
    operator="The Operator",
    contact="desk@example.org",
    publish_url="/results",
    least_messages=10,
    months=12,
)
KEY = secrets.token_bytes(32)


@dataclass
class MemoryFlows:
    """Keeps submissions in a list; some words stand for what the real rooms would find."""

    codes: dict[str, SourceGroup] = field(
        default_factory=lambda: {
            "board": SourceGroup.SOUNDING_BOARD,
            "partner": SourceGroup.CHAIN_PARTNER,
            "staff": SourceGroup.STAFF,
        }
    )
    kept: list[Submission] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    down: bool = False

    def today(self) -> date:
        return date(2026, 11, 23)

    def check_invitation(self, code: str) -> SourceGroup:
        self.asked.append(code)
        self._works()
        if code not in self.codes:
            raise InvitationRefused
        return self.codes[code]

    def read_words(self, words: str, pointer: str) -> RawText | None:
        clean = words.strip()
        if "\x00" in clean:
            raise InvalidInput([FieldProblem(pointer, "not-text")])
        if len(clean) > 2000:
            raise InvalidInput([FieldProblem(pointer, "too-long")])
        if not clean:
            raise InvalidInput([FieldProblem(pointer, "empty")])
        return RawText(clean)

    def preview(self, submission: Submission) -> Preview:
        self._works()
        words = " ".join(t.reveal() for t in (submission.good, submission.improve) if t)
        if "W-document" in words:
            raise DependentRespondent
        if words == "Jansen":
            raise InvalidInput([FieldProblem("/improve", "nothing-left")])
        danger = "danger" in words
        kept = words.isascii() and not danger
        themes = (Theme.SAFETY,) if danger else (Theme.INTERPRETING, Theme.WAITING_TIME)
        good, improve = (self._mask(text) if kept else None for text in (submission.good, submission.improve))
        return Preview(good, improve, themes, text_kept=kept, danger=danger)

    def receive(self, submission: Submission, ticket: Ticket) -> None:
        self._works()
        sent = repr([text.reveal() for text in (submission.good, submission.improve) if text])
        if self.marks.setdefault(ticket.mark, sent) != sent:
            raise IdempotencyConflict
        if ticket.mark in self.done:
            return
        if ticket.code not in self.codes:
            raise InvitationRefused
        self.preview(submission)
        del self.codes[ticket.code]
        self.done.add(ticket.mark)
        self.kept.append(submission)

    def _works(self) -> None:
        if self.down:
            raise Unavailable

    @staticmethod
    def _mask(text: RawText | None) -> MaskedText | None:
        if text is None:
            return None
        masked, count = re.subn("Jansen", "[name]", text.reveal())
        return MaskedText(masked, {Tag.PERSON: count} if count else {})


class Walker:
    """A browser without scripts: follows the hidden fields of the page it is on."""

    def __init__(self, client: TestClient, language: str = "en") -> None:
        self.client = client
        self.path = f"/form/{language}"
        self.page = client.get(self.path).text

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return found[1] if found else ""

    def post(self, page: str, path: str = "", **fields: str):
        sent = {"csrf": self.hidden("csrf"), "draft": self.hidden("draft"), "page": page} | fields
        answer = self.client.post(path or self.path, data=sent, follow_redirects=False)
        self.page = answer.text
        return answer

    def admitted(self, code: str = "board") -> "Walker":
        assert self.post("screening", waiting="no", invitation=code).status_code == 200
        return self

    def previewed(self, code: str = "board", **fields: str) -> "Walker":
        answers = {"step": "interview", "good": "", "improve": "Jansen never called back."} | fields
        assert self.admitted(code).post("questions", **answers).status_code == 200
        return self


@pytest.fixture
def flows() -> MemoryFlows:
    return MemoryFlows()


@pytest.fixture(scope="session")
def pages() -> Pages:
    return Pages(FACTS)


@pytest.fixture
def seal() -> Seal:
    return Seal(KEY)


@pytest.fixture
def client(flows: MemoryFlows, pages: Pages) -> TestClient:
    app = FastAPI(openapi_url=None)
    app.include_router(form_router(flows, pages, KEY))
    return TestClient(app, base_url="https://testserver")


@pytest.fixture
def walker(client: TestClient) -> Walker:
    return Walker(client)
