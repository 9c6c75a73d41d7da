"""The feed for people: releases, themes that rose or are new in them, and answers, in all form languages."""

from datetime import date
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import Response

from feedback_api.flows.read_feed import read_feed
from feedback_api.terms.signals import Event, EventType
from feedback_api.web import atom
from feedback_api.web.pages import Pages
from feedback_api.web.public_answers import public_bytes
from feedback_api.web.services import Services
from feedback_api.web.texts import Texts, available_languages, negotiate

_FIRST_DAY = date(2026, 1, 1)
"""Day of the feed's own name: an id must not change when the news does."""

_WORDS = {
    EventType.RELEASE_PUBLISHED: ("feed.release", "feed.release.about"),
    EventType.THEME_RISING: ("feed.rising", "feed.rising.about"),
    EventType.THEME_NEWLY_DISPLAYED: ("feed.new", "feed.new.about"),
    EventType.ACTION_PUBLISHED: ("feed.action", "feed.action.about"),
}


def feed_router(services: Services, pages: Pages) -> APIRouter:
    """The route of the feeds; every entry follows from what is published, and has its day and no time."""
    router = APIRouter()
    authority = urlsplit(services.operator.website).hostname or "feedback.invalid"

    @router.get("/feed/{language}.atom")
    def feed(request: Request, language: str) -> Response:
        if language not in available_languages():
            return pages.not_found(negotiate(request.headers.get("accept-language", "")))
        texts = pages.texts(language)
        document = atom.atom(
            atom.Feed(
                id=atom.tag(authority, _FIRST_DAY, f"feed:{language}"),
                title=f"{texts.text('site.name')}: {texts.text('feed.title')}",
                language=language,
                author=services.operator.name,
                address=f"/feed/{language}.atom",
                page=f"/results/{language}",
                entries=[_entry(event, texts, authority) for event in read_feed(services.database)],
            )
        )
        return public_bytes(request, document, media_type=atom.MEDIA_TYPE)

    return router


def _entry(event: Event, texts: Texts, authority: str) -> atom.Entry:
    title, about = _WORDS[event.type]
    values = {"period": event.data["period"]}
    if event.type is not EventType.RELEASE_PUBLISHED:
        values["theme"] = texts.text(f"theme.{event.subject}")
    return atom.Entry(
        id=atom.tag(authority, event.day, f"{event.id}:{texts.language}"),
        title=texts.text(title, **values),
        summary=texts.text(about, **values),
        day=event.day,
        page=_page(event, texts.language),
        category=event.type.value,
    )


def _page(event: Event, language: str) -> str:
    if event.type is EventType.ACTION_PUBLISHED:
        return f"/actions/{language}"
    return f"/results/{language}?period={event.data['period']}"
