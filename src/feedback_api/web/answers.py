"""Shapes of the public answers, for the API's document; the tests hold what is served to them.

The answers themselves are made in the publish room, where every number is rounded as it must be.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic.json_schema import SkipJsonSchema

from feedback_api.publish.shared_picture import Picture
from feedback_api.publish.trends import Change
from feedback_api.terms.codebook import Rating, SourceGroup, Step, Theme

PERIOD = r"^[0-9]{4}-Q[1-4]$"
_DIGEST = r"^sha256:[0-9a-f]{64}$"

Kind = TypeVar("Kind")
MaybeAbsent = Annotated[Kind | SkipJsonSchema[None], Field(default=None)]
"""A member that is left out rather than null."""

Quarter = Annotated[str, Field(pattern=PERIOD, description="A quarter such as 2026-Q3.")]
Digest = Annotated[str, Field(pattern=_DIGEST, description="SHA-256 over the release's bytes as frozen.")]
Decimal = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$", description="An exact decimal in quotes.")]


class Answer(BaseModel):
    """Base of all answers: camelCase names. A minor version may add members; ignore those you do not know."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Label(Answer):
    """A name in Dutch and in English."""

    nl: str
    en: str


class Interval(Answer):
    """An estimate with the 95 % interval of what is uncertain in it."""

    estimate: float
    low: float
    high: float


class Votes(Interval):
    """Votes with the 95 % interval of the noise; a message is one vote, split over its themes."""

    at_least: MaybeAbsent[Annotated[bool, Field(description="True where a sum leaves hidden cells out.")]]


TooFew = Literal["too-few"]
"""The one word for zero and for small."""


class ReleaseBlock(Answer):
    """Which release answers, and how it was protected."""

    id: Quarter
    periods: list[Quarter]
    digest: Digest
    signature: str | None
    mechanism: str
    epsilon: float
    privacy_unit: str
    threshold: float
    sigma: Annotated[float, Field(description="Standard deviation of the noise in the table used, in votes.")]
    table: str


class ThemeItem(Answer):
    """One theme with its votes, and its share where one can be given."""

    theme_id: Theme
    label: Label
    votes: Votes | TooFew
    share: MaybeAbsent[Interval]


class ThemesAnswer(Answer):
    """Themes of one release, most votes first unless asked otherwise."""

    items: list[ThemeItem]
    release: ReleaseBlock


class RatingItem(Answer):
    """One rating of one step."""

    rating: Rating | Literal["not_given"]
    votes: Votes | TooFew
    share: MaybeAbsent[Interval]


class StepItem(Answer):
    """One step of the procedure and how its messages rate it."""

    step: Step
    label: Label
    votes: Votes | TooFew
    ratings: list[RatingItem]


class RatingsAnswer(Answer):
    """Ratings by step, in the order of the procedure."""

    items: list[StepItem]
    release: ReleaseBlock


class Code(Answer):
    """One entry of a closed list; the words besides its id and label explain it to people."""

    id: str
    label: Label
    definition: MaybeAbsent[str]
    ind_complaint_category: str | None = None
    official_terms_nl: MaybeAbsent[list[str]]


class CodebookAnswer(Answer):
    """The closed lists as the product uses them."""

    version: int
    status: str
    themes: list[Code]
    steps: list[Code]
    source_groups: list[Code]
    partner_types: list[Code]
    ratings: list[Code]


class PolicyAnswer(Answer):
    """The disclosure rules for the next release."""

    mechanism: str
    privacy_unit: str
    epsilon: float
    epsilon_per_year: float
    tokens_per_period: int
    threshold: float
    sigmas_above_threshold: float
    cube_sigmas: float
    sensitive_factor: float
    least_information: float
    least_members: int
    quarters_per_release: int
    members: dict[str, int] | None


class ReleaseItem(Answer):
    """One release in the list of all."""

    id: Quarter
    periods: list[Quarter]
    digest: Digest
    previous_digest: str | None
    signature: str | None
    tables: list[str]
    epsilon: float


class ReleasesAnswer(Answer):
    """All releases, newest first."""

    items: list[ReleaseItem]


class FrozenPolicy(Answer):
    """The disclosure rules that a release was made under; decimals in quotes."""

    epsilon: Decimal
    epsilon_per_year: Decimal
    tokens_per_period: int
    threshold: Decimal
    sigmas_above_threshold: Decimal
    cube_sigmas: MaybeAbsent[Decimal]
    sensitive_factor: Decimal
    least_information: Decimal
    least_members: int
    members: dict[str, int] | None
    expected_messages: int
    quarters_per_release: MaybeAbsent[int]


class FrozenVotes(Answer):
    """Votes of a frozen cell in whole sixths."""

    estimate: int
    low: int
    high: int
    at_least: bool
    sigma: MaybeAbsent[Decimal]


