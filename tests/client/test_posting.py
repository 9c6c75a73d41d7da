"""Items through a connection that breaks: stored once, however often it breaks, by both clients."""

import secrets
import time

import pytest
from tests.client.front import front

from feedback_api.client import (
    DependentRespondent,
    InsecureAddress,
    InvalidInput,
    Item,
    KeyConflict,
    NotAuthenticated,
    NotReached,
    Patience,
    RateLimited,
    Unavailable,
    UnexpectedAnswer,
)

WORDS = "The letter was hard to read, so I asked a neighbour about it."
ITEM = Item(step="decision", improve=WORDS, rating="mixed", language="en")
IMPATIENT = Patience(seconds=0.5, first_wait=0.1)


@pytest.mark.parametrize("fault", ["pass", "cut", "503", "502", "504", "429", "cut-after", "cut-mid"])
def test_an_item_is_stored_once_whatever_breaks(client, served, partner, stored, fault):
    with front(served.url, fault) as flaky:
        assert client(flaky.url, partner).post(ITEM).status == "stored"
        assert len(flaky.connections) == (1 if fault == "pass" else 2)
    assert stored() == 1


def test_faults_in_a_row_are_survived(client, served, partner, stored):
    with front(served.url, "cut", "cut-after", "503", "cut-after") as flaky:
        client(flaky.url, partner).post(ITEM)
    assert stored() == 1


@pytest.mark.parametrize("fault", ["503:1", "429:1"])
def test_it_waits_as_long_as_told(client, served, partner, fault):
    with front(served.url, fault) as flaky:
        client(flaky.url, partner).post(ITEM)
        (_, told), (_, came) = flaky.connections
    assert 1.0 <= came - told < 2.0


@pytest.mark.parametrize(("fault", "kind"), [("429:60", RateLimited), ("503:60", Unavailable)])
def test_a_wait_that_is_too_long_is_left_to_the_caller(client, served, partner, stored, fault, kind):
    with front(served.url, fault) as flaky, pytest.raises(kind) as refused:
        client(flaky.url, partner).post(ITEM)
    assert refused.value.retry_after == 60
    assert stored() == 0


def test_patience_ends(client, served, partner):
    with front(served.url, *["cut"] * 50) as flaky:
        started = time.monotonic()
        with pytest.raises(NotReached) as given_up:
            client(flaky.url, partner, IMPATIENT).post(ITEM)
        assert time.monotonic() - started < 2
        assert 2 <= len(flaky.connections) < 20
    assert WORDS not in repr(given_up.value) + str(given_up.value.__context__)


def test_a_key_of_ones_own_goes_on_later(client, served, partner, stored):
    key = secrets.token_hex(8)
    with front(served.url, "cut-after", *["cut"] * 50) as flaky, pytest.raises(NotReached):
        client(flaky.url, partner, IMPATIENT).post(ITEM, key=key)
    assert client(served.url, partner).post(ITEM, key=key).status == "stored"
    assert stored() == 1
    with pytest.raises(KeyConflict):
        client(served.url, partner).post(Item(step="decision", good="Clear."), key=key)


def test_each_item_has_a_key_of_its_own(client, served, partner, stored):
    sender = client(served.url, partner)
    sender.post(ITEM)
    sender.post(ITEM)
    assert stored() == 2


def test_problems_are_typed_and_hold_no_words(client, served, partner, stored):
    sender = client(served.url, partner)
    secret = "Zebrapad"
    with pytest.raises(InvalidInput) as invalid:
        sender.post(Item(step=secret, improve=secret * 1000, rating=secret))
    assert {(e.pointer, e.code) for e in invalid.value.errors} == {
        ("/step", "unknown-value"),
        ("/rating", "unknown-value"),
    }
    assert invalid.value.type == "/problems/invalid-input"
    with pytest.raises(DependentRespondent) as dependent:
        sender.post(Item(step="decision", improve=secret, dependency="pending"))
    assert "wait" in dependent.value.detail
    with pytest.raises(NotAuthenticated) as unknown:
        client(served.url, "fba_unknown").post(ITEM)
    for error in (invalid, dependent, unknown):
        assert secret not in repr(error.value)
        assert error.value.__context__ is None
    assert secret not in repr(Item(step="decision", improve=secret, client_ref=secret))
    assert stored() == 0


def test_a_refusal_is_not_tried_again(client, served, partner):
    with front(served.url, "400", "400") as flaky:
        with pytest.raises(InvalidInput):
            client(flaky.url, partner).post(ITEM)
        assert len(flaky.connections) == 1


def test_a_preview_shows_what_would_be_kept(client, served, partner, stored):
    seen = client(served.url, partner).preview(
        Item(step="decision", improve="Call me on 06-12345678 please.")
    )
    assert "12345678" not in seen.improve
    assert seen.redactions == {"phone": 1}
    assert "please" not in repr(seen)
    assert stored() == 0


def test_a_lone_half_of_a_character_is_refused_by_the_service(client, served, partner):
    with pytest.raises(InvalidInput):
        client(served.url, partner).post(Item(step="decision", improve="a\ud800"))


@pytest.mark.parametrize(
    "url", ["http://feedback.example.org", "ftp://localhost", "https://u:p@localhost", "localhost:8000", ""]
)
def test_words_never_travel_in_the_clear(client, url):
    with pytest.raises(InsecureAddress):
        client(url, "fba_x")


def test_another_service_is_noticed(client, served, partner):
    with pytest.raises(UnexpectedAnswer):
        client(served.url + "/form/v1", partner).post(ITEM)


def test_an_untrusted_certificate_is_not_tried_again(client, tmp_path):
    with _tls_server(tmp_path) as (url, handshakes):
        with pytest.raises(NotReached, match="certificate"):
            client(url, "fba_x").post(ITEM)
        assert handshakes() == 1


def _tls_server(folder):
    import datetime
    import socket
    import ssl
    import threading
    from contextlib import contextmanager

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    @contextmanager
    def serving():
        listener = socket.create_server(("127.0.0.1", 0))
        seen = []

        def accept():
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                seen.append(1)
                with connection:
                    try:
                        context.wrap_socket(connection, server_side=True).close()
                    except (ssl.SSLError, OSError):
                        continue

        threading.Thread(target=accept, daemon=True).start()
        yield f"https://localhost:{listener.getsockname()[1]}", lambda: len(seen)
        listener.close()

    return serving()
