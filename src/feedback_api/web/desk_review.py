"""The desk of reviewers: masked texts of a displayed theme, paraphrases of them, leaks, and the audit log.

Texts are asked for with a post: that somebody read them is written down, and no address of theirs lies in a
browser's history.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from feedback_api.flows import mask_leak, paraphrase, read_audit, review_texts
from feedback_api.flows.mask_leak import Mark
from feedback_api.publish.paraphrasing import LANGUAGES as WRITTEN_IN
from feedback_api.publish.paraphrasing import LONGEST
from feedback_api.terms.audit import Verb
from feedback_api.terms.codebook import Theme
from feedback_api.terms.errors import InvalidInput, NotForReview, ReviewFault
from feedback_api.terms.paraphrases import ParaphraseState
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.review import TextReference
from feedback_api.terms.roles import Person, Role
from feedback_api.terms.text import Tag
from feedback_api.web.desk_pages import DESK, LANGUAGES, DeskPages, language_of
from feedback_api.web.posted import Posted, Unreadable, read_posted
from feedback_api.web.sealed_texts import TextSeal
from feedback_api.web.services import Services
from feedback_api.web.signed_in import person_of, signed_in

KINDS = (
    Tag.PERSON,
    Tag.PLACE,
    Tag.ADDRESS,
    Tag.ORGANISATION,
    Tag.NUMBER,
    Tag.DATE,
    Tag.AGE,
    Tag.ORIGIN,
    Tag.JOB,
    Tag.SENSITIVE,
    Tag.DETAIL,
)
"""Kinds of detail that a reviewer can choose from."""

_READ = ["GET", "HEAD"]
_DECISIONS = {verb.value: verb for verb in (Verb.APPROVED, Verb.REFUSED, Verb.WITHDREW)}
_STATUS = {
    ReviewFault.CLOSED: 404,
    ReviewFault.NOT_HEARD: 404,
    ReviewFault.TOO_FEW: 404,
    ReviewFault.NO_WORD: 400,
}
_Body = Annotated[Posted | Unreadable, Depends(read_posted)]


def review_router(services: Services, pages: DeskPages, seal: TextSeal) -> APIRouter:
    """Routes of the reviewers' desk."""
    desk = _Desk(services, pages, seal)
    router = APIRouter(include_in_schema=False)
    at = f"{DESK}/{{language}}"
    for path, page in (
        ("review", desk.themes),
        ("paraphrases", desk.paraphrases),
        ("audit", desk.audit),
    ):
        router.add_api_route(f"{at}/{path}", page, methods=_READ)
    for path, post in (
        ("review/texts", desk.texts),
        ("review/words", desk.words),
        ("review/mask", desk.mask),
        ("review/paraphrase", desk.write),
        ("paraphrases/decide", desk.decide),
    ):
        router.add_api_route(f"{at}/{path}", post, methods=["POST"])
    return router


@dataclass(frozen=True, slots=True)
class _Visit:
    """A reviewer's request: who they are, in which language, and the fields they sent."""

    request: Request
    person: Person
    language: str
    posted: Posted

    @property
    def about(self) -> tuple[ReportingPeriod, Theme]:
        """Release and theme as sent.

        Raises:
            NotForReview: for anything else.
        """
        try:
            return ReportingPeriod.parse(self.posted.get("period")), Theme(self.posted.get("theme"))
        except ValueError:
            raise NotForReview(ReviewFault.CLOSED) from None


