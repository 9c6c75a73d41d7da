import json
from math import prod

import pytest

from feedback_api.publish.exports.files import Wanted, write_file
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Policy, Release, Table

MEMBERS = {
    "version",
    "class",
    "label",
    "source",
    "updated",
    "href",
    "link",
    "note",
    "id",
    "size",
    "role",
    "dimension",
    "value",
    "status",
    "extension",
    "error",
}
"""Members of a dataset (JSON-stat 2.0, full format)."""


def check_dataset(dataset):
    """The rules of JSON-stat 2.0 for a dataset, as its full format gives them."""
    assert set(dataset) <= MEMBERS
    assert {"version", "class", "id", "size", "dimension", "value"} <= set(dataset)
    assert (dataset["version"], dataset["class"]) == ("2.0", "dataset")
    assert len(dataset["id"]) == len(dataset["size"]) == len(set(dataset["id"]))
    assert set(dataset["dimension"]) == set(dataset["id"])
    for name, size in zip(dataset["id"], dataset["size"], strict=True):
        check_dimension(dataset["dimension"][name], size)
    places = prod(dataset["size"])
    assert len(dataset["value"]) == places
    assert all(value is None or isinstance(value, int | float) for value in dataset["value"])
    assert all(
        isinstance(word, str) and 0 <= int(place) < places for place, word in dataset["status"].items()
    )
    roles = [name for names in dataset["role"].values() for name in names]
    assert set(dataset["role"]) <= {"time", "geo", "metric"}
    assert len(roles) == len(set(roles))
    assert set(roles) <= set(dataset["id"])
    assert isinstance(dataset["note"], list)


def check_dimension(dimension, size):
    category = dimension["category"]
    assert set(dimension) <= {"category", "label", "class", "href", "link", "note", "extension"}
    assert set(category) <= {"index", "label", "child", "coordinates", "unit", "note"}
    ids = category["index"]
    assert len(ids) == size == len(set(ids))
    assert set(category["label"]) == set(ids)
    for unit in category.get("unit", {}).values():
        assert isinstance(unit["decimals"], int)


@pytest.fixture(name="dataset")
def _dataset(release, codebook):
    return json.loads(write_file(release, codebook, Wanted("theme-by-group", "json")))


def test_the_dataset_keeps_to_the_format(dataset):
    check_dataset(dataset)
    assert dataset["id"] == ["period", "theme", "source_group", "measure"]
    assert dataset["size"] == [1, 2, 2, 4]


def test_numbers_stand_in_row_major_order(dataset):
    assert dataset["value"] == [
        *(45 / 6, 37 / 6, 53 / 6, 1.5),
        *(None,) * 4,
        *(40.0, 31.5, 90.0, 2.25),
        *(-1 / 3, -8.5, 8.0, 1.5),
    ]


def test_every_hidden_place_has_a_status(dataset):
    hidden = {str(place) for place, value in enumerate(dataset["value"]) if value is None}
    assert {place for place, word in dataset["status"].items() if word == "too_few"} == hidden
    assert [dataset["status"][str(place)] for place in (8, 9, 10, 11)] == ["at_least"] * 4
    assert set(dataset["status"].values()) <= set(dataset["extension"]["status"]["label"])


def test_labels_are_english_with_dutch_beside_them(dataset):
    theme = dataset["dimension"]["theme"]
    assert theme["category"]["label"]["interpreting"] == "Interpreting and language"
    assert theme["extension"]["nl"]["category"]["interpreting"] == "Tolk en taal"


def test_a_place_without_a_cell_is_not_called_too_few(codebook):
    cells = (
        Cell({"theme": "policy", "rating": "good"}, 20.0, 15.0, 25.0),
        Cell({"theme": "other", "rating": "not_given"}, None),
    )
    table = Table("odd", ("theme", "rating"), 1.0, 1.0, cells)
    group = Table("group", ("source_group",), 0.0, 1.0, (Cell({"source_group": "staff"}, None),))
    release = Release(ReportingPeriod(2026, 3), 1, Policy(), (table, group), None, "sha256:" + "0" * 64)
    dataset = json.loads(write_file(release, codebook, Wanted("odd", "json")))
    check_dataset(dataset)
    assert [dataset["status"].get(str(place)) for place in (0, 4, 8, 12)] == [
        None,
        "not_published",
        "not_published",
        "too_few",
    ]
    assert dataset["dimension"]["rating"]["category"]["label"]["not_given"] == "Not given"


def test_all_tables_are_a_collection_of_datasets(release, codebook):
    collection = json.loads(write_file(release, codebook, Wanted("all", "json")))
    assert (collection["version"], collection["class"]) == ("2.0", "collection")
    assert set(collection) <= {
        "version",
        "class",
        "label",
        "href",
        "link",
        "note",
        "updated",
        "source",
        "extension",
    }
    assert len(collection["link"]["item"]) == 3
    for item in collection["link"]["item"]:
        check_dataset(item)
