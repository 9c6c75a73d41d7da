"""A page for every kind of problem: the address that a problem's ``type`` gives leads somewhere."""

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from feedback_api.web.pages import TEMPLATES, stylesheet
from feedback_api.web.problem_kinds import KINDS


def problem_pages_router() -> APIRouter:
    """Routes of the pages, each in English and Dutch; the same for everyone."""
    router = APIRouter(include_in_schema=False)
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    page = templates.get_template("problem_kind.html")

    @router.get("/problems", response_class=HTMLResponse)
    def all_kinds() -> HTMLResponse:
        return HTMLResponse(page.render(kinds=KINDS, chosen=None, stylesheet=stylesheet()))

    @router.get("/problems/{kind}", response_class=HTMLResponse)
    def one_kind(kind: str) -> HTMLResponse:
        if kind not in KINDS:
            raise HTTPException(404)
        return HTMLResponse(page.render(kinds=KINDS, chosen=kind, stylesheet=stylesheet()))

    return router
