"""HTML pages from templates: the reader's texts, the deployment's facts, and nothing typed unless given."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from feedback_api.flows.erase_expired import DAYS_KEPT
from feedback_api.terms.release import Policy
from feedback_api.terms.text import MaskedText
from feedback_api.web.texts import (
    EXPLORE_LANGUAGES,
    Texts,
    available_languages,
    explore_texts_of,
    marked_up,
    own_name,
    texts_of,
    written,
)

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"

_PHONE = r"(?<![\w.])(?:0\d{2,3}(?: \d{2,4})+|11[23])(?!\.?\w)(?! \d)"
_SITE = r"(?<![\w.@/-])[a-z0-9-]+\.nl(?![\w-])"
_CALLABLE = re.compile(f"(?P<phone>{_PHONE})|(?P<site>{_SITE})")
_TAG = re.compile(r"\[[^\[\]\n]{1,40}\]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pages say about this deployment, and which languages keep their text (tier A)."""

    operator: str
    contact: str
    publish_url: str
    least_messages: int
    months: int
    most_characters: int = 2000
    next_round: date | None = None
    least_members: int = Policy().least_members
    kept_languages: tuple[str, ...] = ("nl", "en")
    exit_url: str = "https://www.knmi.nl/"

    def values(self, language: str) -> Mapping[str, object]:
        """Values of the placeholders in the texts, a date as the language writes it."""
        return {
            "operator": self.operator,
            "contact": self.contact,
            "publish_url": self.publish_url,
            "k": self.least_messages,
            "days": DAYS_KEPT,
            "months": self.months,
            "least": self.least_members,
            "max": self.most_characters,
            "date": written(self.next_round, language) if self.next_round else "",
            "languages": Markup(", ").join(map(_named, self.kept_languages)),
        }


@dataclass(frozen=True, slots=True)
class PageProblem:
    """One line of the error summary: the key of its text and the field it links to."""

    key: str
    field: str = ""


class Pages:
    """Renders templates with autoescape; an unknown name in a template is an error, not a gap."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._texts = {code: texts_of(code, facts.values(code)) for code in available_languages()}
        self._explore = {code: explore_texts_of(code, facts.values(code)) for code in EXPLORE_LANGUAGES}
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {"callable_lines": callable_lines, "tagged": tagged, "linked": linked}
        self._environment.globals |= {
            "facts": facts,
            "languages": tuple((texts.language, texts.name) for texts in self._texts.values()),
            "stylesheet": stylesheet(),
            "explore_stylesheet": explore_stylesheet(),
            "code_script": code_script(),
        }

    def knows_next_round(self, today: date) -> bool:
        """Whether the pages can say when the next round starts; a day that is past helps nobody."""
        return self._facts.next_round is not None and self._facts.next_round > today

    def texts(self, language: str) -> Texts:
        """The texts of an available language."""
        return self._texts[language]

    def render(self, template: str, language: str, status: int = 200, **context: object) -> HTMLResponse:
        """A page in an available language."""
        texts = self._texts[language]
        html = self._environment.get_template(template).render(
            {"t": texts.text, "texts": texts, "problems": (), "sealed": "", "csrf": "", **context}
        )
        return HTMLResponse(html, status, headers={"Content-Language": language, "Cache-Control": "no-store"})

    def render_explore(
        self, template: str, language: str, status: int = 200, **context: object
    ) -> HTMLResponse:
        """A page for designers or of the desk, in Dutch or English."""
        texts = self._explore[language]
        return self.render(template, language, status, **({"t": texts.text, "texts": texts} | context))

    def explore_texts(self, language: str) -> Texts:
        """The texts of those pages."""
        return self._explore[language]

    def not_found(self, language: str) -> HTMLResponse:
        """The page for an address that leads nowhere."""
        return self.problem(language, "notfound.body", 404, title="notfound.title")

    def problem(self, language: str, key: str, status: int, title: str = "problem.title") -> HTMLResponse:
        """A page that says what went wrong, for doors and middleware."""
        return self.render("problem.html", language, status, title=title, key=key)


def _named(language: str) -> Markup:
    """What a language calls itself, apart from the direction and the voice of the text around it."""
    return Markup('<bdi lang="{}">{}</bdi>').format(language, own_name(language))


def callable_lines(text: str) -> Markup:
    """The text with phone numbers that a phone can call and sites that can be opened.

    Both stand in ``<bdi>``: in Arabic and Farsi a number would otherwise change its order.
    """
    return marked_up(text, _CALLABLE, _reachable)


def tagged(masked: MaskedText) -> Markup:
    """Masked text with its tags visible."""
    return marked_up(masked.text, _TAG, lambda match: Markup("<mark>{}</mark>").format(match[0]))


def linked(address: str, name: str) -> Markup:
    """An address as a link that shows itself; a path on this site shows the page's name."""
    shown = name if address.startswith("/") else address
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(address, shown)


def _reachable(match: re.Match[str]) -> Markup:
    if number := match["phone"]:
        return Markup('<a href="tel:{}"><bdi dir="ltr">{}</bdi></a>').format(number.replace(" ", ""), number)
    return Markup('<a href="https://www.{0}" rel="noreferrer"><bdi dir="ltr">{0}</bdi></a>').format(
        match["site"]
    )


def stylesheet() -> str:
    """Address of the style sheet; it changes with its content."""
    return f"/static/site.css?v={_fingerprint('site.css')}"


def explore_stylesheet() -> str:
    """Address of what the pages for designers add to it."""
    return f"/static/explore.css?v={_fingerprint('explore.css')}"


def code_script() -> str:
    """Address of the script that fills in a code; it changes with its content."""
    return f"/static/code.js?v={_fingerprint('code.js')}"


def _fingerprint(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
