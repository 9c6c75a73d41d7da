"""The chain of releases, checked by anyone from the published files alone: no network, no database."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from feedback_api.release.freeze import canonical, parse_release
from feedback_api.release.sign import is_signed
from feedback_api.terms.release import Release, Seal

CHANGED = "a byte was changed: the document is not the one that was sealed"
NOT_A_RELEASE = "this is no release document in canonical form"
NO_SEAL = "no signature was published with it"
OTHER_KEY = "signed with another key than the one you trust"
FALSE_SIGNATURE = "the signature is false: document or seal was made up, or the key is another"
TWICE = "a second release of the same period"
COUNTED_TWICE = "a period that another release counts too"
MISSING_LINK = "a link is missing: the release before it is not among these files"
KEYS_DIFFER = "the keys of passes are others than in the directory that you hold: ask why, a key can mark"
FORKED = "two releases follow the same one"
"""Sentences for people who check; each names one way in which a chain breaks."""


@dataclass(frozen=True, slots=True)
class Published:
    """One release as found: the name of its file, the document's bytes, and its seal if there is one."""

    name: str
    document: bytes
    seal: Seal | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one release; no problems means that it holds. Its digests of pass keys by quarter."""

    name: str
    problems: tuple[str, ...]
    pass_keys: Mapping[str, str] = field(default_factory=dict)


def check_chain(
    published: Sequence[Published], trusted_keys: Collection[str], pass_keys: Mapping[str, str] | None = None
) -> list[Verdict]:
    """Check every release by itself and in its chain; one verdict each, in order of period.

    ``pass_keys`` are digests by quarter that the reader knows from elsewhere: a release must say the same.

    What cannot be seen from files alone: whether the newest releases were left out. For that, compare the
    last digest with one that somebody else noted down.
    """
    read = [(found, _parse(found.document)) for found in published]
    read.sort(key=lambda pair: (str(pair[1].period) if pair[1] else "", pair[0].name))
    links = _broken_links([release for _, release in read if release is not None])
    return [
        Verdict(
            _name(found, release),
            (
                *_alone(found, release, trusted_keys),
                *links.get(id(release), ()),
                *_other_pass_keys(release, pass_keys or {}),
            ),
            release.pass_keys if release is not None else {},
        )
        for found, release in read
    ]


def read_seal(content: bytes) -> Seal:
    """Read a published seal.

    Raises:
        ValueError: when it is none.
    """
    parts = json.loads(content)
    fields = ("digest", "signature", "publicKey")
    if not (isinstance(parts, dict) and all(isinstance(parts.get(name), str) for name in fields)):
        raise ValueError("a seal holds a digest, a signature and a public key")
    return Seal(*(parts[name] for name in fields))


def _parse(document: bytes) -> Release | None:
    try:
        parsed = json.loads(document)
        return parse_release(parsed) if canonical(parsed) == document else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _name(found: Published, release: Release | None) -> str:
    return found.name if release is None else str(release.period)


def _alone(found: Published, release: Release | None, trusted_keys: Collection[str]) -> Iterable[str]:
    if found.seal is None:
        yield NO_SEAL
    if release is None:
        yield CHANGED if found.seal is not None else NOT_A_RELEASE
    elif found.seal is not None:
        yield from _sealed(found.document, release, found.seal, trusted_keys)


def _sealed(document: bytes, release: Release, seal: Seal, trusted_keys: Collection[str]) -> Iterable[str]:
    if release.digest != seal.digest:
        yield CHANGED
    elif seal.public_key not in trusted_keys:
        yield OTHER_KEY
    elif not is_signed(document, seal.signature, seal.public_key):
        yield FALSE_SIGNATURE


def _other_pass_keys(release: Release | None, known: Mapping[str, str]) -> Iterable[str]:
    quarters = [] if release is None else [str(period) for period in release.covered]
    if release is not None and any(
        release.pass_keys.get(quarter) != known[quarter] for quarter in quarters if quarter in known
    ):
        yield KEYS_DIFFER


def _broken_links(releases: Sequence[Release]) -> dict[int, list[str]]:
    """Problems of the chain by release (its identity, as two may look the same)."""
    digests = {release.digest for release in releases}
    followed = Counter(release.previous_digest for release in releases)
    problems: dict[int, list[str]] = {}
    ends: set[object] = set()
    counted: set[object] = set()
    for release in releases:
        broken = {
            TWICE: release.period in ends,
            COUNTED_TWICE: release.period not in ends and not counted.isdisjoint(release.covered),
            MISSING_LINK: release.previous_digest is not None and release.previous_digest not in digests,
            FORKED: followed[release.previous_digest] > 1,
        }
        problems[id(release)] = [sentence for sentence, holds in broken.items() if holds]
        ends.add(release.period)
        counted.update(release.covered)
    return problems
