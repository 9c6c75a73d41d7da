"""Shapes of a release's tables in the API's document: their list, and one of them as JSON-stat 2.0.

Source: JSON-stat 2.0, https://json-stat.org/full/
"""

from typing import Annotated, Literal

from pydantic import Field

from feedback_api.web.answers import Answer, Digest, MaybeAbsent, Quarter


class TableItem(Answer):
    """One table of a release: its name and what it is counted by."""

    id: str
    dimensions: list[str]
    cells: int


class TablesAnswer(Answer):
    """The tables of one release."""

    items: list[TableItem]


class Unit(Answer):
    """What a measure is in, and how many decimals are worth showing."""

    label: str
    decimals: int


class Category(Answer):
    """Codes of a dimension in order, with their labels."""

    index: list[str]
    label: dict[str, str]
    unit: MaybeAbsent[dict[str, Unit]]


class DutchNames(Answer):
    """What a dimension and its codes are called in Dutch."""

    label: str
    category: dict[str, str]


class DimensionExtension(Answer):
    """What goes beyond the format: names in Dutch."""

    nl: DutchNames


class Dimension(Answer):
    """One dimension of the table."""

    label: str
    category: Category
    extension: MaybeAbsent[DimensionExtension]


class Roles(Answer):
    """Which dimension is time, and which one names the measures."""

    time: list[str]
    metric: list[str]


class StatusLabels(Answer):
    """What each status means."""

    label: dict[str, str]


class TableExtension(Answer):
    """What goes beyond the format: release, digest, noise, and the disclosure statement by language."""

    release: Quarter
    periods: list[Quarter]
    digest: Digest
    signature: str | None
    codebook_version: int
    mechanism: str
    disclosure: dict[str, list[str]]
    status: StatusLabels
    table: str
    sigma: float
    epsilon: float


class TableAnswer(Answer):
    """One table as a JSON-stat dataset; a hidden number is null and its place has a status."""

    version: Literal["2.0"]
    class_: Annotated[Literal["dataset"], Field(alias="class")]
    label: str
    source: str
    note: list[str]
    id: list[str]
    size: list[int]
    role: Roles
    dimension: dict[str, Dimension]
    value: list[float | None]
    status: Annotated[dict[str, str], Field(description="Status by place in value; shown where absent.")]
    extension: TableExtension
