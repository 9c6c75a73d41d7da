"""The issuer's pages: the look of the form, texts of their own, in Dutch and English."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from feedback_api.web import texts as form_texts
from feedback_api.web.texts import Texts

LANGUAGES = ("nl", "en")
SCRIPT = "pass.js"

_HERE = Path(__file__).parent
_FORM = Path(form_texts.__file__).parent

ASSETS: Mapping[str, tuple[Path, str]] = {
    "site.css": (_FORM / "static" / "site.css", "text/css; charset=utf-8"),
    "icon.svg": (_FORM / "static" / "icon.svg", "image/svg+xml"),
    SCRIPT: (_HERE / "static" / SCRIPT, "text/javascript; charset=utf-8"),
}
"""Files that pages load: the form's own look, and one small script."""


class IssuerPages:
    """Renders templates with autoescape; an unknown name in a template is an error, not a gap."""

    def __init__(self, contact: str, product: str) -> None:
        self._texts = {code: Texts(code, messages(code), {"contact": contact}) for code in LANGUAGES}
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "languages": tuple((texts.language, texts.name) for texts in self._texts.values()),
            "stylesheet": _address("site.css"),
            "script": _address(SCRIPT),
            "product": product,
        }

    def render(self, template: str, language: str, status: int = 200, **context: object) -> HTMLResponse:
        """A page in one of our languages."""
        texts = self._texts[language]
        html = self._environment.get_template(template).render({"t": texts.text, "texts": texts, **context})
        return HTMLResponse(html, status, headers={"Content-Language": language, "Cache-Control": "no-store"})

    def refused(self, language: str, kind: str, status: int) -> HTMLResponse:
        """The page that says why not, and what to do."""
        known, titled = messages(language), f"refused.{kind}.title"
        key = f"refused.{kind}" if f"refused.{kind}" in known else "refused.unavailable"
        title = titled if titled in known else "refused.title"
        return self.render("refused.html", language, status, title=title, key=key)


def negotiate(accept_language: str | None) -> str:
    """The one of our languages that a browser asks for; English for any other than Dutch."""
    return "nl" if form_texts.negotiate(accept_language) == "nl" else "en"


@cache
def messages(language: str) -> Mapping[str, str]:
    """The texts of a language by key."""
    with (_HERE / "locale" / language / "LC_MESSAGES" / "issuer.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def _address(name: str) -> str:
    """Where a file is; it changes with the file's content."""
    return f"/static/{name}?v={hashlib.sha256(ASSETS[name][0].read_bytes()).hexdigest()[:12]}"
