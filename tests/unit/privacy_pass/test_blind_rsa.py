"""Blind RSA against the published examples, value by value, and what it refuses."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from feedback_api.privacy_pass import blind_rsa
from feedback_api.privacy_pass.blind_rsa import (
    PSS_DETERMINISTIC,
    PSS_ZERO_DETERMINISTIC,
    VARIANTS,
    Chances,
    blind,
    blind_sign,
    finalize,
    prepare,
    verify,
)
from feedback_api.privacy_pass.pss import encode_pss
from feedback_api.terms.errors import BlindSignatureRefused, Unavailable

_DATA = Path(__file__).parents[2] / "data" / "blind_rsa"


def _examples() -> list:
    rfc = json.loads((_DATA / "rfc9474_appendix_a.json").read_text())
    draft = json.loads((_DATA / "rfc9474_draft_repo.json").read_text())
    named = [{"name": PSS_DETERMINISTIC.name}, {"name": PSS_ZERO_DETERMINISTIC.name}]
    return rfc + [example | name for example, name in zip(draft, named, strict=True)]


def _number(text: str) -> int:
    return int(text, 16)


def _key(example: dict) -> rsa.RSAPrivateKey:
    p, q, d, n, e = (_number(example[part]) for part in ("p", "q", "d", "n", "e"))
    public = rsa.RSAPublicNumbers(e, n)
    return rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), public
    ).private_key()


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.mark.parametrize("example", _examples(), ids=lambda e: f"{e['name']}-{e['inv'][-4:]}")
def test_a_published_example_is_repeated_value_by_value(example):
    (variant,) = [v for v in VARIANTS if v.name == example["name"]]
    key, message = _key(example), bytes.fromhex(example["msg"])
    prepared = prepare(variant, message, bytes.fromhex(example.get("msg_prefix", "")))
    assert prepared == bytes.fromhex(example.get("input_msg", example["msg"]))
    salt, n = bytes.fromhex(example["salt"]), _number(example["n"])
    if "encoded_msg" in example:
        assert encode_pss(prepared, n.bit_length() - 1, salt) == bytes.fromhex(example["encoded_msg"])
    hidden = blind(variant, key.public_key(), prepared, Chances(pow(_number(example["inv"]), -1, n), salt))
    assert hidden.message == bytes.fromhex(example["blinded_msg"])
    assert hidden.inverse == _number(example["inv"])
    answer = blind_sign(key, hidden.message)
    assert answer == bytes.fromhex(example["blind_sig"])
    signature = finalize(variant, key.public_key(), prepared, answer, hidden.inverse)
    assert signature == bytes.fromhex(example["sig"])


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.name)
def test_what_is_signed_blindly_is_an_ordinary_signature(variant, key):
    prepared = prepare(variant, b"a message")
    assert len(prepared) == len(b"a message") + (32 if variant.randomized else 0)
    hidden = blind(variant, key.public_key(), prepared)
    signature = finalize(variant, key.public_key(), prepared, blind_sign(key, hidden.message), hidden.inverse)
    assert verify(variant, key.public_key(), prepared, signature)


def test_only_numbers_of_the_keys_length_below_its_modulus_are_signed(key):
    n = key.public_key().public_numbers().n
    refused = [b"", bytes(256), bytes(255), bytes(257), n.to_bytes(256), (2**2048 - 1).to_bytes(256)]
    for content in [*refused, b"\0" + (n - 1).to_bytes(256)]:
        with pytest.raises(BlindSignatureRefused):
            blind_sign(key, content)
        with pytest.raises(BlindSignatureRefused):
            finalize(PSS_DETERMINISTIC, key.public_key(), b"m", content, 1)
    assert len(blind_sign(key, (n - 1).to_bytes(256))) == 256


def test_a_wrong_result_is_never_given_out(key, monkeypatch):
    """A fault in one of the two halves: with the wrong signature anybody could factor the modulus."""
    honest = blind_rsa._raise
    monkeypatch.setattr(blind_rsa, "_raise", lambda k, number: honest(k, number) ^ 1)
    with pytest.raises(Unavailable):
        blind_sign(key, (12345).to_bytes(256))


def test_the_number_that_is_raised_is_never_the_one_that_was_sent(key, monkeypatch):
    raised = []
    honest = blind_rsa._raise
    monkeypatch.setattr(blind_rsa, "_raise", lambda k, number: raised.append(number) or honest(k, number))
    answers = {blind_sign(key, (12345).to_bytes(256)) for _ in range(5)}
    assert len(answers) == 1
    assert len(set(raised)) == 5
    assert 12345 not in raised


def test_keys_of_other_kinds_are_refused():
    small = rsa.generate_private_key(65537, 1024)
    three = rsa.generate_private_key(3, 2048)
    for key in (small, three):
        with pytest.raises(BlindSignatureRefused):
            blind_sign(key, bytes(255) + b"\1")
        with pytest.raises(BlindSignatureRefused):
            blind(PSS_DETERMINISTIC, key.public_key(), b"m")


def test_a_given_blind_outside_the_modulus_is_refused(key):
    n = key.public_key().public_numbers().n
    for wrong in (0, n, -1, key.private_numbers().p):
        with pytest.raises(BlindSignatureRefused):
            blind(PSS_DETERMINISTIC, key.public_key(), b"m", Chances(wrong, bytes(48)))


def test_secrets_cannot_be_printed(key):
    hidden = blind(PSS_DETERMINISTIC, key.public_key(), b"m")
    assert str(hidden.inverse) not in repr(hidden)
    assert "512" not in repr(Chances(512, b""))


def test_a_key_too_short_for_the_salt_cannot_encode():
    with pytest.raises(ValueError, match="too short"):
        encode_pss(b"m", 511, bytes(48))
