"""A feed as an Atom document, for the programs in which people read news.

Source: RFC 4287 (Atom); RFC 4151 (tag URIs).
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MEDIA_TYPE = "application/atom+xml"
"""Media type of a feed (RFC 4287, section 7)."""

_ATOM = "http://www.w3.org/2005/Atom"
_NOTHING_YET = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news: its lasting id, a title, a sentence, the day, and the page that shows it."""

    id: str
    title: str
    summary: str
    day: date
    page: str
    category: str


@dataclass(frozen=True, slots=True)
class Feed:
    """News in one language, newest first, from one author; ``address`` is the feed's own."""

    id: str
    title: str
    language: str
    author: str
    address: str
    page: str
    entries: Sequence[Entry]


def tag(authority: str, day: date, name: str) -> str:
    """A lasting id: a name that this authority gave to something on that day."""
    return f"tag:{authority},{day.isoformat()}:{name}"


def atom(feed: Feed) -> bytes:
    """The document; everything in it is escaped, and nothing in it changes unless the news does."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    newest = max((entry.day for entry in feed.entries), default=_NOTHING_YET)
    _text(root, id=feed.id, title=feed.title, updated=_moment(newest))
    _text(ET.SubElement(root, "author"), name=feed.author)
    ET.SubElement(root, "link", {"rel": "self", "type": MEDIA_TYPE, "href": feed.address})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    for entry in feed.entries:
        _add(root, entry)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, "entry")
    day = _moment(entry.day)
    _text(element, id=entry.id, title=entry.title, summary=entry.summary, published=day, updated=day)
    ET.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.page})
    ET.SubElement(element, "category", {"term": entry.category})


def _text(parent: ET.Element, **children: str) -> None:
    for name, words in children.items():
        ET.SubElement(parent, name).text = words


def _moment(day: date) -> str:
    """The day's first moment: a release has a day and no time."""
    return f"{day.isoformat()}T00:00:00Z"