@dataclass(frozen=True, slots=True)
class _Desk:
    """One method per address."""

    services: Services
    pages: DeskPages
    seal: TextSeal

    def themes(self, request: Request) -> Response:
        def page(visit: _Visit) -> Response:
            found = review_texts.what_to_review(self.services.database, self.services.clock().date())
            return self._page(visit, "review", readable=found)

        return self._visited(request, None, page)

    def texts(self, request: Request, posted: _Body) -> Response:
        return self._visited(request, posted, self._texts)

    def words(self, request: Request, posted: _Body) -> Response:
        def page(visit: _Visit) -> Response:
            reference = self._opened(visit)
            database, today = self.services.database, self.services.clock().date()
            return self._page(
                visit,
                "review_words",
                pieces=mask_leak.pieces_of(database, reference, today),
                sealed=visit.posted.get("text"),
                reference=reference,
                kinds=KINDS,
            )

        return self._visited(request, posted, page)

    def mask(self, request: Request, posted: _Body) -> Response:
        def page(visit: _Visit) -> Response:
            reference = self._opened(visit)
            mark = Mark(_places(visit.posted), _kind(visit.posted))
            wiped = mask_leak.mask_leak(
                self.services.reader.deidentifier,
                self.services.database,
                reference,
                mark,
                (visit.person.id, self.services.clock().date()),
            )
            return self._page(visit, "review_masked", reference=reference, wiped=wiped)

        return self._visited(request, posted, page)

    def write(self, request: Request, posted: _Body) -> Response:
        def page(visit: _Visit) -> Response:
            texts = {code: visit.posted.get(code) for code in WRITTEN_IN}
            try:
                paraphrase.write_paraphrase(
                    self.services.reader.deidentifier,
                    self.services.database,
                    visit.about,
                    texts,
                    (visit.person.id, self.services.clock().date()),
                )
            except InvalidInput as refused:
                faults = {problem.pointer.removeprefix("/"): problem.code for problem in refused.problems}
                return self._texts(visit, 400, faults, _without_details(texts, faults))
            return RedirectResponse(f"{DESK}/{visit.language}/paraphrases?done=wrote", 303)

        return self._visited(request, posted, page)

    def paraphrases(self, request: Request, done: str = "") -> Response:
        def page(visit: _Visit) -> Response:
            database = self.services.database
            found: dict[str, Any] = {
                state.value: paraphrase.list_paraphrases(database, state)
                for state in (ParaphraseState.WAITING, ParaphraseState.PUBLISHED)
            }
            known = done if done in (Verb.WROTE.value, *_DECISIONS) else ""
            return self._page(visit, "paraphrases", done=known, me=visit.person.id, **found)

        return self._visited(request, None, page)

    def decide(self, request: Request, posted: _Body) -> Response:
        def page(visit: _Visit) -> Response:
            verb = _DECISIONS.get(visit.posted.get("verb"))
            if verb is None:
                raise NotForReview(ReviewFault.DECIDED)
            try:
                paraphrase.decide(
                    self.services.reader.deidentifier,
                    self.services.database,
                    visit.posted.get("paraphrase"),
                    verb,
                    (visit.person.id, self.services.clock().date()),
                )
            except InvalidInput:
                return self._page(visit, "review_fault", 409, fault="no-longer", back="paraphrases")
            return RedirectResponse(f"{DESK}/{visit.language}/paraphrases?done={verb}", 303)

        return self._visited(request, posted, page, back="paraphrases")

    def audit(self, request: Request, before: str = "") -> Response:
        def page(visit: _Visit) -> Response:
            number = int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else None
            lines, older = read_audit.read_audit(self.services.database, number)
            return self._page(visit, "audit", lines=lines, older=older)

        return self._visited(request, None, page)

    def _texts(
        self,
        visit: _Visit,
        status: int = 200,
        faults: dict[str, str] | None = None,
        written: dict[str, str] | None = None,
    ) -> Response:
        period, theme = visit.about
        now, session = self.services.clock(), signed_in(visit.request).proof
        shown = review_texts.read_texts(self.services.database, period, theme, visit.person.id, now.date())
        return self._page(
            visit,
            "review_texts",
            status,
            period=period,
            theme=theme,
            shown=[(one.masked, self.seal.close(one.reference, session, now)) for one in shown],
            faults=faults or {},
            identifies=paraphrase.IDENTIFIES,
            written=written or {},
            written_in=WRITTEN_IN,
            longest=LONGEST,
        )

    def _opened(self, visit: _Visit) -> TextReference:
        session = signed_in(visit.request).proof
        found = self.seal.open(visit.posted.get("text"), session, self.services.clock())
        if found is None:
            raise NotForReview(ReviewFault.CHANGED)
        return found

    def _visited(
        self,
        request: Request,
        posted: Posted | Unreadable | None,
        page: Callable[[_Visit], Response],
        back: str = "review",
    ) -> Response:
        """What a page says to a reviewer; nobody else gets past the first line."""
        person = person_of(request, Role.REVIEWER)
        if request.path_params["language"] not in LANGUAGES:
            return self.pages.not_found(request)
        if isinstance(posted, Unreadable):
            return self.pages.problem(request, "unreadable", posted.status)
        visit = _Visit(request, person, language_of(request), posted or Posted({}))
        try:
            return page(visit)
        except NotForReview as refused:
            status = _STATUS.get(refused.fault, 409)
            return self._page(visit, "review_fault", status, fault=refused.fault.value, back=back)

    def _page(self, visit: _Visit, template: str, status: int = 200, **context: Any) -> Response:
        # A page that answers a post has no address of its own: another language starts at the list.
        elsewhere = {"elsewhere": "/review"} if visit.request.method == "POST" else {}
        name = f"desk/{template}.html"
        return self.pages.render(visit.request, name, visit.language, status, **(elsewhere | context))


def _places(posted: Posted) -> Sequence[int]:
    """Places of the words that were ticked: fields ``w3``, ``w4``."""
    numbers = (name[1:] for name in posted.fields if name[:1] == "w")
    return [int(number) for number in numbers if number.isascii() and number.isdecimal() and len(number) < 5]


def _kind(posted: Posted) -> Tag:
    return next((kind for kind in KINDS if kind.value == posted.get("kind")), Tag.DETAIL)


def _without_details(texts: dict[str, str], faults: dict[str, str]) -> dict[str, str]:
    """What was written, for its writer to mend; not where it named or quoted somebody."""
    unsafe = [c for c, fault in faults.items() if fault == "quote" or fault.startswith(paraphrase.IDENTIFIES)]
    return {} if unsafe else texts
