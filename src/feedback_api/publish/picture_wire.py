"""Shared picture, trends and suppression as JSON objects, in the shape that the API conventions give."""

from collections.abc import Sequence

from feedback_api.publish.agreement import PairAgreement
from feedback_api.publish.compare import ERROR, LEAST_FACTOR, SHARED_FACTOR
from feedback_api.publish.named_by_all import NamedByAll, NamedTheme
from feedback_api.publish.query import table_for
from feedback_api.publish.shared_picture import GroupView, Picture, SharedPicture, ThemePicture
from feedback_api.publish.shares import Share
from feedback_api.publish.suppression import groups_without_column, hidden_counts
from feedback_api.publish.trends import TrendPoint
from feedback_api.publish.wire import JsonObject, release_block, share_numbers, votes
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import TOO_FEW, Release

NOT_RELEASED = "not-released"
"""In place of votes: the quarter has no release."""

NOT_PUBLISHED = "not-published"
"""In place of an answer: the release has no table, or no column, that holds it."""


def shared_picture_answer(picture: SharedPicture, named: NamedByAll | None, release: Release) -> JsonObject:
    """Body of ``GET /v1/shared-picture``."""
    tested = len(picture.themes)
    overall = picture.agreement.overall
    return {
        "groups": [group.value for group in picture.groups],
        "silentGroups": [group.value for group in picture.silent],
        "agreement": _figure(overall) | {"pairs": [_pair(pair) for pair in picture.agreement.pairs]},
        "items": [_theme(theme) for theme in picture.themes],
        "notEnoughData": [theme.value for theme in picture.not_enough],
        "counts": {kind.value: sum(t.picture is kind for t in picture.themes) for kind in Picture},
        "rule": {
            "interval": "noise-and-sampling",
            "sharedFactor": SHARED_FACTOR,
            "leastFactor": LEAST_FACTOR,
            "error": ERROR,
            "mostDiffersByChance": round(ERROR * tested, 1),
        },
        "namedByAll": _named(named),
        "release": release_block(release, table_for(release, "theme", "source_group")),
    }


def trends_answer(
    theme: Theme, group: SourceGroup | None, interval: str, points: Sequence[TrendPoint]
) -> JsonObject:
    """Body of ``GET /v1/trends``."""
    asked = {"themeId": theme.value} | ({} if group is None else {"sourceGroup": group.value})
    return asked | {"interval": interval, "points": [_point(point) for point in points]}


def suppression_answer(release: Release) -> JsonObject:
    """Body of ``GET /v1/meta/suppression``."""
    policy = release.policy
    tables = [
        {
            "table": count.table.name,
            "dimensions": list(count.table.dimensions),
            "sigma": round(count.table.sigma, 2),
            "cells": count.cells,
            "shown": count.shown,
            "atLeast": count.at_least,
            "tooFew": count.too_few,
        }
        for count in hidden_counts(release)
    ]
    return {
        "period": str(release.period),
        "digest": release.digest,
        "tables": tables,
        "groupsWithoutColumn": [group.value for group in groups_without_column(release)],
        "rule": {
            "threshold": policy.threshold,
            "sigmasAboveThreshold": policy.sigmas_above_threshold,
            "sensitiveFactor": policy.sensitive_factor,
            "leastMembers": policy.least_members,
        },
    }


def _theme(found: ThemePicture) -> JsonObject:
    item: JsonObject = {"themeId": found.theme.value, "picture": found.picture.value}
    sides = {"more": found.more, "less": found.less, "missing": found.missing}
    if found.picture is Picture.DIFFERS:
        item |= {name: [group.value for group in groups] for name, groups in sides.items()}
    if found.likeness is not None:
        item["agreement"] = share_numbers(found.likeness)
    return item | {"perGroup": [_view(view) for view in found.views]}


def _view(view: GroupView) -> JsonObject:
    named: JsonObject = {"sourceGroup": view.group.value}
    if view.share is None:
        limits = share_numbers(Share(0.0, 0.0, view.below))
        return named | {"rank": None, "share": TOO_FEW, "below": limits["high"]}
    return named | {"rank": view.rank, "share": share_numbers(view.share)}


def _pair(pair: PairAgreement) -> JsonObject:
    return {"groups": [pair.one.value, pair.other.value]} | _figure(pair.agreement)


def _figure(share: Share | None) -> JsonObject:
    """A figure, or the word for none: too much is hidden for an interval that says anything."""
    return {"value": TOO_FEW if share is None else share_numbers(share)}


def _named(named: NamedByAll | None) -> JsonObject | str:
    if named is None:
        return NOT_PUBLISHED
    return {"good": [_tone(n) for n in named.good], "improve": [_tone(n) for n in named.improve]}


def _tone(named: NamedTheme) -> JsonObject:
    groups = [g for g in SourceGroup if g in named.votes]
    per_group = [{"sourceGroup": group.value, "votes": votes(named.votes[group])} for group in groups]
    return {"themeId": named.theme.value, "perGroup": per_group}


def _point(point: TrendPoint) -> JsonObject:
    if point.votes is None:
        return {"period": str(point.period), "votes": NOT_PUBLISHED if point.released else NOT_RELEASED}
    item: JsonObject = {"period": str(point.period), "votes": votes(point.votes)}
    if point.share is not None:
        item["share"] = share_numbers(point.share)
    if len(point.covered) > 1:
        item["covers"] = [str(period) for period in point.covered]
    return item if point.change is None else item | {"change": point.change.value}
