"""The editors' desk: answers to displayed themes, drafted by one, approved by another, changed, withdrawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from feedback_api.flows import approve_action, draft_action
from feedback_api.flows.read_actions import read_action, read_actions, read_answered, read_effects
from feedback_api.flows.read_releases import read_release
from feedback_api.publish.answering import LONGEST, displayed_themes
from feedback_api.terms.action import LANGUAGES as WRITTEN_IN
from feedback_api.terms.action import REQUIRED, Action, ActionStatus, Answer, Asked
from feedback_api.terms.codebook import Step, Theme
from feedback_api.terms.errors import (
    ActionFault,
    ActionRefused,
    FieldProblem,
    InvalidInput,
    NotReleased,
    ThemeNotDisplayed,
)
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.roles import Person, Role
from feedback_api.web.desk_pages import DESK, LANGUAGES, DeskPages, language_of
from feedback_api.web.posted import Posted, Unreadable, read_posted
from feedback_api.web.services import Services
from feedback_api.web.signed_in import person_of

_READ = ["GET", "HEAD"]
_Body = Annotated[Posted | Unreadable, Depends(read_posted)]
_DECISIONS = {
    "approved": approve_action.approve_action,
    "refused": approve_action.refuse_action,
    "withdrew": approve_action.take_back,
}
_DONE = ("wrote", "gone", *_DECISIONS)


def actions_desk_router(services: Services, pages: DeskPages) -> APIRouter:
    """Routes of the editors' desk."""
    desk = _Desk(services, pages)
    router = APIRouter(include_in_schema=False)
    at = f"{DESK}/{{language}}/actions"
    router.add_api_route(at, desk.overview, methods=_READ)
    router.add_api_route(f"{at}/new", desk.form, methods=_READ)
    router.add_api_route(f"{at}/new", desk.write, methods=["POST"])
    router.add_api_route(f"{at}/decide", desk.decide, methods=["POST"])
    router.add_api_route(f"{at}/withdraw", desk.withdraw, methods=["POST"])
    router.add_api_route(f"{at}/change/{{actionId}}", desk.change, methods=_READ)
    router.add_api_route(f"{at}/{{draftId}}", desk.draft, methods=_READ)
    return router


@dataclass(frozen=True, slots=True)
class _Visit:
    """An editor's request: who they are, in which language, and the fields they sent."""

    request: Request
    person: Person
    language: str
    posted: Posted


