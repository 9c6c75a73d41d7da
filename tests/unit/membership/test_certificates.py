"""One certificate, in each way that a proxy can pass it on, has one thumbprint."""

import hashlib
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from feedback_api.membership.certificates import MOST_CHARACTERS, thumbprint_of, thumbprint_of_pem


@pytest.fixture(scope="module")
def certificate() -> x509.Certificate:
    key, day = ec.generate_private_key(ec.SECP256R1()), datetime(2026, 1, 1, tzinfo=UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "portal.example.org")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    return made.not_valid_before(day).not_valid_after(day + timedelta(365)).sign(key, SHA256())


def test_every_way_gives_the_same_thumbprint(certificate):
    der, pem = certificate.public_bytes(Encoding.DER), certificate.public_bytes(Encoding.PEM)
    digest = hashlib.sha256(der)
    colons = ":".join(f"{byte:02X}" for byte in digest.digest())
    ways = (quote(pem), quote(pem, safe="/+"), f":{b64encode(der).decode()}:", digest.hexdigest(), colons)
    assert {thumbprint_of(way) for way in ways} == {thumbprint_of_pem(pem)} == {digest.digest()}


@pytest.mark.parametrize(
    "shown",
    ["", ":", "::", ":%%%:", "a" * 63, "a" * 65, "%ff", "\ud800", "-----BEGIN CERTIFICATE-----", "(null)",
     "Hash=" + "a" * 64, "a" * 64 + "," + "b" * 64, "A" * (MOST_CHARACTERS + 1)],
)  # fmt: skip
def test_anything_else_is_refused(shown):
    with pytest.raises(ValueError):
        thumbprint_of(shown)
