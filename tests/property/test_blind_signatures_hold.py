"""Laws of blind signatures and passes: what was blinded verifies, looks new, and bears no change."""

import contextlib

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_api.privacy_pass.blind_rsa import (
    PSS_DETERMINISTIC,
    VARIANTS,
    blind,
    blind_sign,
    finalize,
    prepare,
    verify,
)
from feedback_api.privacy_pass.headers import from_base64url, read_challenges, read_token, to_base64url
from feedback_api.privacy_pass.keys import decode_key, encode_key, key_id
from feedback_api.privacy_pass.tokens import TOKEN_BYTES, Token, TokenChallenge, TokenRequest, token_input
from feedback_api.terms.errors import FeedbackError

_KEY = rsa.generate_private_key(65537, 2048)
_PUBLIC = _KEY.public_key()
_SIGNS = 'PrivateToken =",\\ab0-_;'
_slowly = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _token(nonce: bytes) -> Token:
    name = key_id(encode_key(_PUBLIC))
    prepared = token_input(nonce, TokenChallenge("issuer.example", "door.example").digest(), name)
    hidden = blind(PSS_DETERMINISTIC, _PUBLIC, prepared)
    answer = blind_sign(_KEY, hidden.message)
    return Token(
        nonce,
        TokenChallenge("issuer.example", "door.example").digest(),
        name,
        finalize(PSS_DETERMINISTIC, _PUBLIC, prepared, answer, hidden.inverse),
    )


_TOKEN = _token(bytes(range(32)))


@_slowly
@given(message=st.binary(max_size=300), variant=st.sampled_from(VARIANTS))
def test_what_is_unblinded_verifies(message, variant):
    prepared = prepare(variant, message)
    hidden = blind(variant, _PUBLIC, prepared)
    answer = blind_sign(_KEY, hidden.message)
    signature = finalize(variant, _PUBLIC, prepared, answer, hidden.inverse)
    assert verify(variant, _PUBLIC, prepared, signature)
    assert not verify(variant, _PUBLIC, prepared + b"\0", signature)


@_slowly
@given(message=st.binary(max_size=100), variant=st.sampled_from(VARIANTS))
def test_two_blindings_of_one_message_are_unequal(message, variant):
    prepared = prepare(variant, message)
    first, second = (blind(variant, _PUBLIC, prepared) for _ in range(2))
    assert first.message != second.message
    assert first.inverse != second.inverse


@_slowly
@given(bit=st.integers(0, 8 * TOKEN_BYTES - 1))
def test_a_token_with_any_bit_flipped_is_refused(bit):
    assert _TOKEN.is_signed_by(_PUBLIC)
    changed = bytearray(_TOKEN.encode())
    changed[bit // 8] ^= 1 << bit % 8
    try:
        held = Token.decode(bytes(changed)).is_signed_by(_PUBLIC)
    except FeedbackError:
        held = False
    assert not held


@_slowly
@given(bit=st.integers(0, 2047))
def test_an_answer_with_any_bit_flipped_is_refused(bit):
    hidden = blind(PSS_DETERMINISTIC, _PUBLIC, b"m")
    changed = bytearray(blind_sign(_KEY, hidden.message))
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(FeedbackError):
        finalize(PSS_DETERMINISTIC, _PUBLIC, b"m", bytes(changed), hidden.inverse)


@given(content=st.binary(max_size=600))
def test_bytes_are_read_as_written_or_refused_with_an_error_of_ours(content):
    for read, write in (
        (Token.decode, Token.encode),
        (TokenRequest.decode, TokenRequest.encode),
        (TokenChallenge.decode, TokenChallenge.encode),
        (decode_key, encode_key),
    ):
        with contextlib.suppress(FeedbackError):
            assert write(read(content)) == content
    assert from_base64url(to_base64url(content)) == content


@given(header=st.one_of(st.text(max_size=80), st.text(_SIGNS, max_size=80).map("PrivateToken ".__add__)))
def test_headers_are_read_or_refused_with_an_error_of_ours(header):
    for read in (read_token, read_challenges):
        with contextlib.suppress(FeedbackError):
            read(header)
