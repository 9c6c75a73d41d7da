"""Verify: published files read from disk and judged; nothing else is needed, and nothing is believed."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from feedback_api.flows.export_releases import SEAL
from feedback_api.flows.register_pass_keys import digests_by_quarter, read_directory_file
from feedback_api.privacy_pass.directory import read_directory
from feedback_api.release.chain import Published, Verdict, check_chain, read_seal
from feedback_api.release.sign import read_public_key
from feedback_api.terms.errors import FieldProblem, InvalidInput
from feedback_api.terms.release import Frozen, Seal


def verify_releases(
    paths: Sequence[Path], keys: Sequence[Path], directory: Path | None = None
) -> list[Verdict]:
    """Judge all releases in folders or files, with the keys that the reader trusts.

    With a key directory of the pass issuer that the reader kept, releases of its quarters must name its keys.

    Raises:
        InvalidInput: ``no-release`` when there is nothing to judge, ``not-a-key``, ``not-readable``.
        PassKeyRefused: when the directory is none.
    """
    trusted = {_key(path) for path in keys}
    try:
        found = [_published(path) for path in _documents(paths)]
    except OSError:
        raise InvalidInput([FieldProblem("/paths", "not-readable")]) from None
    if not found:
        raise InvalidInput([FieldProblem("/paths", "no-release")])
    return check_chain(found, trusted, _pass_keys(directory) if directory else None)


def judge_frozen(frozen: Sequence[Frozen]) -> list[Verdict]:
    """Judge releases as they lie in a database or a backup, by the keys that they name themselves."""
    found = [Published("release", one.document.encode(), one.seal) for one in frozen]
    return check_chain(found, {one.seal.public_key for one in found if one.seal is not None})


def _pass_keys(directory: Path) -> dict[str, str]:
    keys = list(read_directory(read_directory_file(directory)))
    return {str(period): digest for period, digest in digests_by_quarter(keys).items()}


def _documents(paths: Sequence[Path]) -> Iterable[Path]:
    for path in paths:
        inside = sorted(path.glob("*.json")) if path.is_dir() else [path]
        yield from (document for document in inside if not document.name.endswith(SEAL))


def _published(path: Path) -> Published:
    return Published(path.name, path.read_bytes(), _seal(path.with_name(path.stem + SEAL)))


def _seal(path: Path) -> Seal | None:
    try:
        return read_seal(path.read_bytes())
    except (OSError, ValueError):
        return None


def _key(path: Path) -> str:
    try:
        return read_public_key(path.read_bytes())
    except (OSError, ValueError):
        raise InvalidInput([FieldProblem("/key", "not-a-key")]) from None
