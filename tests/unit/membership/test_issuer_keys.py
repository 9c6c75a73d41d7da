"""When the issuer is asked for its keys, and for how long an answer serves."""

import json
import threading

import pytest
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from feedback_api.membership import issuer_keys
from feedback_api.membership.issuer_keys import KeyRing, keys_address, metadata_addresses, read_keys
from feedback_api.terms.errors import TokenRefused, Unavailable


class Issuer:
    """An issuer and a clock, both moved by hand."""

    def __init__(self) -> None:
        self.names, self.down, self.asked, self.seconds = ["one"], False, 0, 1000.0
        self.ring = KeyRing(self.fetch, lambda: self.seconds)

    def fetch(self) -> KeySet:
        self.asked += 1
        if self.down:
            raise Unavailable("down")
        return KeySet([ECKey.generate_key("P-256", {"kid": name}) for name in self.names])


@pytest.fixture
def issuer():
    return Issuer()


def test_keys_are_fetched_once_and_again_when_old(issuer):
    for _ in range(20):
        issuer.ring.holding("one")
    assert issuer.asked == 1
    issuer.seconds += issuer_keys.FRESH_SECONDS
    issuer.ring.holding("one")
    assert issuer.asked == 2


def test_a_new_key_is_found_and_an_old_one_serves_until_it_is_gone(issuer):
    issuer.ring.holding("one")
    issuer.names = ["one", "two"]
    issuer.seconds += issuer_keys.REFETCH_SECONDS
    assert issuer.ring.holding("two")
    assert issuer.ring.holding("one")
    issuer.names = ["two"]
    issuer.seconds += issuer_keys.FRESH_SECONDS
    with pytest.raises(TokenRefused):
        issuer.ring.holding("one")
    assert issuer.asked == 3


def test_made_up_names_do_not_flood_the_issuer(issuer):
    for number in range(500):
        with pytest.raises(TokenRefused):
            issuer.ring.holding(f"made-up-{number}")
    assert issuer.asked == 1
    issuer.seconds += issuer_keys.REFETCH_SECONDS
    for number in range(500):
        with pytest.raises(TokenRefused):
            issuer.ring.holding(f"made-up-{number}")
    assert issuer.asked == 2


def test_without_keys_and_issuer_nobody_can_tell(issuer):
    issuer.down = True
    for _ in range(50):
        with pytest.raises(Unavailable):
            issuer.ring.holding("one")
    assert issuer.asked == 1
    issuer.down = False
    issuer.seconds += issuer_keys.REFETCH_SECONDS
    assert issuer.ring.holding("one")


def test_old_keys_serve_while_the_issuer_is_away_but_not_for_ever(issuer):
    issuer.ring.holding("one")
    issuer.down = True
    issuer.seconds += issuer_keys.KEPT_SECONDS - 1
    assert issuer.ring.holding("one")
    with pytest.raises(Unavailable):
        issuer.ring.holding("two")
    issuer.seconds += 1
    with pytest.raises(Unavailable):
        issuer.ring.holding("one")


def test_a_clock_that_is_set_back_does_not_make_keys_last(issuer):
    issuer.ring.holding("one")
    issuer.names, issuer.seconds = ["two"], 0.0
    with pytest.raises(TokenRefused):
        issuer.ring.holding("one")


def test_who_has_keys_does_not_wait_for_a_slow_issuer(issuer):
    issuer.ring.holding("one")
    issuer.seconds += issuer_keys.FRESH_SECONDS
    started, answer = threading.Event(), threading.Event()
    fetch = issuer.ring._fetch

    def slow() -> KeySet:
        started.set()
        assert answer.wait(10)
        return fetch()

    issuer.ring._fetch = slow
    other = threading.Thread(target=issuer.ring.holding, args=("one",))
    other.start()
    assert started.wait(10)
    assert issuer.ring.holding("one")  # while the other request still waits
    answer.set()
    other.join(10)
    assert issuer.asked == 2


def test_only_keys_that_can_check_signatures_are_taken():
    good = ECKey.generate_key("P-256", {"kid": "good"})
    listed = [
        good.as_dict(private=False),
        OctKey.generate_key(256, {"kid": "secret"}).as_dict(private=True),
        {"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "tiny"},
        {"kty": "RSA", "kid": "no-number"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "kid": "off-curve"},
        {"kty": "from-the-future", "kid": "new"},
        {"kty": ["EC"]},
        "no key",
        7,
    ]
    assert [key.kid for key in read_keys(json.dumps({"keys": listed}).encode())] == ["good"]


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_short_rsa_key_is_not_taken():
    short = RSAKey.generate_key(1024, {"kid": "short"}).as_dict(private=False)
    with pytest.raises(ValueError):
        read_keys(json.dumps({"keys": [short]}).encode())


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"keys": 7}', b'{"keys": []}', b"[" * 50_000, b"\xff"]
)
def test_what_is_no_key_set(content):
    with pytest.raises(ValueError):
        read_keys(content)


def test_where_metadata_is():
    assert metadata_addresses("https://issuer.example.org/one/") == (
        "https://issuer.example.org/.well-known/oauth-authorization-server/one",
        "https://issuer.example.org/one/.well-known/openid-configuration",
    )


@pytest.mark.parametrize(
    ("issuer", "address"),
    [
        ("https://other.example.org", "https://issuer.example.org/keys"),
        ("https://issuer.example.org", "http://issuer.example.org/keys"),
        ("https://issuer.example.org", "http://localhost.example.org/keys"),
        ("https://issuer.example.org", "file:///etc/keys"),
        ("https://issuer.example.org", "https://[/keys"),
        ("https://issuer.example.org", 7),
    ],
)
def test_metadata_of_another_issuer_or_with_an_unsafe_address(issuer, address):
    metadata = json.dumps({"issuer": issuer, "jwks_uri": address}).encode()
    with pytest.raises(ValueError):
        keys_address(metadata, "https://issuer.example.org")


def test_metadata_names_the_keys():
    metadata = b'{"issuer": "https://issuer.example.org", "jwks_uri": "https://keys.example.org/1"}'
    assert keys_address(metadata, "https://issuer.example.org") == "https://keys.example.org/1"
