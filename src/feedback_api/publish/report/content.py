"""What the report says: headings, sentences, tables and pictures, from one frozen release."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from feedback_api.publish.charts.catalogue import draw
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.exports.labels import Labels
from feedback_api.publish.exports.png_file import png_file
from feedback_api.publish.journey import JourneyStep, journey
from feedback_api.publish.query import MOST_ROWS, ThemeRow, groups_with_column, themes
from feedback_api.publish.report.words import WORDS
from feedback_api.publish.shared_picture import Picture, SharedPicture, shared_picture
from feedback_api.publish.suppression import groups_without_column, hidden_counts
from feedback_api.terms.action import Action
from feedback_api.terms.codebook import Codebook, Rating, SourceGroup, Theme
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import Cell, Release

MOST_NAMED = 3
"""Themes that the first sentence names."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The start of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Plain words; ``fixed`` where letters should be of one width, such as a digest."""

    text: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its header, its rows, and how much room the first column needs, from 0 to 1."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: float


@dataclass(frozen=True, slots=True)
class Image:
    """A chart as PNG; the same numbers stand in a table beside it."""

    png: bytes


Block = Heading | Sentence | Grid | Image


@dataclass(frozen=True, slots=True)
class Source:
    """All that a report is made from: the release, those up to it, labels, actions and the charts' paper."""

    release: Release
    releases: Sequence[Release]
    codebook: Codebook
    actions: Sequence[Action]
    paper: Paper
    language: str

    def say(self, key: str, **values: object) -> str:
        """A sentence of the report."""
        return WORDS[self.language][key].format(**values)

    def name(self, dimension: str, code: str) -> str:
        """Label of a code."""
        return Labels(self.codebook).code(dimension, code, self.language)

    def names(self, dimension: str, codes: Sequence[str]) -> str:
        """Labels of codes in one line."""
        return ", ".join(self.name(dimension, code) for code in codes)


def blocks(source: Source) -> Iterator[Block]:
    """The report from its first section to its last."""
    yield from _heard(source)
    yield from _top(source)
    yield from _picture(source)
    yield from _journey(source)
    yield from _withheld(source)
    yield from _answers(source)
    yield from _method(source)


def votes(cell: Cell, too_few: str) -> str:
    """An estimate with its interval, rounded outwards to whole votes; the word for too few otherwise."""
    if cell.estimate is None or cell.low is None or cell.high is None:
        return too_few
    least = "≥ " if cell.at_least else ""
    return f"{least}{cell.estimate:.0f} ({floor(cell.low)}–{ceil(cell.high)})"


def _shown(release: Release) -> list[ThemeRow]:
    return [row for row in themes(release, limit=MOST_ROWS).rows if row.votes.estimate is not None]


def _heard(source: Source) -> Iterator[Block]:
    release, say = source.release, source.say
    yield Heading(say("heard"))
    yield Sentence(say("heard.who", groups=source.names("source_group", groups_with_column(release))))
    if len(release.covered) > 1:
        yield Sentence(say("covers", periods=", ".join(str(period) for period in release.covered[:-1])))
    shown = _shown(release)
    if not shown:
        yield Sentence(say("heard.nothing"))
        return
    yield Sentence(say("heard.shown", all=len(Theme), shown=len(shown)))
    yield Sentence(say("heard.most", themes=source.names("theme", [r.theme for r in shown[:MOST_NAMED]])))


def _picture(source: Source) -> Iterator[Block]:
    say = source.say
    yield Heading(say("picture"))
    try:
        picture = shared_picture(source.release)
    except NotPublished:
        picture = None
    if picture is None or not picture.themes:
        yield Sentence(say("picture.none"))
        return
    for kind in (Picture.SHARED, Picture.DIFFERS):
        if found := _of_kind(picture, kind):
            yield Sentence(say(f"picture.{kind}", themes=source.names("theme", found)))
    if unclear := _of_kind(picture, Picture.UNCLEAR):
        yield Sentence(say("picture.unclear", count=len(unclear)))
    yield from _chart(source, "shared-picture")


