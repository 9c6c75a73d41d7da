"""Answers to themes: which themes may have one, what their texts may not be, and how many have one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from statistics import median_high

from feedback_api.publish.query import MOST_ROWS, groups_with_column, themes
from feedback_api.terms.action import REQUIRED, Action, ActionStatus, Answer, Answered
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import FieldProblem, NotPublished
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Release

LONGEST = 600
"""Characters of a text or a reason: a paragraph."""

_FORMULA = frozenset("=+-@|%")
_BIDI = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x00AD, 0x200B]))
_OTHER_LINK = re.compile(
    r"(?!https:)\b[a-z][a-z0-9+.-]*://|\b(?:javascript|data|mailto|tel|file):|\bwww\.", re.I
)


def displayed_themes(release: Release) -> tuple[Theme, ...]:
    """Themes shown with a number for one group or for all together, in codebook order."""
    shown = {theme for group in (None, *_groups(release)) for theme in _shown(release, group)}
    return tuple(theme for theme in Theme if theme in shown)


def cleaned(words: str) -> str:
    """A text as one line in one Unicode form, without what shows nothing or turns the line around.

    Joiners stay: without them Persian and Kurdish words are misspelled.

    Source: Unicode Standard Annex 15 (NFC); CVE-2021-42574 (direction overrides).
    """
    plain = (c for c in unicodedata.normalize("NFC", words) if c not in _BIDI)
    return " ".join("".join(" " if unicodedata.category(c) in _BLANK else c for c in plain).split())


_BLANK = frozenset({"Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})


def cleaned_answer(answer: Answer) -> Answer:
    """An answer with its texts cleaned and empty ones left out; reasons only where it is not possible."""
    reasons = answer.reasons if answer.status is ActionStatus.NOT_POSSIBLE else {}
    return Answer(answer.status, _filled(answer.texts), _filled(reasons))


def faults_of(answer: Answer) -> list[FieldProblem]:
    """What is wrong with the texts of a cleaned answer, all at once; never what they say."""
    needed = [("texts", answer.texts)]
    needed += [("reasons", answer.reasons)] if answer.status is ActionStatus.NOT_POSSIBLE else []
    lacking = [
        FieldProblem(f"/{field}/{code}", "empty")
        for field, texts in needed
        for code in REQUIRED
        if code not in texts
    ]
    found = [
        FieldProblem(f"/{field}/{code}", fault)
        for field, texts in needed
        for code, words in texts.items()
        if (fault := _fault(words))
    ]
    return lacking + found


def answered(release: Release, actions: Iterable[Action], frozen: Mapping[ReportingPeriod, date]) -> Answered:
    """How many of a release's displayed themes have an answer that stands, of this release or one before.

    The time is from the day on which the release that it answers froze to the day it became public; of a
    theme with more answers the soonest counts.
    """
    displayed = displayed_themes(release)
    days: dict[Theme, int] = {}
    for action in actions:
        asked = action.asked
        stands = action.withdrawn_on is None and asked.period <= release.period
        if stands and asked.theme in displayed and asked.period in frozen:
            took = (action.answered_on - frozen[asked.period]).days
            days[asked.theme] = min(took, days.get(asked.theme, took))
    return Answered(release.period, len(displayed), len(days), median_high(days.values()) if days else None)


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    plain = {code: cleaned(words) for code, words in texts.items()}
    return {code: words for code, words in plain.items() if words}


def _fault(words: str) -> str | None:
    if len(words) > LONGEST:
        return "too-long"
    if words[0] in _FORMULA:
        return "formula"
    return "link" if _OTHER_LINK.search(words) else None


def _groups(release: Release) -> tuple[SourceGroup, ...]:
    try:
        return groups_with_column(release)
    except NotPublished:
        return ()


def _shown(release: Release, group: SourceGroup | None) -> set[Theme]:
    try:
        rows = themes(release, source_group=group, limit=MOST_ROWS).rows
    except NotPublished:
        return set()
    return {row.theme for row in rows if row.votes.estimate is not None}
