"""Directories: one key for each group and quarter, in one form, with one digest."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from feedback_api.privacy_pass.directory import digest_of, read_directory, write_directory
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import PassKeyRefused
from feedback_api.terms.passes import PassKey
from feedback_api.terms.period import ReportingPeriod

_DATA = Path(__file__).parents[2] / "data" / "blind_rsa"
_SPKI = [
    bytes.fromhex(example["pkS"])
    for maker in ("go", "rust")
    for example in json.loads((_DATA / f"rfc9578_pub_verif_{maker}.json").read_text())
]
_NOW, _NEXT = ReportingPeriod(2026, 4), ReportingPeriod(2027, 1)
_STAFF = PassKey(SourceGroup.STAFF, _NOW, _SPKI[5])
_PARTNERS = PassKey(SourceGroup.CHAIN_PARTNER, _NOW, _SPKI[6])
_LATER = PassKey(SourceGroup.STAFF, _NEXT, _SPKI[7])
_KEYS = [_STAFF, _LATER, _PARTNERS]


def _written() -> dict:
    return json.loads(write_directory(_KEYS, "https://passes.example/token-request"))


def test_what_is_written_is_read_again_in_order():
    written = write_directory(_KEYS, "https://passes.example/token-request")
    assert read_directory(written) == (_PARTNERS, _STAFF, _LATER)
    assert write_directory(_KEYS[::-1], "https://passes.example/token-request") == written
    assert json.loads(written)["token-keys"][0] == {
        "token-type": 2,
        "token-key": json.loads(written)["token-keys"][0]["token-key"],
        "not-before": 1790812800,
        "not-after": 1798761600,
        "group": "chain_partner",
        "period": "2026-Q4",
    }


def test_the_digest_is_over_the_quarters_entries_as_published():
    """As anybody can compute it: jq -jcS '[."token-keys"[]|select(.period=="2026-Q4")]' | sha256sum."""
    entries = [e for e in _written()["token-keys"] if e["period"] == "2026-Q4"]
    by_hand = json.dumps(entries, sort_keys=True, separators=(",", ":")).encode()
    assert digest_of(_KEYS, _NOW) == "sha256:" + hashlib.sha256(by_hand).hexdigest()
    assert digest_of(_KEYS, _NOW) == digest_of([_PARTNERS, _STAFF], _NOW)
    other = replace(_STAFF, public_key=_SPKI[8])
    assert digest_of([_PARTNERS, other], _NOW) != digest_of(_KEYS, _NOW)


def test_a_second_key_for_a_group_and_quarter_is_refused():
    second = replace(_STAFF, public_key=_SPKI[8])
    with pytest.raises(PassKeyRefused, match="mark a person"):
        write_directory([*_KEYS, second], "https://passes.example/")
    document = _written()
    later = next(e for e in document["token-keys"] if e["period"] == "2027-Q1")
    now = next(e for e in document["token-keys"] if e["group"] == "staff" and e["period"] == "2026-Q4")
    document["token-keys"] = [now, later | {k: now[k] for k in ("period", "not-before", "not-after")}]
    with pytest.raises(PassKeyRefused, match="mark a person"):
        read_directory(json.dumps(document).encode())


def test_one_key_for_two_groups_is_refused():
    with pytest.raises(PassKeyRefused, match="same byte"):
        write_directory([_STAFF, replace(_STAFF, group=SourceGroup.CHAIN_PARTNER)], "https://passes.example/")


def test_a_key_for_people_without_accounts_is_refused():
    with pytest.raises(PassKeyRefused, match="no accounts"):
        write_directory([replace(_STAFF, group=SourceGroup.SOUNDING_BOARD)], "https://passes.example/")


def _broken() -> dict[str, bytes]:
    entry = _written()["token-keys"][0]
    wrong = {
        "a note beside the key": entry | {"note": "x"},
        "another type": entry | {"token-type": 1},
        "a type as a word": entry | {"token-type": "2"},
        "longer than its quarter": entry | {"not-after": entry["not-after"] + 1},
        "another group": entry | {"group": "visitors"},
        "no period": entry | {"period": "2026"},
        "no key": entry | {"token-key": ""},
        "a key that is a number": entry | {"token-key": 5},
        "a part is missing": {k: v for k, v in entry.items() if k != "group"},
        "no object": ["x"],
    }
    documents = {name: json.dumps({"token-keys": [e]}).encode() for name, e in wrong.items()}
    return documents | {
        "nothing": b"",
        "a list": b"[]",
        "no keys": b"{}",
        "keys are null": b'{"token-keys":null}',
        "not UTF-8": b'\xff{"token-keys":[]}',
        "too deep": b'{"token-keys":' + b"[" * 30000,
        "too long": b'{"token-keys":[]}' + b" " * 70000,
    }


@pytest.mark.parametrize("content", _broken().values(), ids=_broken())
def test_a_directory_of_another_shape_is_refused(content):
    with pytest.raises(PassKeyRefused) as refused:
        read_directory(content)
    assert "visitors" not in str(refused.value)
