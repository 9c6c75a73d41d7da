"""Whoever may name an address, or answers for a name, cannot send this server into its own network."""

from datetime import UTC, datetime, timedelta

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from tests.contract.webhooks import receiver_in

from feedback_api.flows.reach_receiver import Road, trusted_authorities
from feedback_api.terms.errors import AddressRefused, WebhooksNotSetUp
from feedback_api.terms.signals import Outcome

PUBLIC, NAME = "93.184.216.34", "hooks.example.org"


def made(name, folder):
    """A certificate of this name from an authority of its own: authority, certificate, key."""
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, label)]) for label in ("Test authority", name)
    ]
    now = datetime.now(UTC)
    for number, (key, subject) in enumerate(zip(keys, names, strict=True)):
        built = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(names[0])
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=number == 0, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(keys[0], SHA256())
        )
        pem = built.public_bytes(serialization.Encoding.PEM)
        (folder / f"{'authority' if number == 0 else 'receiver'}.pem").write_bytes(pem)
    secret = keys[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "receiver.key").write_bytes(secret)
    return tuple(folder / name for name in ("authority.pem", "receiver.pem", "receiver.key"))


@pytest.fixture(scope="module", name="certified")
def _certified(tmp_path_factory):
    """A receiver with a certificate for hooks.example.org, and the authority that made it."""
    folder = tmp_path_factory.mktemp("tls")
    authority, certificate, key = made(NAME, folder)
    with receiver_in(folder / "in", certificate, key) as receiver:
        yield receiver, authority


@pytest.fixture
def connections(monkeypatch, certified):
    """Addresses that connections go to; what goes to the public one ends at the receiver on this machine."""
    receiver, _ = certified
    (receiver.folder / "received").unlink(missing_ok=True)
    seen, really = [], httpcore.AnyIOBackend.connect_tcp

    async def connect(self, host, port, **more):
        seen.append((host, port))
        elsewhere = ("127.0.0.1", receiver.port) if host == PUBLIC else (host, port)
        return await really(self, *elsewhere, **more)

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    return seen


def road(authority=None, **more):
    return Road(trusted_authorities(authority), most_seconds=2.0, **more)


class Names:
    """A name server that gives its answers one after the other, the last one for ever."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def __call__(self, host, port):
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_the_connection_goes_to_the_very_address_that_was_judged(certified, connections):
    """A name that is public when asked, and this machine when asked again: it is not asked again."""
    receiver, authority = certified
    names = Names([PUBLIC], ["127.0.0.1"])
    answer = road(authority, resolve=names).send(f"https://{NAME}/in", b"{}", {})
    assert answer.outcome is Outcome.ACCEPTED
    assert names.asked == [NAME]
    assert connections == [(PUBLIC, 443)]
    (request,) = receiver.received
    assert request["headers"]["host"] == NAME


@pytest.mark.parametrize(
    "inside", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "100.64.1.1", "::1", "::ffff:10.0.0.7", "fd00::1"]
)
def test_a_name_that_turns_inside_after_registration_is_not_followed(certified, connections, inside):
    _, authority = certified
    house = road(authority, resolve=Names([PUBLIC], [inside], [PUBLIC, inside]))
    house.check(f"https://{NAME}/in")
    for _ in range(2):
        assert house.send(f"https://{NAME}/in", b"{}", {}).outcome is Outcome.ADDRESS_REFUSED
    assert connections == []


@pytest.mark.parametrize("inside", ["127.0.0.1", "192.168.1.1", "::ffff:169.254.169.254"])
def test_a_name_that_is_inside_is_refused_at_registration(inside):
    with pytest.raises(AddressRefused):
        road(resolve=Names([PUBLIC, inside])).check(f"https://{NAME}/in")


def test_a_name_that_nobody_knows_is_refused_at_registration_and_tried_again_later():
    def unknown(_host, _port):
        raise OSError

    with pytest.raises(AddressRefused):
        road(resolve=unknown).check(f"https://{NAME}/in")
    assert road(resolve=unknown).send(f"https://{NAME}/in", b"{}", {}).outcome is Outcome.NOT_REACHED


def test_a_stored_address_that_the_rules_no_longer_take_is_not_called(connections):
    """Loopback was allowed when it was registered, and is not any more."""
    assert road().send("http://127.0.0.1:9/in", b"{}", {}).outcome is Outcome.ADDRESS_REFUSED
    assert connections == []


def test_a_proxy_of_the_environment_is_not_asked(certified, connections, monkeypatch):
    receiver, authority = certified
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{receiver.port}")
    road(authority, resolve=Names([PUBLIC])).send(f"https://{NAME}/in", b"{}", {})
    assert connections == [(PUBLIC, 443)]


def test_a_certificate_that_nobody_vouches_for_gets_no_webhook(certified, connections):
    receiver, _ = certified
    answer = road(resolve=Names([PUBLIC])).send(f"https://{NAME}/in", b"{}", {})
    assert answer.outcome is Outcome.NOT_TRUSTED
    assert receiver.received == []


def test_a_certificate_of_another_name_gets_no_webhook(certified, connections):
    receiver, authority = certified
    other = road(authority, resolve=Names([PUBLIC])).send("https://other.example.org/in", b"{}", {})
    assert other.outcome is Outcome.NOT_TRUSTED
    assert receiver.received == []


def test_each_attempt_takes_the_next_of_several_addresses(certified, connections):
    _, authority = certified
    house = road(authority, resolve=lambda _host, _port: ["2606:2800:220:1::1", PUBLIC])
    outcomes = [house.send(f"https://{NAME}/in", b"{}", {}, attempt).outcome for attempt in (1, 2)]
    assert outcomes[1] is Outcome.ACCEPTED
    assert [host for host, _ in connections] == ["2606:2800:220:1::1", PUBLIC]


def test_a_redirect_inside_is_not_followed(certified, connections):
    receiver, authority = certified
    receiver.behave("redirect")
    answer = road(authority, resolve=Names([PUBLIC])).send(f"https://{NAME}/in", b"{}", {})
    receiver.behave("accept")
    assert answer.outcome is Outcome.REDIRECTED
    assert len(connections) == 1


def test_a_file_without_certificates_is_refused(tmp_path):
    (tmp_path / "empty.pem").write_text("nothing")
    for file in ("empty.pem", "absent.pem"):
        with pytest.raises(WebhooksNotSetUp):
            trusted_authorities(tmp_path / file)