@dataclass(frozen=True, slots=True)
class _Desk:
    """One method per address."""

    services: Services
    pages: DeskPages

    def overview(self, request: Request, done: str = "") -> Response:
        def page(visit: _Visit) -> Response:
            database = self.services.database
            public = read_actions(database)
            return self._page(
                visit,
                "actions",
                done=done if done in _DONE else "",
                me=visit.person.id,
                drafts=approve_action.list_drafts(database),
                actions=public,
                effects=read_effects(database, public),
                answered=read_answered(database),
            )

        return self._visited(request, None, page)

    def form(self, request: Request, theme: str = "") -> Response:
        return self._visited(request, None, lambda visit: self._form(visit, {"theme": theme}))

    def change(self, request: Request, actionId: str) -> Response:  # noqa: N803  (name in the path)
        def page(visit: _Visit) -> Response:
            action = self._public(actionId)
            return self._form(visit, _fields_of(action), action)

        return self._visited(request, None, page)

    def write(self, request: Request, posted: _Body) -> Response:
        def page(visit: _Visit) -> Response:
            action_id = visit.posted.get("action")
            action = self._public(action_id) if action_id else None
            try:
                draft = self._draft(visit, action)
            except InvalidInput as refused:
                faults = {one.pointer.strip("/").replace("/", "-"): one.code for one in refused.problems}
                return self._form(visit, visit.posted.fields, action, faults)
            except (ThemeNotDisplayed, NotReleased, ValueError):
                return self._form(visit, visit.posted.fields, action, {"theme": "theme"})
            return RedirectResponse(f"{DESK}/{visit.language}/actions/{draft}?done=wrote", 303)

        return self._visited(request, posted, page)

    def draft(self, request: Request, draftId: str) -> Response:  # noqa: N803  (the same)
        def page(visit: _Visit) -> Response:
            draft = approve_action.read_draft(self.services.database, draftId)
            before = read_action(self.services.database, draft.action_id)
            return self._page(visit, "action_draft", draft=draft, before=before, me=visit.person.id)

        return self._visited(request, None, page)

    def decide(self, request: Request, posted: _Body) -> Response:
        def page(visit: _Visit) -> Response:
            verb = visit.posted.get("verb")
            if verb not in _DECISIONS:
                raise ActionRefused(ActionFault.DECIDED)
            today, draft = self.services.clock().date(), visit.posted.get("draft")
            _DECISIONS[verb](self.services.database, draft, visit.person.id, today)
            return RedirectResponse(f"{DESK}/{visit.language}/actions?done={verb}", 303)

        return self._visited(request, posted, page)

    def withdraw(self, request: Request, posted: _Body) -> Response:
        def page(visit: _Visit) -> Response:
            today, action = self.services.clock().date(), visit.posted.get("action")
            approve_action.withdraw_action(self.services.database, action, visit.person.id, today)
            return RedirectResponse(f"{DESK}/{visit.language}/actions?done=gone", 303)

        return self._visited(request, posted, page)

    def _draft(self, visit: _Visit, action: Action | None) -> str:
        reader, database = self.services.reader.deidentifier, self.services.database
        answer, person, now = _answer(visit.posted), visit.person.id, self.services.clock()
        if action is not None:
            return draft_action.draft_change(reader, database, action.id, answer, person, now)
        asked = _asked(visit.posted)
        return draft_action.draft_action(reader, database, asked, answer, person, now)

    def _public(self, action_id: str) -> Action:
        action = read_action(self.services.database, action_id)
        if action is None or action.withdrawn_on is not None:
            raise ActionRefused(ActionFault.GONE)
        return action

    def _form(
        self,
        visit: _Visit,
        fields: Mapping[str, str],
        action: Action | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> Response:
        try:
            release = read_release(self.services.database)
        except NotReleased:
            return self._page(visit, "action_fault", 404, fault="no-release")
        return self._page(
            visit,
            "action_form",
            400 if faults else 200,
            period=str(release.period),
            themes=displayed_themes(release),
            steps=tuple(Step),
            statuses=tuple(ActionStatus),
            written_in=WRITTEN_IN,
            required=REQUIRED,
            longest=LONGEST,
            identifies=draft_action.IDENTIFIES,
            action=action,
            faults=faults or {},
            fields=_without_details(fields, faults or {}),
        )

    def _visited(
        self, request: Request, posted: Posted | Unreadable | None, page: Callable[[_Visit], Response]
    ) -> Response:
        """What a page says to an editor; nobody else gets past the first line."""
        person = person_of(request, Role.EDITOR)
        if request.path_params["language"] not in LANGUAGES:
            return self.pages.not_found(request)
        if isinstance(posted, Unreadable):
            return self.pages.problem(request, "unreadable", posted.status)
        visit = _Visit(request, person, language_of(request), posted or Posted({}))
        try:
            return page(visit)
        except ActionRefused as refused:
            return self._page(visit, "action_fault", 409, fault=refused.fault.value)

    def _page(self, visit: _Visit, template: str, status: int = 200, **context: Any) -> Response:
        # A page that answers a post has no address of its own: another language starts at the list.
        elsewhere = {"elsewhere": "/actions"} if visit.request.method == "POST" else {}
        return self.pages.render(
            visit.request, f"desk/{template}.html", visit.language, status, **(elsewhere | context)
        )


def _asked(posted: Posted) -> Asked:
    """Theme, release and step as sent.

    Raises:
        ValueError: for anything that is on no list.
    """
    step = posted.get("step")
    period = ReportingPeriod.parse(posted.get("period"))
    return Asked(Theme(posted.get("theme")), period, Step(step) if step else None)


def _answer(posted: Posted) -> Answer:
    try:
        status = ActionStatus(posted.get("status"))
    except ValueError:
        raise InvalidInput([FieldProblem("/status", "status")]) from None
    texts, reasons = (
        {code: posted.get(f"{kind}-{code}") for code in WRITTEN_IN} for kind in ("texts", "reasons")
    )
    return Answer(status, texts, reasons)


def _fields_of(action: Action) -> dict[str, str]:
    newest = action.versions[0].answer
    texts = {f"texts-{code}": words for code, words in newest.texts.items()}
    reasons = {f"reasons-{code}": words for code, words in newest.reasons.items()}
    return {"status": newest.status.value, **texts, **reasons}


def _without_details(fields: Mapping[str, str], faults: Mapping[str, str]) -> dict[str, str]:
    """What was written, for its writer to mend; a text that names somebody is not repeated."""
    unsafe = {name for name, fault in faults.items() if fault.startswith(draft_action.IDENTIFIES)}
    return {name: words for name, words in fields.items() if name not in unsafe}
