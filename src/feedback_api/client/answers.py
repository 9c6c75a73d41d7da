"""Answers of the service as typed, unchangeable objects; members that a later version adds are ignored."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class AnswerModel(BaseModel):
    """Base of all answers: camelCase on the wire, snake_case here; no value in an error's text."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        hide_input_in_errors=True,
    )


class Stored(AnswerModel):
    """What was kept of an item. No text, id or receipt: nothing can be fetched or withdrawn later."""

    status: Literal["stored"]
    period: str
    redactions: dict[str, int]
    text_kept: bool
    help: list[str] | None = None


class Preview(AnswerModel):
    """What would be kept of an item; nothing was stored."""

    good: str | None = Field(default=None, repr=False)
    improve: str | None = Field(default=None, repr=False)
    themes: list[str]
    redactions: dict[str, int]
    text_kept: bool
    help: list[str] | None = None


class FieldFault(AnswerModel):
    """One field of an item that cannot be used."""

    pointer: str = ""
    code: str = ""


class ItemProblem(AnswerModel):
    """Why one item of a batch was not stored."""

    type: str = "about:blank"
    status: int = 0
    title: str = ""
    detail: str = ""
    errors: list[FieldFault] = []

    @property
    def kind(self) -> str:
        """The last part of the type, such as ``invalid-input``."""
        return self.type.rpartition("/")[2]


class ItemResult(AnswerModel):
    """What became of one item of a batch; ``index`` counts from 0.

    ``failed`` means that the service failed, also when it was asked again: the item is not stored.
    """

    index: int
    status: Literal["stored", "rejected", "failed"]
    client_ref: str | None = Field(default=None, repr=False)
    period: str | None = None
    redactions: dict[str, int] = {}
    text_kept: bool | None = None
    help: list[str] | None = None
    problem: ItemProblem | None = None


class Interval(AnswerModel):
    """A number with the ends of its 95 % interval."""

    estimate: float
    low: float
    high: float
    at_least: bool = False


Votes = Interval | Literal["too-few", "not-released", "not-published"]


class ReleaseBlock(AnswerModel):
    """Which release an answer is from, and how it was protected."""

    id: str
    digest: str
    mechanism: str
    epsilon: float
    periods: list[str] = []
    signature: str | None = None
    privacy_unit: str | None = None
    threshold: float | None = None
    sigma: float | None = None
    table: str | None = None


class ThemeRow(AnswerModel):
    """One theme with its votes, and its share where there is one."""

    theme_id: str
    label: dict[str, str]
    votes: Votes
    share: Interval | None = None


class Themes(AnswerModel):
    """The themes of a release, all pages together."""

    items: list[ThemeRow]
    release: ReleaseBlock


class TrendPoint(AnswerModel):
    """One quarter of a theme."""

    period: str
    votes: Votes
    share: Interval | None = None
    change: str | None = None
    covers: list[str] = []


class Trend(AnswerModel):
    """One theme over the quarters; a gap stays a gap."""

    theme_id: str
    source_group: str | None = None
    interval: str
    points: list[TrendPoint]


class GroupView(AnswerModel):
    """One theme as one group sees it."""

    source_group: str
    rank: int | None = None
    share: Interval | Literal["too-few"] | None = None
    below: float | None = None


class PictureRow(AnswerModel):
    """One theme: shared, differs or unclear between the groups."""

    theme_id: str
    picture: str
    agreement: Interval | None = None
    more: list[str] = []
    less: list[str] = []
    missing: list[str] = []
    per_group: list[GroupView] = []


class SharedPicture(AnswerModel):
    """Where the groups agree and where they differ."""

    groups: list[str]
    silent_groups: list[str] = []
    items: list[PictureRow]
    not_enough_data: list[str] = []
    release: ReleaseBlock


class RatingRow(AnswerModel):
    """How often one rating was given."""

    rating: str
    votes: Votes
    share: Interval | None = None


class StepRatings(AnswerModel):
    """The ratings of one step of the procedure."""

    step: str
    label: dict[str, str]
    votes: Votes
    ratings: list[RatingRow]


class Ratings(AnswerModel):
    """Ratings by step."""

    items: list[StepRatings]
    release: ReleaseBlock


class ReleaseEntry(AnswerModel):
    """One release in the list of all."""

    id: str
    periods: list[str]
    digest: str
    previous_digest: str | None = None
    signature: str | None = None
    tables: list[str] = []
    epsilon: float


class ReleaseList(AnswerModel):
    """All releases, newest first."""

    items: list[ReleaseEntry]