def _of_kind(picture: SharedPicture, kind: Picture) -> list[Theme]:
    return [found.theme for found in picture.themes if found.picture is kind]


def _top(source: Source) -> Iterator[Block]:
    release, say = source.release, source.say
    groups, shown = groups_with_column(release), _shown(release)
    yield Heading(say("top"))
    if not shown:
        yield Sentence(say("heard.nothing"))
        return
    yield Sentence(say("top.how"))
    columns = [_column(release, group) for group in groups]
    header = (say("theme"), say("all"), *(source.name("source_group", group) for group in groups))
    rows = tuple(
        (
            source.name("theme", row.theme),
            votes(row.votes, say("toofew")),
            *(votes(column[row.theme], say("toofew")) for column in columns),
        )
        for row in shown
    )
    yield Grid(header, rows, 0.32)


def _column(release: Release, group: SourceGroup) -> dict[Theme, Cell]:
    rows = themes(release, source_group=group, limit=MOST_ROWS).rows
    return {row.theme: row.votes for row in rows}


def _journey(source: Source) -> Iterator[Block]:
    say = source.say
    yield Heading(say("journey"))
    try:
        seen = journey(source.release)
    except NotPublished:
        yield Sentence(say("journey.none"))
        return
    yield from _chart(source, "journey")
    header = (say("step"), say("all"), say("rated"))
    rows = tuple(
        (
            source.name("step", step.step),
            votes(step.votes, say("toofew")),
            votes(_bad(step), say("toofew")),
        )
        for step in seen.steps
    )
    yield Grid(header, rows, 0.5)


def _bad(step: JourneyStep) -> Cell:
    """Votes of those who say that the step does not go well; too few where the release has no ratings."""
    rated = step.ratings.ratings if step.ratings else ()
    return next((row.votes for row in rated if row.rating == Rating.BAD), Cell({}, None))


def _chart(source: Source, name: str) -> Iterator[Block]:
    try:
        yield Image(png_file(draw(name, source.release, source.releases, source.paper)))
    except NotPublished:
        return


def _withheld(source: Source) -> Iterator[Block]:
    release, say = source.release, source.say
    policy = release.policy
    yield Heading(say("withheld"))
    yield Sentence(
        say("withheld.why", threshold=f"{policy.threshold:g}", factor=f"{policy.sensitive_factor:g}")
    )
    yield Sentence(say("withheld.zero"))
    if silent := groups_without_column(release):
        yield Sentence(say("withheld.silent", groups=source.names("source_group", silent)))
    header = (say("table"), say("cells"), say("shown"), say("hidden"))
    labels = Labels(source.codebook)
    rows = tuple(
        (
            " × ".join(labels.dimension(name, source.language) for name in count.table.dimensions),
            str(count.cells),
            str(count.shown),
            str(count.too_few),
        )
        for count in hidden_counts(release)
    )
    yield Grid(header, rows, 0.55)


def _answers(source: Source) -> Iterator[Block]:
    yield Heading(source.say("answers"))
    public = [action for action in source.actions if action.versions]
    if not public:
        yield Sentence(source.say("answers.none"))
    for action in public:
        yield Sentence(_answer(source, action))


def _answer(source: Source, action: Action) -> str:
    """An action as its newest version says it, in one line."""
    answer = action.versions[0].answer
    about = source.name("theme", action.asked.theme)
    if action.asked.step is not None:
        about += f" ({source.name('step', action.asked.step)})"
    said = [answer.texts[source.language], answer.reasons.get(source.language, "")]
    return f"{about} – {source.say(f'answers.{answer.status}')}: {' '.join(filter(None, said))}"


def _method(source: Source) -> Iterator[Block]:
    say = source.say
    yield Heading(say("method"))
    yield Sentence(say("method.vote"))
    yield Sentence(say("method.noise", epsilon=f"{source.release.policy.epsilon:g}"))
    yield Sentence(say("method.who"))
    yield Sentence(say("method.text"))
    yield Sentence(say("method.check"))
    yield Sentence(source.release.digest, fixed=True)
