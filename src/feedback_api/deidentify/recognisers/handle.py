"""Account names on social media and games."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_AT = re.compile(r"(?<![\w.])@ ?[\w.\-]{2,40}")
_HASHTAG = re.compile(r"(?<!\w)#[^\W\d][\w]{2,40}")
_NAMED = re.compile(
    r"\b(?:insta(?:gram)?|ig|facebook|fb|telegram|tg|snap(?:chat)?|tiktok|twitter|linkedin|signal|skype|"
    r"discord|"
    r"gebruikersnaam|username|user name|inlognaam|loginnaam|login|account|nickname|schermnaam|handle)\b"
    r"(?: ?[:=] ?| (?:is|naam|name|heet ik|als|as|account|under|onder|user|ben ik|i am|i'm)(?: de naam|"
    r" the name)?[ :]{1,2})"
    r"(?P<hit>@?[\w.\-]{3,40}(?:[_.]\w{1,30})*)",
    re.IGNORECASE,
)
_UNDERSCORED = re.compile(r"(?<![\w.])[^\W_]+(?:_+[^\W_]+)+_*(?!\w)|(?<!\w)_+[^\W_]+(?:_+[^\W_]+)*")


def find(reading: Reading) -> Iterator[Span]:
    """Names after @ or after the name of a platform, and names with underscores."""
    for pattern in (_AT, _HASHTAG, _NAMED, _UNDERSCORED):
        yield from reading.find(pattern, Tag.HANDLE, "handle")
