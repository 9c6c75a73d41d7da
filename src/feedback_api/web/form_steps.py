"""Which page answers which posted page; the form's rules, without routes or HTML."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from feedback_api.terms.codebook import PartnerType, Question, Rating, Step
from feedback_api.terms.errors import (
    CodeFault,
    DependentRespondent,
    FieldProblem,
    GroupTooSmall,
    IdempotencyConflict,
    InvalidInput,
    InvitationRefused,
    Unavailable,
)
from feedback_api.terms.feedback import Submission
from feedback_api.terms.text import RawText
from feedback_api.web import csrf
from feedback_api.web.form_answers import answers_of, asks_partner_type, missing_choices, of_fault, on_page
from feedback_api.web.form_flows import FormFlows
from feedback_api.web.page_policy import page_policy
from feedback_api.web.pages import PageProblem, Pages
from feedback_api.web.posted import Posted
from feedback_api.web.sealed import Draft, Seal

_TOO_OLD = PageProblem("err.session")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to the form: who asks is unknown, in which language is not."""

    request: Request
    language: str
    posted: Posted

    @property
    def is_own(self) -> bool:
        """Whether the form came from our own page."""
        return csrf.is_own(self.request, self.posted.get(csrf.FIELD))


class FormSteps:
    """Answers every posted page with the next one, or with the same one and what to change."""

    def __init__(self, form: FormFlows, pages: Pages, seal: Seal) -> None:
        self._form = form
        self._pages = pages
        self._seal = seal

    def answer(self, visit: Visit) -> Response:
        """The page that follows the posted one."""
        draft = self._seal.open(visit.posted.get("draft"))
        match visit.posted.get("page"):
            case "screening":
                return self._screening(visit, draft)
            case "questions":
                return self._questions(visit, draft)
            case "send":
                return self._send(visit, draft)
            case "edit":
                return self._edit(visit, draft)
            case "language":
                return self._other_language(visit, draft)
            case _:
                return self._pages.problem(visit.language, "err.body", 400)

    def start(
        self, visit: Visit, problems: Iterable[PageProblem] = (), kept: Draft | None = None, status: int = 200
    ) -> Response:
        """The first page; ``kept`` holds answers of someone who has to show a code again."""
        page = self._form_page(
            visit,
            "start.html",
            status,
            problems=tuple(problems),
            sealed=self._seal.close(kept.without_code()) if kept else "",
            waiting=visit.posted.get("waiting"),
            invitation=visit.posted.get("invitation"),
        )
        page.headers["Content-Security-Policy"] = page_policy(script=True)
        return page

    def _screening(self, visit: Visit, draft: Draft | None) -> Response:
        answer = visit.posted.get("waiting")
        if answer in ("yes", "unsure"):
            return self._refuse(visit)
        code = visit.posted.get("invitation").strip()
        problems = [] if visit.is_own else [_TOO_OLD]
        if answer != "no":
            problems.append(PageProblem("err.choose", "waiting"))
        elif not code:
            problems.append(PageProblem("err.code", "invitation"))
        if problems:
            return self.start(visit, problems, draft, 400)
        try:
            group = self._form.check_invitation(code)
        except InvitationRefused as refused:
            return self.start(visit, [self._of_fault(refused.fault)], draft, 400)
        except GroupTooSmall:
            return self._too_small(visit)
        except Unavailable:
            return self.start(visit, [PageProblem("err.server")], draft, 503)
        return self._ask(visit, (draft or Draft()).admitted(code, group))

    def _questions(self, visit: Visit, draft: Draft | None) -> Response:
        answers = answers_of(visit.posted, draft)
        if answers.group is None:
            return self.start(visit, [PageProblem("err.again")], answers, 400)
        problems = [*([] if visit.is_own else [_TOO_OLD]), *missing_choices(visit.posted, answers)]
        try:
            self._words(answers)
        except InvalidInput as refused:
            problems += on_page(refused.problems)
        if problems:
            return self._ask(visit, answers, problems, 400)
        return self._preview(visit, answers)

    def _send(self, visit: Visit, draft: Draft | None) -> Response:
        if draft is None or draft.ticket is None or not draft.is_complete:
            return self.start(visit, [PageProblem("err.expired")], status=400)
        if not visit.is_own:
            return self._preview(visit, draft, [_TOO_OLD], 400)
        try:
            self._form.receive(self._submission(draft, visit.language), draft.ticket)
        except InvalidInput as refused:
            return self._ask(visit, draft, on_page(refused.problems), 400)
        except DependentRespondent:
            return self._refuse(visit, draft)
        except IdempotencyConflict:
            return self._pages.problem(visit.language, "err.changed", 409, title="sent.title")
        except InvitationRefused as refused:
            return self.start(visit, [self._of_late_fault(refused.fault)], draft, 400)
        except GroupTooSmall:
            return self._too_small(visit)
        except Unavailable:
            return self._form_page(visit, "unsent.html", 503, sealed=self._seal.close(draft))
        return RedirectResponse(f"/form/{visit.language}/thanks", 303)

    def _edit(self, visit: Visit, draft: Draft | None) -> Response:
        if draft is None or draft.group is None:
            return self.start(visit, [PageProblem("err.expired")], status=400)
        return self._ask(visit, draft)

    def _other_language(self, visit: Visit, draft: Draft | None) -> Response:
        """The same page in the language of the address, with everything that was filled in."""
        if "improve" in visit.posted.fields:
            answers = answers_of(visit.posted, draft)
            if answers.group is None:
                return self.start(visit, [PageProblem("err.again")], answers, 400)
            return self._ask(visit, answers)
        if draft is None or not draft.is_complete:
            return self.start(visit, [PageProblem("err.expired")], status=400)
        return self._preview(visit, draft)

    def _ask(
        self, visit: Visit, draft: Draft, problems: Iterable[PageProblem] = (), status: int = 200
    ) -> Response:
        """The questions page, which shows the writer their own words."""
        return self._form_page(
            visit,
            "questions.html",
            status,
            problems=tuple(problems),
            sealed=self._seal.close(draft.admission()),
            draft=draft,
            words={Question.GOOD: draft.good.reveal(), Question.IMPROVE: draft.improve.reveal()},
            steps=tuple(Step),
            ratings=tuple(Rating),
            partner_types=tuple(PartnerType) if asks_partner_type(draft) else (),
        )

    def _preview(
        self, visit: Visit, draft: Draft, problems: Iterable[PageProblem] = (), status: int = 200
    ) -> Response:
        """The page that shows what would be kept; the words as typed are only in its sealed field."""
        try:
            preview = self._form.preview(self._submission(draft, visit.language))
        except InvalidInput as refused:
            return self._ask(visit, draft, on_page(refused.problems), 400)
        except DependentRespondent:
            return self._refuse(visit, draft)
        except Unavailable:
            return self._ask(visit, draft, [PageProblem("err.server"), PageProblem("problem.kept")], 503)
        return self._form_page(
            visit,
            "preview.html",
            status,
            problems=tuple(problems),
            sealed=self._seal.close(draft),
            draft=draft,
            preview=preview,
        )

    def _of_fault(self, fault: CodeFault) -> PageProblem:
        return of_fault(fault, self._pages.knows_next_round(self._form.today()))

    def _of_late_fault(self, fault: CodeFault) -> PageProblem:
        """The code worked when the form was begun: it was spent since, or its round closed."""
        spent = PageProblem("err.spent", "invitation")
        return spent if fault is CodeFault.UNKNOWN else self._of_fault(fault)

    def _too_small(self, visit: Visit) -> Response:
        return self._pages.problem(visit.language, "small.body", 403, title="small.title")

    def _refuse(self, visit: Visit, draft: Draft | None = None) -> Response:
        """The kind no; who was refused for words that mean something else may change them."""
        if draft is None:
            return self._pages.render("refuse.html", visit.language)
        return self._form_page(visit, "refuse.html", 200, sealed=self._seal.close(draft))

    def _submission(self, draft: Draft, language: str) -> Submission:
        return draft.submission(*self._words(draft), language)

    def _words(self, draft: Draft) -> tuple[RawText | None, RawText | None]:
        """What went well and what can be better, as the flows read it.

        Raises:
            InvalidInput: with the problems of both texts, also when there is neither.
        """
        problems: list[FieldProblem] = []
        read: list[RawText | None] = []
        for question, typed in ((Question.GOOD, draft.good), (Question.IMPROVE, draft.improve)):
            try:
                read.append(self._form.read_words(typed.reveal(), f"/{question}"))
            except InvalidInput as refused:
                # One empty answer is no problem: the other may hold words.
                problems += [problem for problem in refused.problems if problem.code != "empty"]
                read.append(None)
        if not problems and read == [None, None]:
            problems.append(FieldProblem(f"/{Question.GOOD}", "empty"))
        if problems:
            raise InvalidInput(problems)
        return read[0], read[1]

    def _form_page(self, visit: Visit, template: str, status: int, **context: object) -> Response:
        token = csrf.token_of(visit.request)
        page = self._pages.render(template, visit.language, status, csrf=token, **context)
        csrf.set_token(visit.request, page, token)
        return page
