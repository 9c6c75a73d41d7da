"""What each page for designers shows: numbers of one frozen release, and what was made public about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy import Engine

from feedback_api.flows.read_actions import read_actions, read_effects
from feedback_api.flows.read_paraphrases import read_paraphrases
from feedback_api.publish.charts.catalogue import draw
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.effect import Effect
from feedback_api.publish.highlights import MOST_NAMED, Highlights, changed_rows, highlights
from feedback_api.publish.query import MOST_ROWS, ThemeRow, groups_with_column, table_for, themes
from feedback_api.publish.questions import QUESTIONS
from feedback_api.publish.ratings import ratings
from feedback_api.publish.reach import reach
from feedback_api.publish.shared_picture import Picture
from feedback_api.publish.shares import Share
from feedback_api.publish.suppression import groups_without_column, hidden_counts
from feedback_api.publish.tones import tones
from feedback_api.publish.trends import Change, TrendPoint, trend
from feedback_api.terms.action import Action
from feedback_api.terms.codebook import PartnerType, SourceGroup, Step, Theme
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import Cell
from feedback_api.web.explore import Content, View, known_step, known_theme
from feedback_api.web.texts import written

Shown = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the overview, and the page that shows more of it."""

    text: str
    path: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: a group, type or step (empty for all together), its votes and its share."""

    name: str
    votes: Cell
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in the reader's language."""

    status: str
    text: str
    reason: str
    day: str
    effect: Effect


def contents(database: Engine) -> dict[str, tuple[str, Content]]:
    """Every page by the end of its address: its template and what it shows."""

    def of_theme(view: View, code: str) -> Shown:
        return theme(view, code, database)

    return {
        "": ("explore/overview.html", overview),
        "/themes/{code}": ("explore/theme.html", of_theme),
        "/steps/{code}": ("explore/step.html", step),
        "/ratings": ("explore/ratings.html", rated),
        "/withheld": ("explore/withheld.html", withheld),
        "/ledger": ("explore/ledger.html", ledger),
        "/method": ("explore/method.html", method),
        "/reach": ("explore/reach.html", heard),
        "/questions": ("explore/questions.html", questions),
    }


def overview(view: View, _: str) -> Shown:
    """What stands out, all themes, and the way to each step."""
    rows = [
        {
            "theme": one.row.theme,
            "votes": one.row.votes,
            "share": one.row.share,
            "change": one.change or "none",
        }
        for one in changed_rows(view.release, view.earlier)
    ]
    told = _sentences(view, highlights(view.release, view.earlier))
    return {"told": told, "rows": rows, "chart": _chart(view, "themes"), "steps": list(Step)}


def _sentences(view: View, found: Highlights) -> list[Told]:
    say = view.texts.text
    most = say("explore.told.most", themes=view.names("theme", found.most)) if found.most else ""
    told = [Told(most or say("explore.told.nothing"))]
    about = say("explore.shared-picture")
    kinds = [kind for kind in (Picture.SHARED, Picture.DIFFERS) if found.of_kind(kind)]
    for kind in kinds:
        themes_named = view.names("theme", found.of_kind(kind), MOST_NAMED)
        told.append(Told(say(f"explore.told.{kind}", themes=themes_named), "/shared-picture", about))
    if not kinds:
        key = "explore.told.unclear" if found.picture else "explore.told.one-group"
        told.append(Told(say(key), "/shared-picture", about))
    told += [Told(text) for text in _changes(view, found)]
    if found.badly:
        badly = say("explore.told.badly", steps=view.names("step", found.badly, MOST_NAMED))
        told.append(Told(badly, "/ratings", say("explore.ratings")))
    return told


def _changes(view: View, found: Highlights) -> list[str]:
    say = view.texts.text
    if found.compared is None:
        return [say("explore.told.first")]
    before = str(found.compared)
    named = [("rising", found.rising), ("new", found.new)]
    told = [
        say(f"explore.told.{k}", themes=view.names("theme", v, MOST_NAMED), before=before)
        for k, v in named
        if v
    ]
    return told if found.rising else [*told, say("explore.told.no-rise", before=before)]


def theme(view: View, code: str, database: Engine) -> Shown:
    """One theme: who names it, how it goes over time, at which steps, in which tone, and what was done."""
    chosen = known_theme(view, code)
    lines = [_theme_line(view, chosen, group) for group in (None, *groups_with_column(view.release))]
    points = _points(view, chosen)
    tone_chart = _chart_or_none(view, f"tones-{chosen}")
    newest = points[-1].change if points else None
    return {
        "theme": chosen,
        "told": view.texts.text(f"explore.theme.told.{_told(lines[0], newest)}"),
        "groups": lines,
        "trend": _chart_or_none(view, f"trend-{chosen}"),
        "points": points,
        "partners": _partners_of(view, chosen),
        "steps": _steps_of(view, chosen),
        "tones": tone_chart,
        "tone_rows": tones(view.release, chosen)[0].tones if tone_chart else (),
        "paraphrases": [
            said.texts[view.texts.language]
            for said in read_paraphrases(database, view.release.period, chosen)
        ],
        "actions": _all_done(view, database, chosen),
    }


def _told(all_groups: Line, change: Change | None) -> str:
    if all_groups.votes.estimate is None:
        return "too-few"
    return change or "none"


def _theme_line(view: View, chosen: Theme, group: SourceGroup | None) -> Line:
    return _line(view, chosen, group or "", source_group=group)


