from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed448

from feedback_api.release.sign import is_signed, load_signer, new_key, public_pem, read_public_key
from feedback_api.terms.errors import ReleaseRefused

DOCUMENT = b'{"id":"2026-Q3"}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "key.pem"
    file.write_bytes(new_key())
    return file


def test_the_holder_of_the_key_signs_and_anyone_checks(path: Path) -> None:
    signer = load_signer(path)

    signature = signer.sign(DOCUMENT)

    assert signature.startswith("ed25519:")
    assert is_signed(DOCUMENT, signature, signer.public_key)
    assert not is_signed(DOCUMENT + b" ", signature, signer.public_key)


def test_another_key_does_not_fit(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(new_key())

    assert not is_signed(DOCUMENT, load_signer(path).sign(DOCUMENT), load_signer(other).public_key)


@pytest.mark.parametrize("signature", ["", "ed25519:", "ed25519:AAAA", "rsa:AAAA", "ed25519:é"])
def test_what_is_no_signature_does_not_fit(path: Path, signature: str) -> None:
    assert not is_signed(DOCUMENT, signature, load_signer(path).public_key)


def test_a_signature_without_its_scheme_does_not_fit(path: Path) -> None:
    signer = load_signer(path)

    assert not is_signed(DOCUMENT, signer.sign(DOCUMENT).removeprefix("ed25519:"), signer.public_key)


def test_a_published_key_is_read_as_a_line_and_as_pem(path: Path) -> None:
    key = load_signer(path).public_key

    assert read_public_key(key.encode() + b"\n") == key
    assert read_public_key(public_pem(key)) == key


@pytest.mark.parametrize("content", [b"", b"ed25519:AA", b"-----BEGIN PUBLIC KEY-----", b"\xff"])
def test_what_is_no_key_is_not_read(content: bytes) -> None:
    with pytest.raises(ValueError):
        read_public_key(content)


def other_scheme() -> bytes:
    return ed448.Ed448PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@pytest.mark.parametrize("content", [None, b"no key", other_scheme()])
def test_without_a_usable_key_there_is_no_signer(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "key.pem"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ReleaseRefused) as refused:
        load_signer(path)

    assert refused.value.reason == "no-signing-key"


def test_a_signer_does_not_print_its_key(path: Path) -> None:
    assert "PRIVATE" not in repr(load_signer(path))
    assert "Ed25519" not in repr(load_signer(path))
