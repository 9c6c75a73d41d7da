"""Keys and secrets of the issuer: one for each, in files of their owner only."""

import pytest

from feedback_api.issuer.keys import KeyFolder
from feedback_api.issuer.refusals import IssuerRefused
from feedback_api.privacy_pass.directory import digest_of, read_directory, write_directory
from feedback_api.signin.accounts import pseudonym_of
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import InvalidInput, Unavailable
from feedback_api.terms.period import ReportingPeriod

PERIOD = ReportingPeriod(2026, 4)
STAFF, PARTNERS = SourceGroup.STAFF, SourceGroup.CHAIN_PARTNER


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with keys of two quarters."""
    folder = KeyFolder(tmp_path_factory.mktemp("keys") / "inside")
    for group, period in ((STAFF, PERIOD), (PARTNERS, PERIOD), (STAFF, PERIOD.previous)):
        folder.create(group, period)
    return folder


def test_files_are_their_owners_only(made):
    files = sorted(made.path.iterdir())
    assert [file.name for file in files] == [
        "2026-Q3.secret", "2026-Q3.staff.pem",
        "2026-Q4.chain_partner.pem", "2026-Q4.secret", "2026-Q4.staff.pem",
    ]  # fmt: skip
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert made.path.stat().st_mode & 0o777 == 0o700


def test_never_two_keys_for_a_group_and_quarter(made):
    before = made.key(STAFF, PERIOD).published
    with pytest.raises(InvalidInput, match="exists"):
        made.create(STAFF, PERIOD)
    assert made.key(STAFF, PERIOD).published == before


def test_no_key_for_people_without_accounts(made):
    with pytest.raises(InvalidInput, match="unknown-value"):
        made.create(SourceGroup.SOUNDING_BOARD, PERIOD)


def test_each_key_is_published_once_and_the_digest_is_the_directorys(made):
    keys = made.published(PERIOD.first_day)
    assert {(key.group, key.period) for key in keys} == {(STAFF, PERIOD), (PARTNERS, PERIOD)}
    again = read_directory(write_directory(keys, "/token-request"))
    assert digest_of(again, PERIOD) == digest_of(made.published(), PERIOD)
    assert made.key(STAFF, PERIOD).private.key_size == 2048


def test_each_quarter_has_a_secret_of_its_own(made):
    one, other = made.secret(PERIOD), made.secret(PERIOD.previous)
    assert len({one, other}) == 2
    names = {pseudonym_of(s, p, "a") for s in (one, other) for p in ("https://one", "https://on")}
    assert len(names) == 4
    assert pseudonym_of(one, "https://on", "ea") not in names


def test_a_key_that_others_can_read_is_not_used(made):
    for file in (made.path / "2026-Q4.staff.pem", made.path / "2026-Q4.secret"):
        file.chmod(0o640)
    with pytest.raises(Unavailable, match="chmod 600"):
        made.key(STAFF, PERIOD)
    with pytest.raises(Unavailable, match="chmod 600"):
        made.secret(PERIOD)
    for file in (made.path / "2026-Q4.staff.pem", made.path / "2026-Q4.secret"):
        file.chmod(0o600)


def test_a_file_that_does_not_belong_stops_rather_than_misleads(made):
    stray = made.path / "backup.staff.pem"
    stray.write_bytes(b"")
    with pytest.raises(Unavailable, match="another name"):
        made.published()
    stray.rename(made.path / "2027-Q1.staff.pem")
    (made.path / "2027-Q1.staff.pem").chmod(0o600)
    with pytest.raises(Unavailable, match="is no key"):
        made.published()
    (made.path / "2027-Q1.staff.pem").unlink()


def test_a_closed_quarter_is_erased(made):
    assert made.erase_closed(PERIOD.first_day) == 2
    with pytest.raises(IssuerRefused):
        made.secret(PERIOD.previous)
    assert made.key(STAFF, PERIOD)
