"""What makes a token believed, and each single fault that makes it refused."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, KeySet, RSAKey

from feedback_api.membership.access_tokens import MOST_CHARACTERS, TokenRules, key_id, read_token
from feedback_api.terms.errors import TokenRefused

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
T = int(NOW.timestamp())
RULES = TokenRules("https://issuer.example.org", "https://feedback.example.org/v1", ("PS256", "ES256"), 30)
ELLIPTIC = ECKey.generate_key("P-256", {"kid": "elliptic"})
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})
STRANGER = ECKey.generate_key("P-256", {"kid": "elliptic"})
KEYS = KeySet([ELLIPTIC, RSA])
HEADER = {"typ": "at+jwt", "alg": "ES256", "kid": "elliptic"}
CLAIMS = {
    "iss": RULES.issuer,
    "aud": RULES.audience,
    "exp": T + 300,
    "iat": T,
    "sub": "partner",
    "client_id": "partner",
    "jti": "1",
    "scope": "feedback:write aggregates:read",
}
THUMBPRINT = bytes(range(32))
ABSENT = object()


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def signed(header=None, claims=None, key=ELLIPTIC) -> str:
    header = {k: v for k, v in (HEADER | (header or {})).items() if v is not ABSENT}
    claims = {k: v for k, v in (CLAIMS | (claims or {})).items() if v is not ABSENT}
    # Signed by hand: the library would not make most of these.
    message = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}"
    return f"{message}.{encoded(jws.JWSRegistry.algorithms[header['alg']].sign(message.encode(), key))}"


def read(token: str):
    return read_token(token, KEYS, RULES, NOW)


def test_a_good_token_says_who_and_what_for():
    said = read(signed())
    assert (said.client_id, said.certificate) == ("partner", None)
    assert said.scopes == {"feedback:write", "aggregates:read"}


@pytest.mark.parametrize(
    ("header", "claims", "key"),
    [
        ({"alg": "PS256", "kid": "rsa"}, {}, RSA),
        ({"typ": "application/at+jwt"}, {}, ELLIPTIC),
        ({"typ": "AT+JWT"}, {}, ELLIPTIC),
        ({"x-extra": "ignored, as RFC 7515 says"}, {}, ELLIPTIC),
        ({}, {"aud": ["https://other.example.org", RULES.audience]}, ELLIPTIC),
        ({}, {"exp": T - 29}, ELLIPTIC),
        ({}, {"iat": T + 30, "nbf": T + 30}, ELLIPTIC),
        ({}, {"exp": T + 300.5}, ELLIPTIC),
    ],
)
def test_what_is_accepted_too(header, claims, key):
    assert read(signed(header, claims, key)).client_id == "partner"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example.org"},
        {"iss": RULES.issuer + "/"},
        {"iss": [RULES.issuer]},
        {"iss": ABSENT},
        {"aud": "https://other.example.org"},
        {"aud": [RULES.audience + "/"]},
        {"aud": []},
        {"aud": {"x": RULES.audience}},
        {"aud": ABSENT},
        {"exp": T - 30},
        {"exp": T - 4000},
        {"exp": ABSENT},
        {"exp": None},
        {"exp": str(T + 300)},
        {"exp": True},
        {"exp": float("nan")},
        {"exp": float("inf")},
        {"nbf": T + 31},
        {"nbf": "soon"},
        {"iat": T + 31},
        {"iat": ABSENT},
        {"client_id": ABSENT},
        {"client_id": ""},
        {"client_id": 7},
        {"client_id": "x" * 61},
        {"client_id": "partner\x00"},
        {"client_id": "\ud800"},
        {"cnf": {"jkt": "a key of another kind of proof"}},
        {"cnf": {"x5t#S256": encoded(THUMBPRINT), "jkt": "two kinds"}},
        {"cnf": {"x5t#S256": encoded(THUMBPRINT[:-1])}},
        {"cnf": {"x5t#S256": "é"}},
        {"cnf": {"x5t#S256": 7}},
        {"cnf": {}},
        {"cnf": None},
        {"cnf": "x5t#S256"},
    ],
)
def test_each_wrong_claim_is_refused(claims):
    with pytest.raises(TokenRefused):
        read(signed(claims=claims))


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ({"typ": "JWT"}, ELLIPTIC),
        ({"typ": ABSENT}, ELLIPTIC),
        ({"typ": "id_token+jwt"}, ELLIPTIC),
        ({"kid": ABSENT}, ELLIPTIC),
        ({"kid": ""}, ELLIPTIC),
        ({"kid": "rsa"}, ELLIPTIC),
        ({"kid": "unheard-of"}, ELLIPTIC),
        ({"alg": "RS256", "kid": "rsa"}, RSA),
        ({"crit": ["exp"], "exp": 1}, ELLIPTIC),
        ({"crit": ["b64"], "b64": True}, ELLIPTIC),
        ({}, STRANGER),
    ],
)
def test_each_wrong_header_or_key_is_refused(header, key):
    with pytest.raises(TokenRefused):
        read(signed(header, key=key))


def test_no_signature_and_signatures_that_anybody_can_make():
    plain = (
        f"{encoded(json.dumps(HEADER | {'alg': 'none'}).encode())}.{encoded(json.dumps(CLAIMS).encode())}."
    )
    # The classic confusion: the public key, which everybody has, used as the secret of an HMAC.
    head = encoded(json.dumps(HEADER | {"alg": "HS256", "kid": "rsa"}).encode())
    message = f"{head}.{encoded(json.dumps(CLAIMS).encode())}"
    made = hmac.digest(RSA.as_pem(private=False), message.encode(), "sha256")
    confused = f"{message}.{encoded(made)}"
    allowing = TokenRules(RULES.issuer, RULES.audience, ("HS256", "none", "ES256"), 30)
    for token in (plain, confused):
        with pytest.raises(TokenRefused):
            read(token)
    # Even if somebody allowed it: the key decides, and it is no secret.
    with pytest.raises(TokenRefused):
        read_token(confused, KEYS, allowing, NOW)


def test_a_changed_letter_anywhere_is_refused():
    token = signed()
    head, body, signature = token.split(".")
    claims = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    more = encoded(json.dumps(claims | {"scope": "admin"}).encode())
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    for tampered in (f"{head}.{more}.{signature}", f"{head}.{body}.{flipped}", f"{head}.{body}."):
        with pytest.raises(TokenRefused):
            read(tampered)


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "é.é.é",
        "\ud800.a.b",
        "a.b.c.d.e",
        f"{encoded(b'[]')}.e30.x",
        f"{encoded(b'null')}.e30.x",
        f"{encoded(b'[' * 5000)}.e30.x",
        encoded(b'{"alg":' + b"9" * 5000 + b"}") + ".e30.x",
        f"{encoded(json.dumps({**HEADER, 'kid': 7}).encode())}.e30.x",
        f"{encoded(json.dumps({**HEADER, 'alg': ['ES256']}).encode())}.e30.x",
        f"{encoded(json.dumps(HEADER).encode())}.e30.",
        f"{encoded(json.dumps(HEADER).encode())}.%%%.%%%",
        "x" * (MOST_CHARACTERS + 1),
    ],
)
def test_garbage_is_refused(garbage):
    with pytest.raises(TokenRefused):
        read(garbage)


def test_a_good_token_that_is_too_long_is_refused():
    assert read(signed(claims={"more": "x" * 4000})).client_id == "partner"
    with pytest.raises(TokenRefused):
        read(signed(claims={"more": "x" * 8000}))


def test_a_payload_that_is_no_object_is_refused():
    for payload in (b"[]", b"null", b"not json", b"[" * 3000):
        token = jws.serialize_compact(HEADER, payload, ELLIPTIC, ["ES256"])
        with pytest.raises(TokenRefused):
            read(token)


def test_a_token_without_scopes_grants_none():
    for scope in (ABSENT, "", ["feedback:write"], 7):
        assert "feedback:write" not in read(signed(claims={"scope": scope})).scopes


def test_the_certificate_that_a_token_is_tied_to():
    assert read(signed(claims={"cnf": {"x5t#S256": encoded(THUMBPRINT)}})).certificate == THUMBPRINT


def test_a_refusal_repeats_nothing():
    with pytest.raises(TokenRefused) as refused:
        read(signed(claims={"iss": "https://zwaluwnest.example.org"}))
    assert "zwaluwnest" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_the_key_name_is_read_before_anything_is_believed():
    assert key_id(signed(key=STRANGER), RULES) == "elliptic"
