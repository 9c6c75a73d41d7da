"""Tables as JSON-stat 2.0: cubes with full dimension metadata and a status for every hidden cell.

Source: JSON-stat 2.0, https://json-stat.org/full/
"""

import json
from collections.abc import Sequence
from itertools import product
from typing import Any

from feedback_api.publish.exports.disclosure import disclosure
from feedback_api.publish.exports.labels import Labels
from feedback_api.publish.exports.rows import Status, status_of
from feedback_api.publish.query import measurement
from feedback_api.terms.codebook import Codebook
from feedback_api.terms.release import MECHANISM, Cell, Release, Table

JsonObject = dict[str, Any]

NOT_PUBLISHED = "not_published"
"""Status of a place in the cube that the release has no cell for."""

MEASURES = {
    "votes": {"nl": "Stemmen (schatting)", "en": "Votes (estimate)"},
    "votes_low": {"nl": "Ondergrens van het 95 %-interval", "en": "Lower end of the 95 % interval"},
    "votes_high": {"nl": "Bovengrens van het 95 %-interval", "en": "Upper end of the 95 % interval"},
    "votes_sigma": {"nl": "Spreiding van de ruis", "en": "Standard deviation of the noise"},
}
_STATUS_LABELS = {
    Status.AT_LEAST.value: "at least: a sum that leaves hidden cells out",
    Status.TOO_FEW.value: "too few to show: zero or small",
    NOT_PUBLISHED: "the release has no such cell",
}


def json_stat_table(release: Release, table: Table, codebook: Codebook) -> bytes:
    """One table as a dataset."""
    return _bytes(_dataset(release, table, codebook))


def json_stat_release(release: Release, codebook: Codebook) -> bytes:
    """All tables as a collection of datasets."""
    return _bytes(
        {
            "version": "2.0",
            "class": "collection",
            "label": f"Feedback on the asylum procedure, {release.period}",
            "link": {"item": [_dataset(release, table, codebook) for table in release.tables]},
            "extension": _about(release),
        }
    )


def _bytes(document: JsonObject) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _dataset(release: Release, table: Table, codebook: Codebook) -> JsonObject:
    labels = Labels(codebook)
    codes = {name: _codes(table, name) for name in table.dimensions}
    held = {tuple(cell.key[name] for name in table.dimensions): cell for cell in table.cells}
    cells = [held.get(key) for key in product(*codes.values())]
    dimension = {"period": _dimension("Period", {str(release.period): str(release.period)}, {})}
    dimension |= {name: _named(labels, name, listed) for name, listed in codes.items()}
    dimension["measure"] = _measure()
    return {
        "version": "2.0",
        "class": "dataset",
        "label": f"Feedback on the asylum procedure, {release.period}: {table.name}",
        "source": "feedback-api",
        "note": list(disclosure(release, "en")),
        "id": list(dimension),
        "size": [len(one["category"]["index"]) for one in dimension.values()],
        "role": {"time": ["period"], "metric": ["measure"]},
        "dimension": dimension,
        "value": [number for cell in cells for number in _numbers(cell, table)],
        "status": _statuses(cells),
        "extension": _about(release) | {"table": table.name, "sigma": table.sigma, "epsilon": table.epsilon},
    }


def _codes(table: Table, dimension: str) -> list[str]:
    return list(dict.fromkeys(cell.key[dimension] for cell in table.cells))


def _named(labels: Labels, dimension: str, codes: Sequence[str]) -> JsonObject:
    english, dutch = ({c: labels.code(dimension, c, lang) for c in codes} for lang in ("en", "nl"))
    return _dimension(
        labels.dimension(dimension, "en"),
        english,
        {"label": labels.dimension(dimension, "nl"), "category": dutch},
    )


def _measure() -> JsonObject:
    found = _dimension(
        "Measure",
        {name: said["en"] for name, said in MEASURES.items()},
        {"label": "Maat", "category": {name: said["nl"] for name, said in MEASURES.items()}},
    )
    found["category"]["unit"] = {name: {"label": "votes", "decimals": 1} for name in MEASURES}
    return found


def _dimension(label: str, categories: dict[str, str], dutch: JsonObject) -> JsonObject:
    found: JsonObject = {"label": label, "category": {"index": list(categories), "label": categories}}
    return found | ({"extension": {"nl": dutch}} if dutch else {})


def _numbers(cell: Cell | None, table: Table) -> list[float | None]:
    if cell is None or cell.estimate is None:
        return [None] * len(MEASURES)
    return [cell.estimate, cell.low, cell.high, measurement(cell, table).sigma]


def _statuses(cells: Sequence[Cell | None]) -> dict[str, str]:
    """Status of each number by its place; a number without one is simply shown."""
    words = [NOT_PUBLISHED if cell is None else status_of(cell) for cell in cells]
    size = len(MEASURES)
    return {
        str(place * size + measure): word
        for place, word in enumerate(words)
        for measure in range(size)
        if word != Status.SHOWN
    }


def _about(release: Release) -> JsonObject:
    return {
        "release": str(release.period),
        "periods": [str(period) for period in release.covered],
        "digest": release.digest,
        "signature": release.signature,
        "codebookVersion": release.codebook_version,
        "mechanism": MECHANISM,
        "disclosure": {lang: list(disclosure(release, lang)) for lang in ("nl", "en")},
        "status": {"label": _STATUS_LABELS},
    }