class FrozenCell(Answer):
    """One cell of a frozen table; its key names one code of each dimension."""

    key: dict[str, str]
    votes: FrozenVotes | TooFew


class FrozenTable(Answer):
    """A frequency table with its noise."""

    name: str
    dimensions: list[str]
    epsilon: Decimal
    sigma: Decimal
    cells: list[FrozenCell]


class ReleaseDocument(Answer):
    """One release as frozen: sorted keys, no spaces, no floating-point number; its SHA-256 is the digest."""

    format: int
    id: Quarter
    periods: MaybeAbsent[list[Quarter]]
    codebook_version: int
    mechanism: str
    privacy_unit: str
    votes_unit: str
    policy: FrozenPolicy
    noisy_total: int
    tables: list[FrozenTable]
    previous_digest: str | None
    pass_keys: MaybeAbsent[
        Annotated[
            dict[str, str],
            Field(description="Digest of the pass issuer's keys by quarter, where passes were taken."),
        ]
    ]


class SealAnswer(Answer):
    """What proves a release's bytes."""

    digest: Digest
    signature: str
    public_key: str


class KeyItem(Answer):
    """One key that releases are signed with."""

    algorithm: Literal["Ed25519"]
    public_key: str


class KeysAnswer(Answer):
    """All keys that releases are signed with, the newest release's first."""

    items: list[KeyItem]


class LedgerItem(Answer):
    """What one table of one release spent on one quarter."""

    period: Quarter
    table: str
    epsilon: float


class LedgerAnswer(Answer):
    """Privacy loss spent so far, and the most in a calendar year."""

    items: list[LedgerItem]
    epsilon_per_year: float


class Figure(Answer):
    """A figure with its interval, or the word for none."""

    value: Interval | TooFew


class PairFigure(Figure):
    """Agreement between two groups."""

    groups: list[SourceGroup]


class Agreement(Figure):
    """Agreement of all groups, and of each two."""

    pairs: list[PairFigure]


class GroupView(Answer):
    """How one group sees a theme; a hidden share tells its public bound only."""

    source_group: SourceGroup
    rank: int | None
    share: Interval | TooFew
    below: MaybeAbsent[float]


class PictureItem(Answer):
    """One theme: shared, differs or unclear; who says more, less or nothing where it differs."""

    theme_id: Theme
    picture: Picture
    more: MaybeAbsent[list[SourceGroup]]
    less: MaybeAbsent[list[SourceGroup]]
    missing: MaybeAbsent[list[SourceGroup]]
    agreement: MaybeAbsent[Interval]
    per_group: list[GroupView]


class PictureRule(Answer):
    """How a difference is told from noise and chance."""

    interval: str
    shared_factor: float
    least_factor: float
    error: float
    most_differs_by_chance: float


class GroupVotes(Answer):
    """Votes of one group."""

    source_group: SourceGroup
    votes: Votes | TooFew


class NamedItem(Answer):
    """A theme that every group names, with their votes."""

    theme_id: Theme
    per_group: list[GroupVotes]


class NamedByAll(Answer):
    """What all groups praise, and what all want better."""

    good: list[NamedItem]
    improve: list[NamedItem]


class SharedPictureAnswer(Answer):
    """Where the groups agree and where they differ."""

    groups: list[SourceGroup]
    silent_groups: list[SourceGroup]
    agreement: Agreement
    items: list[PictureItem]
    not_enough_data: list[Theme]
    counts: dict[str, int]
    rule: PictureRule
    named_by_all: NamedByAll | Literal["not-published"]
    release: ReleaseBlock


class TrendPoint(Answer):
    """One quarter of a trend; a gap stays a gap."""

    period: Quarter
    votes: Votes | Literal["too-few", "not-released", "not-published"]
    share: MaybeAbsent[Interval]
    covers: MaybeAbsent[list[Quarter]]
    change: MaybeAbsent[Change]


class TrendsAnswer(Answer):
    """One theme over the quarters."""

    theme_id: Theme
    source_group: MaybeAbsent[SourceGroup]
    interval: Literal["quarter"]
    points: list[TrendPoint]


class TableCount(Answer):
    """How much of one table is shown."""

    table: str
    dimensions: list[str]
    sigma: float
    cells: int
    shown: int
    at_least: int
    too_few: int


class DisplayRule(Answer):
    """When a cell is shown."""

    threshold: float
    sigmas_above_threshold: float
    sensitive_factor: float
    least_members: int


class SuppressionAnswer(Answer):
    """How much of a release is hidden, by table."""

    period: Quarter
    digest: Digest
    tables: list[TableCount]
    groups_without_column: list[SourceGroup]
    rule: DisplayRule
