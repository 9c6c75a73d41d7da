"""Every page and every state of the form, reached over the real application as a person reaches it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine
from starlette.testclient import TestClient

from feedback_api.flows.invite import invite
from feedback_api.terms.codebook import SourceGroup

COOKIE = "c" * 43

SHORT = "De brief was moeilijk te lezen en niemand legde de volgende stap uit."
NAMED = "Mevrouw Zwaluwnest belde mij op 06-12345678. De brief was moeilijk te lezen."
ARABIC = "كانت الرسالة صعبة ولم يشرح لنا أحد الخطوة التالية."
DANGER = "Door het wachten wil ik niet meer leven."
DEPENDENT = "Ik wacht al negentien maanden op mijn beslissing en niemand belt."


@dataclass(frozen=True)
class State:
    """A page as the application answered it."""

    name: str
    status: int
    html: str


@dataclass(frozen=True)
class Sites:
    """The application three times: as it is, with everything behind it broken, and over few people."""

    whole: TestClient
    broken: TestClient
    small: TestClient
    """Same database; three members of staff, and the next round is known."""
    database: Engine


class Walk:
    """One person without scripts, in one language; each page that is shown is one state."""

    def __init__(self, sites: Sites, language: str) -> None:
        self.sites, self.language = sites, language
        self.address, self.html = f"/form/{language}", ""

    def states(self) -> Iterator[State]:
        """All of them; each part begins with a page of its own."""
        yield from self.starts()
        yield from self.refusals()
        yield from self.questions()
        yield from self.previews()
        yield from self.ends()
        yield from self.pages_beside_the_form()

    def starts(self) -> Iterator[State]:
        yield self.get("start", self.address)
        yield self.press("start-nothing-chosen", "screening")
        yield self.enter("start-no-code", "")
        yield self.enter("start-short-code", self.code()[:9])
        yield self.enter("start-mistyped-code", mistyped(self.code()))
        past = invite(self.sites.database, SourceGroup.STAFF, 1, date(2020, 1, 1))[0]
        yield self.enter("start-round-closed", past)
        yield self.enter("start-next-round-known", past, site=self.sites.small)
        yield self.enter("too-small", self.code(SourceGroup.STAFF), site=self.sites.small)
        yield self.enter("start-too-old", self.code(), csrf="x" * 43)
        yield self.press("start-again", "questions", draft="", improve=SHORT, step="decision")
        yield self.press("start-expired", "send", draft="")
        yield self.enter("start-our-failure", self.code(), site=self.sites.broken)

    def refusals(self) -> Iterator[State]:
        self.get("start", self.address)
        yield self.press("refused", "screening", waiting="unsure")
        self.enter("questions", self.code())
        yield self.answer("refused-for-words", DEPENDENT)

    def questions(self) -> Iterator[State]:
        for group in SourceGroup:
            yield self.enter(f"questions-{group}", self.code(group))
            yield self.press(f"questions-{group}-empty", "questions")
        self.enter("questions", self.code())
        yield self.answer("questions-too-long", "woord " * 400)
        yield self.answer("questions-not-text", "😀😀😀")
        yield self.answer("questions-nothing-left", "06-12345678 jan.jansen@example.org")
        yield self.answer("questions-too-old", SHORT, csrf="x" * 43)
        yield self.answer("questions-our-failure", SHORT, site=self.sites.broken)

    def previews(self) -> Iterator[State]:
        self.enter("questions", self.code())
        for name, words in (("masked", NAMED), ("nothing-masked", SHORT), ("topics-only", ARABIC)):
            yield self.answer(f"preview-{name}", words)
            yield self.press(f"edit-{name}", "edit")
        self.enter("questions", self.code(SourceGroup.CHAIN_PARTNER))
        yield self.answer("preview-partner", NAMED, partner_type="legal", good=SHORT)
        yield self.press("preview-too-old", "send", csrf="x" * 43)
        self.enter("questions", self.code(SourceGroup.STAFF))
        yield self.answer("preview-danger", DANGER)

    def ends(self) -> Iterator[State]:
        code = self.code()
        self.enter("questions", code)
        other = self.answer("preview", SHORT).html
        self.enter("questions", code)
        held = self.answer("preview", SHORT).html
        yield self.press("unsent", "send", site=self.sites.broken)
        self.html = held
        yield self.press("thanks", "send")
        self.html = held
        yield self.press("thanks-again", "send")
        self.html = other
        yield self.press("start-spent-meanwhile", "send")
        self.html = held
        self.press("edit", "edit")
        self.answer("preview", NAMED)
        yield self.press("sent-and-changed", "send")
        yield self.enter("start-used-code", code)

    def pages_beside_the_form(self) -> Iterator[State]:
        yield self.get("results", f"/results/{self.language}")
        yield self.get("results-none", f"/results/{self.language}?period=2020-Q1")
        yield self.get("actions", f"/actions/{self.language}")
        yield self.get("accessibility", f"/accessibility/{self.language}")
        yield self.get("framed", self.address, **{"Sec-Fetch-Dest": "iframe"})
        yield self.get("not-found", f"/form/{self.language}/nowhere")
        yield self.press("problem", "nonsense")
        yield self.press("problem-too-large", "questions", improve="woord " * 12_000)

    def code(self, group: SourceGroup = SourceGroup.SOUNDING_BOARD) -> str:
        """A fresh invitation."""
        return invite(self.sites.database, group, 1, date(2999, 12, 31))[0]

    def get(self, name: str, path: str, **headers: str) -> State:
        """A page that is asked for."""
        sent = {"Accept-Language": self.language, "Cookie": f"csrf={COOKIE}"} | headers
        answer = self.sites.whole.get(path, headers=sent)
        return self._shown(name, answer)

    def press(self, name: str, page: str, site: TestClient | None = None, **fields: str) -> State:
        """A page that follows a button of the page before."""
        sent = {"page": page, "csrf": COOKIE, "draft": self._draft()} | fields
        answer = (site or self.sites.whole).post(
            self.address, data=sent, headers={"Cookie": f"csrf={COOKIE}"}
        )
        return self._shown(name, answer)

    def enter(self, name: str, code: str, **fields: object) -> State:
        """The page that follows the first one, with a code; begins a form of its own."""
        self.html = ""
        return self.press(name, "screening", waiting="no", invitation=code, **fields)

    def answer(self, name: str, improve: str, **fields: object) -> State:
        """The page that follows the questions."""
        held = self.html
        shown = self.press(name, "questions", step="decision", rating="mixed", improve=improve, **fields)
        self.html = shown.html if self._draft() else held
        return shown

    def _draft(self) -> str:
        found = re.search(r'name="draft" value="([^"]*)"', self.html)
        return found[1] if found else ""

    def _shown(self, name: str, answer: object) -> State:
        self.html = answer.text
        return State(name, answer.status_code, answer.text)


def mistyped(code: str) -> str:
    """The code with another last character."""
    return code[:-1] + ("7" if code[-1] != "7" else "8")