def _line(view: View, chosen: Theme, name: str, **of: Any) -> Line:
    rows = themes(view.release, sort="theme", limit=MOST_ROWS, **of).rows
    row = next(row for row in rows if row.theme is chosen)
    return Line(name, row.votes, row.share)


def _points(view: View, chosen: Theme) -> Sequence[TrendPoint]:
    try:
        return trend([view.release, *view.earlier], chosen)
    except NotPublished:
        return ()


def _steps_of(view: View, chosen: Theme) -> list[Line] | None:
    """Votes of a theme at each step, where a table crosses the two."""
    if not _crosses(view, "step"):
        return None
    return [_line(view, chosen, place, step=place) for place in Step]


def _partners_of(view: View, chosen: Theme) -> list[Line] | None:
    """Votes of a theme by each type of partner, where a table crosses the two."""
    if not _crosses(view, "partner_type"):
        return None
    return [_line(view, chosen, kind, partner_type=kind) for kind in PartnerType]


def _crosses(view: View, dimension: str) -> bool:
    return any(set(table.dimensions) == {"theme", dimension} for table in view.release.tables)


def _all_done(view: View, database: Engine, chosen: Theme) -> list[Done]:
    public = [one for one in read_actions(database, chosen) if one.versions]
    effects = read_effects(database, public) if public else {}
    return [_done(view, one, effects[one.id]) for one in public]


def _done(view: View, action: Action, found: Effect) -> Done:
    newest, language = action.versions[0], view.texts.language
    reason = newest.answer.reasons.get(language, "")
    day = written(newest.published_on, language)
    return Done(newest.answer.status, newest.answer.texts[language], reason, day, found)


def step(view: View, code: str) -> Shown:
    """One step: who writes about it, how they rate it, and about which themes."""
    chosen = known_step(view, code)
    total = [c for c in table_for(view.release, "step").cells if c.key["step"] == chosen]
    by_group = [c for c in table_for(view.release, "source_group", "step").cells if c.key["step"] == chosen]
    lines = [Line("", cell) for cell in total]
    lines += [Line(cell.key["source_group"], cell) for cell in by_group]
    crossed = themes(view.release, step=chosen, limit=MOST_ROWS).rows if _crosses(view, "step") else None
    return {"step": chosen, "groups": lines, "rated": _ratings_of(view, chosen), "themes": _named(crossed)}


def _named(rows: Sequence[ThemeRow] | None) -> list[ThemeRow] | None:
    """Themes with a number first; those with too few are left in, so that nobody asks where they are."""
    return None if rows is None else list(rows)


def _ratings_of(view: View, chosen: Step) -> object:
    try:
        return ratings(view.release, chosen).steps[0].ratings
    except NotPublished:
        return None


def rated(view: View, _: str) -> Shown:
    """How each step is rated."""
    chart = _chart_or_none(view, "ratings")
    return {"chart": chart, "steps": ratings(view.release).steps if chart else ()}


def withheld(view: View, _: str) -> Shown:
    """What is not shown, and why."""
    return {
        "counts": hidden_counts(view.release),
        "absent": view.names("group", groups_without_column(view.release)),
        "policy": view.release.policy,
    }


def heard(view: View, _: str) -> Shown:
    """Whom the release lets be heard, and whom not."""
    found = reach(view.release)
    return {
        "reach": found,
        "unheard": view.names("step", found.unheard),
        "unheard_partners": view.names("partner", found.unheard_partners),
        "absent": view.names("group", found.absent),
    }


def questions(_: View, __: str) -> Shown:
    """The twenty questions, each with the way to its answer."""
    return {"questions": QUESTIONS}


def ledger(view: View, _: str) -> Shown:
    """Privacy loss spent by the releases up to this one, by calendar year."""
    entries = [
        (quarter, table.name, table.epsilon)
        for release in (view.release, *view.earlier)
        for quarter in release.covered
        for table in release.tables
        if table.epsilon > 0
    ]
    years = sorted({quarter.year for quarter, _, _ in entries}, reverse=True)
    return {"years": [_year(year, entries) for year in years], "most": _plain(view, "epsilon_per_year")}


def _year(year: int, entries: Sequence[tuple[object, str, float]]) -> Shown:
    own = sorted((str(quarter), name, epsilon) for quarter, name, epsilon in entries if _is_of(quarter, year))
    lines = [{"quarter": q, "table": name, "epsilon": f"{epsilon:g}"} for q, name, epsilon in own]
    spent = f"{sum(epsilon for _, _, epsilon in own):g}"
    return {"label": str(year), "spent": spent, "lines": lines}


def _is_of(quarter: object, year: int) -> bool:
    return str(quarter).startswith(f"{year:04d}-")


def _plain(view: View, name: str) -> str:
    return f"{getattr(view.release.policy, name):g}"


def method(view: View, _: str) -> Shown:
    """How the numbers came about, and how to check them."""
    release = view.release
    return {
        "policy": release.policy,
        "digest": release.digest,
        "tables": [table.name for table in release.tables],
        "codebook": release.codebook_version,
    }


def _chart(view: View, name: str) -> str:
    paper = Paper(view.texts.text, chart_id=f"chart-{name}")
    # Charts escape every label themselves.
    return Markup(draw(name, view.release, [view.release, *view.earlier], paper))  # noqa: S704


def _chart_or_none(view: View, name: str) -> str | None:
    try:
        return _chart(view, name)
    except NotPublished:
        return None
