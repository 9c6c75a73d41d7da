from dataclasses import replace
from pathlib import Path

import pytest

from feedback_api.release import chain
from feedback_api.release.chain import Published, check_chain, read_seal
from feedback_api.release.freeze import canonical, digest, release_document
from feedback_api.release.sign import Signer, load_signer, new_key
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy, Release, Seal

Q1 = ReportingPeriod(2026, 1)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return a_signer(tmp_path / "key.pem")


def a_signer(path: Path) -> Signer:
    path.write_bytes(new_key())
    return load_signer(path)


def publish(signer: Signer, period: ReportingPeriod, previous: str | None, total: float = 0.0) -> Published:
    release = Release(period, 1, Policy(), (), previous, "", total)
    document = canonical(release_document(release))
    seal = Seal(digest(release_document(release)), signer.sign(document), signer.public_key)
    return Published(f"{period}.json", document, seal)


def chain_of_three(signer: Signer) -> list[Published]:
    made: list[Published] = []
    for period in (Q1, Q1.next, Q1.next.next):
        made.append(publish(signer, period, digest_of(made[-1]) if made else None))
    return made


def digest_of(published: Published) -> str:
    assert published.seal is not None
    return published.seal.digest


def problems(published: list[Published], signer: Signer) -> list[tuple[str, ...]]:
    return [verdict.problems for verdict in check_chain(published, {signer.public_key})]


def test_a_whole_chain_holds_in_any_order_of_files(signer: Signer) -> None:
    made = chain_of_three(signer)

    verdicts = check_chain(made[::-1], {signer.public_key})

    assert [(verdict.name, verdict.problems) for verdict in verdicts] == [
        ("2026-Q1", ()),
        ("2026-Q2", ()),
        ("2026-Q3", ()),
    ]


def test_every_single_changed_byte_is_found(signer: Signer) -> None:
    (made,) = chain_of_three(signer)[:1]
    for place in range(0, len(made.document), 7):
        changed = bytearray(made.document)
        changed[place] ^= 1

        assert problems([replace(made, document=bytes(changed))], signer) == [(chain.CHANGED,)]


def test_a_changed_document_with_a_new_digest_still_lacks_the_signature(signer: Signer) -> None:
    first, second, _ = chain_of_three(signer)
    assert second.seal is not None
    forged = publish(signer, second_period(), digest_of(first), total=1.0)
    assert forged.seal is not None
    forged = replace(forged, seal=replace(forged.seal, signature=second.seal.signature))

    assert problems([first, forged], signer) == [(), (chain.FALSE_SIGNATURE,)]


def second_period() -> ReportingPeriod:
    return Q1.next


def test_a_missing_link_is_named_where_it_is_missed(signer: Signer) -> None:
    first, _, third = chain_of_three(signer)

    assert problems([first, third], signer) == [(), (chain.MISSING_LINK,)]


def test_a_key_that_the_reader_does_not_trust(signer: Signer, tmp_path: Path) -> None:
    other = a_signer(tmp_path / "other.pem")

    assert problems(chain_of_three(other), signer) == [(chain.OTHER_KEY,)] * 3


def test_both_keys_of_a_chain_whose_key_was_replaced_are_needed(signer: Signer, tmp_path: Path) -> None:
    other = a_signer(tmp_path / "other.pem")
    first = publish(signer, Q1, None)
    second = publish(other, Q1.next, digest_of(first))

    assert problems([first, second], signer) == [(), (chain.OTHER_KEY,)]
    both = check_chain([first, second], {signer.public_key, other.public_key})
    assert [verdict.problems for verdict in both] == [(), ()]


def test_a_second_release_of_a_period(signer: Signer) -> None:
    first, second, _ = chain_of_three(signer)
    again = publish(signer, Q1.next, digest_of(first), total=9.0)

    found = problems([first, second, again], signer)

    assert found[0] == ()
    assert chain.FORKED in found[1]
    assert {chain.TWICE, chain.FORKED} <= set(found[2])


def test_a_release_without_a_seal_or_of_another_kind(signer: Signer) -> None:
    first = publish(signer, Q1, None)

    assert problems([replace(first, seal=None)], signer) == [(chain.NO_SEAL,)]
    stray = Published("notes.json", b"{}", None)
    assert problems([stray], signer) == [(chain.NO_SEAL, chain.NOT_A_RELEASE)]


def test_the_same_numbers_written_otherwise_are_not_the_sealed_bytes(signer: Signer) -> None:
    first = publish(signer, Q1, None)

    assert problems([replace(first, document=first.document + b"\n")], signer) == [(chain.CHANGED,)]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"digest": 1, "signature": "", "publicKey": ""}'])
def test_what_is_no_seal_is_not_read(content: bytes) -> None:
    with pytest.raises(ValueError):
        read_seal(content)
