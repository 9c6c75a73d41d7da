"""Tokens of RFC 9578 against the published examples of two implementations, and what cannot be read."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from feedback_api.privacy_pass.blind_rsa import PSS_DETERMINISTIC, Chances, blind, blind_sign, finalize
from feedback_api.privacy_pass.keys import decode_key, encode_key, key_id, truncated
from feedback_api.privacy_pass.tokens import (
    Token,
    TokenChallenge,
    TokenRequest,
    TokenResponse,
    token_input,
)
from feedback_api.terms.errors import PassKeyRefused, PassRefused, PassRequestRefused

_DATA = Path(__file__).parents[2] / "data" / "blind_rsa"
_ISSUANCE = [
    {name: bytes.fromhex(value) for name, value in example.items()}
    for maker in ("go", "rust")
    for example in json.loads((_DATA / f"rfc9578_pub_verif_{maker}.json").read_text())
]
_INPUTS = json.loads((_DATA / "rfc9577_auth_scheme_token.json").read_text())


def test_there_are_five_examples_of_each_implementation():
    assert len(_ISSUANCE) == 10


@pytest.mark.parametrize("example", _ISSUANCE, ids=lambda e: e["nonce"][:4].hex())
def test_a_published_issuance_is_repeated_byte_by_byte(example):
    secret = load_pem_private_key(example["skS"], password=None)
    assert isinstance(secret, rsa.RSAPrivateKey)
    public = decode_key(example["pkS"])
    assert encode_key(secret.public_key()) == encode_key(public) == example["pkS"]
    challenge = TokenChallenge.decode(example["token_challenge"])
    assert challenge.encode() == example["token_challenge"]
    name = key_id(example["pkS"])
    prepared = token_input(example["nonce"], challenge.digest(), name)
    chances = Chances(int.from_bytes(example["blind"]), example["salt"])
    hidden = blind(PSS_DETERMINISTIC, public, prepared, chances)
    asked = TokenRequest(truncated(name), hidden.message)
    assert asked.encode() == example["token_request"]
    assert TokenRequest.decode(example["token_request"]) == asked
    answer = TokenResponse(blind_sign(secret, asked.blinded_message))
    assert answer.encode() == example["token_response"]
    assert TokenResponse.decode(example["token_response"]) == answer
    signature = finalize(PSS_DETERMINISTIC, public, prepared, answer.blind_signature, hidden.inverse)
    token = Token(example["nonce"], challenge.digest(), name, signature)
    assert token.encode() == example["token"]
    assert Token.decode(example["token"]) == token
    assert token.is_signed_by(public)


@pytest.mark.parametrize("example", _INPUTS, ids=lambda e: e["token_authenticator_input"][-70:-60])
def test_a_published_input_is_repeated(example):
    part = {name: value if name == "comment" else bytes.fromhex(value) for name, value in example.items()}
    challenge = TokenChallenge(
        part["issuer_name"].decode(), part["origin_info"].decode(), part["redemption_context"]
    )
    written = token_input(part["nonce"], challenge.digest(), part["token_key_id"])
    assert written == part["token_authenticator_input"]
    assert TokenChallenge.decode(challenge.encode()) == challenge


def test_a_token_kept_of_is_its_nonce_and_cannot_be_printed():
    token = Token.decode(_ISSUANCE[0]["token"])
    assert len(token.spent_as()) == 32
    assert token.spent_as() != token.nonce
    assert token.nonce.hex() not in repr(token)


_CHALLENGE = _ISSUANCE[0]["token_challenge"]
_MALFORMED = {
    "nothing": b"",
    "one byte": b"\0",
    "no issuer": b"\0\2",
    "cut in the issuer": _CHALLENGE[:10],
    "cut at the end": _CHALLENGE[:-1],
    "a byte too many": _CHALLENGE + b"\0",
    "a context of 31 bytes": TokenChallenge("issuer.example", "o", bytes(31)).encode(),
    "an empty issuer": TokenChallenge("", "o").encode(),
    "an issuer that is not ASCII": b"\0\2\0\1\xff\0\0\0",
}


@pytest.mark.parametrize("content", _MALFORMED.values(), ids=_MALFORMED)
def test_a_malformed_challenge_is_refused(content):
    with pytest.raises(PassRefused):
        TokenChallenge.decode(content)


@pytest.mark.parametrize(
    ("read", "content", "error"),
    [
        (Token, _ISSUANCE[0]["token"], PassRefused),
        (TokenRequest, _ISSUANCE[0]["token_request"], PassRequestRefused),
    ],
)
def test_another_length_or_type_is_refused(read, content, error):
    for wrong in (b"", content[:-1], content + b"\0", b"\0\1" + content[2:], b"\xda\x7a" + content[2:]):
        with pytest.raises(error) as refused:
            read.decode(wrong)
        assert wrong.hex()[:16] not in str(refused.value) or not wrong


def test_a_response_of_another_length_is_refused():
    for wrong in (b"", bytes(255), bytes(257)):
        with pytest.raises(PassRequestRefused):
            TokenResponse.decode(wrong)


def test_a_key_is_read_in_one_spelling_only():
    published = _ISSUANCE[0]["pkS"]
    plain_rsa = published[:4] + bytes.fromhex("300d06092a864886f70d0101010500") + published[67:]
    even = published[:-6] + bytes([published[-6] & 0xFE]) + published[-5:]
    short = published[: published.index(b"\x02\x82\x01\x01\x00") + 5] + b"\x7f" + published[-260:]
    for wrong in (b"", published[:-1], published + b"\0", plain_rsa, even, short, published[:-1] + b"\3"):
        with pytest.raises(PassKeyRefused):
            decode_key(wrong)


def test_keys_of_another_size_or_exponent_are_not_published():
    for key in (rsa.generate_private_key(65537, 1024), rsa.generate_private_key(3, 2048)):
        with pytest.raises(PassKeyRefused):
            encode_key(key.public_key())
