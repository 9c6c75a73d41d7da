"""The shared picture of good service: where the groups agree, where they differ, what nobody can say yet.

Reads one frozen release. In words and formulas: docs/explanation/shared-picture.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback_api.publish.agreement import Agreement, agreement
from feedback_api.publish.compare import REACH, Difference, differences, likeness, surely_shared
from feedback_api.publish.group_shares import Column, columns, share_of
from feedback_api.publish.query import groups_with_column
from feedback_api.publish.shares import Share
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Release


class Picture(StrEnum):
    """What can be said of one theme."""

    SHARED = "shared"
    DIFFERS = "differs"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class GroupView:
    """One group's view of a theme: its rank among the group's shown themes, and its share.

    ``share`` is None where the cell has too few votes; then the share's 95 % upper limit is ``below``.
    """

    group: SourceGroup
    rank: int | None
    share: Share | None
    below: float


@dataclass(frozen=True, slots=True)
class ThemePicture:
    """One theme: the verdict, how alike its shares are, who names it more and who less.

    ``missing`` are those of ``less`` that have too few votes to show.
    """

    theme: Theme
    picture: Picture
    likeness: Share | None
    more: tuple[SourceGroup, ...]
    less: tuple[SourceGroup, ...]
    missing: tuple[SourceGroup, ...]
    views: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """All themes that some group shows, the rest by name, and the agreement over all themes.

    ``silent`` are groups with a column but without a total that shares can be taken of.
    """

    groups: tuple[SourceGroup, ...]
    silent: tuple[SourceGroup, ...]
    themes: tuple[ThemePicture, ...]
    not_enough: tuple[Theme, ...]
    agreement: Agreement


def shared_picture(release: Release) -> SharedPicture:
    """Compare the groups of one release, theme by theme in codebook order.

    Raises:
        NotPublished: the release has no table of themes by group, or none of group totals.
    """
    groups = columns(release)
    with_column = groups_with_column(release)
    heard = {theme: any(column.shown(theme) for column in groups) for theme in Theme}
    return SharedPicture(
        groups=with_column,
        silent=tuple(g for g in with_column if g not in {column.group for column in groups}),
        themes=tuple(_theme(theme, groups, with_column) for theme in Theme if heard[theme]),
        not_enough=tuple(theme for theme in Theme if not heard[theme]),
        agreement=agreement(groups),
    )


def _theme(theme: Theme, groups: Sequence[Column], with_column: Sequence[SourceGroup]) -> ThemePicture:
    found = differences(theme, groups)
    everyone = len(groups) == len(with_column)
    more, less = _sides(found)
    return ThemePicture(
        theme=theme,
        picture=_verdict(found, everyone and surely_shared(theme, groups)),
        likeness=likeness(theme, groups),
        more=more,
        less=less,
        missing=tuple(c.group for c in groups if c.group in less and not c.shown(theme)),
        views=tuple(_view(theme, column) for column in groups),
    )


def _verdict(found: Sequence[Difference], alike: bool) -> Picture:
    """A proven difference first; then proven likeness; not knowing is neither."""
    if found:
        return Picture.DIFFERS
    return Picture.SHARED if alike else Picture.UNCLEAR


def _sides(found: Sequence[Difference]) -> tuple[tuple[SourceGroup, ...], tuple[SourceGroup, ...]]:
    """Groups above some other and below none, and the reverse; one in the middle is on neither side."""
    above, below = {d.more for d in found}, {d.less for d in found}
    more = tuple(group for group in SourceGroup if group in above - below)
    return more, tuple(group for group in SourceGroup if group in below - above)


def _view(theme: Theme, column: Column) -> GroupView:
    share = share_of(column, theme, REACH)
    shown = column.shown(theme)
    return GroupView(column.group, _rank(theme, column), share if shown else None, share.high)


def _rank(theme: Theme, column: Column) -> int | None:
    """Place by votes, 1 for the most; equal votes share a place."""
    own = column.themes[theme]
    if own is None:
        return None
    return 1 + sum(1 for votes in column.themes.values() if votes is not None and votes.low > own.low)
