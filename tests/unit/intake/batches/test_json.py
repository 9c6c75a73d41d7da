"""JSON that means one thing only, whole or by line."""

import json
import tracemalloc

import pytest

from feedback_api.intake.batches.read import JSON, JSON_LINES, read_batch
from feedback_api.intake.batches.strict_json import read_json
from feedback_api.terms.errors import UnreadableBody

MEBIBYTE = 1024 * 1024


def document(*items: str) -> bytes:
    return ('{"items": [' + ", ".join(items) + "]}").encode()


def test_items_of_any_shape_in_their_order(read):
    assert read(document('{"improve": "slow \\u00e9"}', "7", '"x"', "null", "[1, [2]]", "{}"), JSON) == [
        {"improve": "slow é"},
        7,
        "x",
        None,
        [1, [2]],
        {},
    ]


def test_blanks_a_mark_and_brackets_within_strings(read):
    body = b'\xef\xbb\xbf \n{ "items" :\t[ {"improve": "a ]}\\" {[ b \\\\"} ] } \n'
    assert read(body, JSON) == [{"improve": 'a ]}" {[ b \\'}]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not-json"),
        (b"null", "not-json"),
        (b"[]", "not-json"),
        (b"{}", "no-items"),
        (b'{"items": []}', "no-items"),
        (b'{"items": {}}', "not-json"),
        (b'{"items": [1,]}', "not-json"),
        (b'{"items": [1 2]}', "not-json"),
        (b'{"items": [,1]}', "not-json"),
        (b'{"items": [1]', "not-json"),
        (b'{"items": [1]} x', "not-json"),
        (b'{"items": [1]}{}', "not-json"),
        (b'{"items": [1],}', "not-json"),
        (b"{items: [1]}", "not-json"),
        (b'{"items": [{"a": "b}]}', "not-json"),
        (b'{"items": [1], "items": [2]}', "duplicate-key"),
        (b'{"items": [1], "more": 2}', "unknown-field"),
        (b'{"more": 2, "items": [1]}', "unknown-field"),
        (b'{"items": [{"a": NaN}]}', "not-json"),
        (b'{"items": [Infinity]}', "not-json"),
        (b'{"items": [{"a": -Infinity}]}', "not-json"),
        (b'{"items": [{"a": 01}]}', "not-json"),
        (b'{"items": [{"a": "\x01"}]}', "not-json"),
        (b'{"items": [' + b"9" * 5000 + b"]}", "not-json"),
        (b'{"items": ["caf\xe9"]}', "not-utf-8"),
        (b'{"items": ["\xed\xa0\x80"]}', "not-utf-8"),
        ('{"items": [1]}'.encode("utf-16"), "not-json"),
        (b'{"items": [' + b"[" * 10_000 + b"]" * 10_000 + b"]}", "too-deep"),
        (b"[" * 10_000 + b"]" * 10_000, "not-json"),
        (document(*["1"] * 1001), "too-many-items"),
        (document('{"improve": "' + "a" * 70_000 + '"}'), "item-too-large"),
        (document('"' + "a" * 70_000 + '"'), "item-too-large"),
    ],
)
def test_documents_that_cannot_be_read(refused, body, code):
    assert refused(body, JSON) == code


def test_a_name_twice_spoils_that_item_alone():
    first, second = read_batch(document('{"a": 1, "a": 2}', '{"a": 1}'), JSON, ())
    assert [(p.pointer, p.code) for p in first.problems] == [("", "duplicate-key")]
    assert second.value == {"a": 1}


def test_each_line_is_read_alone():
    deep = b"[" * 10_000 + b"]" * 10_000
    lines = [b'{"a": 1}', b"", b"  ", b"{oops", b'{"a": NaN}', b'{"a": 1, "a": 2}', deep, b'"\xff"', b"[2]"]
    rows = read_batch(b"\xef\xbb\xbf" + b"\r\n".join(lines) + b"\n", JSON_LINES, ())
    assert [row.problems[0].code if row.problems else row.value for row in rows] == [
        {"a": 1},
        "not-json",
        "not-json",
        "duplicate-key",
        "too-deep",
        "not-utf-8",
        [2],
    ]


def test_lines_that_are_none_or_too_many(refused):
    assert refused(b"\n \n", JSON_LINES) == "no-items"
    assert refused(b"1\n" * 1001, JSON_LINES) == "too-many-items"


def test_half_a_pair_is_read_and_judged_later(read):
    assert read(document('"\\ud800"'), JSON) == ["\ud800"]


@pytest.mark.parametrize("depth", [32, 10_000, 1_000_000])
def test_depth(depth):
    body = b"[" * depth + b"]" * depth
    if depth == 32:
        assert json.dumps(read_json(body)).encode() == body
    else:
        with pytest.raises(UnreadableBody, match="too-deep"):
            read_json(body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"items":[' + b"[]," * (5 * MEBIBYTE),
        b'{"items":[' + b"[" + b"{}," * (5 * MEBIBYTE),
        b'{"items":["' + b'\\"' * (8 * MEBIBYTE),
        b'{"items":[{"a":"' + b'\\"' * (8 * MEBIBYTE),
        b"[" * (16 * MEBIBYTE),
        b'"' * (16 * MEBIBYTE),
    ],
)
def test_bodies_made_to_take_more_than_their_size(refused, body):
    tracemalloc.start()
    refused(body, JSON)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * MEBIBYTE, "an item is read alone, however large the whole"
