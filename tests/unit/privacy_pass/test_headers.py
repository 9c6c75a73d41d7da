"""The scheme PrivateToken in headers: the published ones are read, sloppy ones are refused."""

import json
from pathlib import Path

import pytest

from feedback_api.privacy_pass.headers import (
    Asked,
    from_base64url,
    read_challenges,
    read_token,
    to_base64url,
    write_challenge,
    write_token,
)
from feedback_api.privacy_pass.tokens import TOKEN_BYTES, TokenChallenge
from feedback_api.terms.errors import PassRefused

_DATA = Path(__file__).parents[2] / "data" / "blind_rsa"
_HEADERS = json.loads((_DATA / "rfc9577_auth_scheme_header.json").read_text())


@pytest.mark.parametrize("example", _HEADERS, ids=["one", "two"])
def test_a_published_header_is_read(example):
    count = sum(name.startswith("token-type") for name in example)
    asked = read_challenges(example["WWW-Authenticate"])
    assert asked == [
        Asked(
            bytes.fromhex(example[f"token-challenge-{i}"]),
            bytes.fromhex(example[f"token-key-{i}"]),
            example[f"max-age-{i}"],
        )
        for i in range(count)
    ]
    kinds = [TokenChallenge.decode(one.challenge).token_type for one in asked]
    assert kinds == [example[f"token-type-{i}"] for i in range(count)]


def test_what_is_written_is_read_again():
    for asked in (Asked(b"\0\2c", b"key"), Asked(b"c", None, 60), Asked(b"\xff\xfe", b"\xfb")):
        assert read_challenges(write_challenge(asked)) == [asked]
    token = bytes(range(256)) + bytes(TOKEN_BYTES - 256)
    assert read_token(write_token(token)) == token


def test_challenges_of_other_schemes_are_passed_over():
    ours = write_challenge(Asked(b"c", None))
    for header in (
        f'Bearer realm="x", {ours}',
        f"{ours}, Bearer",
        f'Basic realm="a\\"b, c", {ours}',
        f"Bearer, {ours}",
    ):
        assert read_challenges(header) == [Asked(b"c", None)]
    assert read_challenges('Bearer error="invalid_token"') == []
    assert read_challenges("") == []


def test_a_token_may_be_written_in_every_way_that_http_allows():
    for header in (
        'PrivateToken token="YWJj"',
        "PrivateToken token=YWJj",
        'privatetoken Token = "YWJj"',
        'PRIVATETOKEN  extension=1, token="YWJj"',
        'PrivateToken token="YWJj", extension="\\"x\\""',
    ):
        assert read_token(header) == b"abc"
    assert read_token("Bearer abc") is None
    assert read_token("") is None


@pytest.mark.parametrize(
    "header",
    [
        "PrivateToken",
        "PrivateToken ",
        "PrivateToken YWJj",
        "PrivateToken extension=1",
        'PrivateToken token="YWJj',
        'PrivateToken token="YWJj", token="YWJj"',
        'PrivateToken token="YWJj", Token="YWJj"',
        'PrivateToken token="YWJj", PrivateToken token="YWJj"',
        'PrivateToken token="YWJj" token2="a"',
        'PrivateToken token="YW\nJj"',
        'PrivateToken token="YWJj=="',
        'PrivateToken token="YWI"',
        'PrivateToken token="YW+/"',
        'PrivateToken token="YWJ="',
        'PrivateToken token="' + "A" * 5000 + '"',
        "PrivateToken =",
    ],
)
def test_a_token_that_cannot_be_read_is_refused(header):
    with pytest.raises(PassRefused):
        read_token(header)


@pytest.mark.parametrize(
    "header", ["PrivateToken", "PrivateToken max-age=1", 'PrivateToken challenge="Yw==", max-age="-1"', "a=b"]
)
def test_a_challenge_that_cannot_be_read_is_refused(header):
    with pytest.raises(PassRefused):
        read_challenges(header)


def test_base64url_has_one_text_for_each_content():
    assert from_base64url("YQ==") == b"a"
    assert to_base64url(b"a") == "YQ=="
    for sloppy in ("YQ", "YQ=", "YR==", "YQ===", " YQ==", "YQ==\n", "Y Q==", "YQ==YQ==", "é"):
        with pytest.raises(PassRefused):
            from_base64url(sloppy)
