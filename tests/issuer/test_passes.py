"""From signing in to a pass: blind in, signed out, counted once, and nothing else."""

import json
from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from tests.issuer.parties import CHALLENGE, PRODUCT, Browser, Pass

from feedback_api.issuer.app import now
from feedback_api.issuer.keys import KeyFolder
from feedback_api.issuer.member import Member
from feedback_api.issuer.sessions import Cookies, SignedIn
from feedback_api.privacy_pass.directory import (
    MEDIA_TYPE,
    PATH,
    RESPONSE_MEDIA_TYPE,
    digest_of,
    read_directory,
)
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod


@pytest.fixture
def member(issuer, counts, sign_in_service, clock) -> Browser:
    """A member of staff who is signed in, over each database."""
    clock.now = now()
    made = Browser(issuer(counts, sign_in_service))
    made.signs_in("ada")
    return made


@pytest.fixture
def quick(issuer, small_counts, sign_in_service, clock) -> Browser:
    """The same, over one database."""
    clock.now = now()
    made = Browser(issuer(small_counts, sign_in_service))
    made.signs_in("ada")
    return made


def key_of(site, group="staff", period=None) -> bytes:
    wanted = str(period or ReportingPeriod.of(now()))
    listed = json.loads(site.get(PATH).content)["token-keys"]
    (entry,) = [e for e in listed if (e["group"], e["period"]) == (group, wanted)]
    return urlsafe_b64decode(entry["token-key"])


def issued(database) -> list[int]:
    with database.connect() as connection:
        return list(connection.execute(text("SELECT issued FROM issuance")).scalars())


def test_a_member_gets_a_pass_that_holds(member, counts):
    made = Pass(key_of(member.site))
    answer = member.asks(made.request())
    assert (answer.status_code, answer.headers["content-type"]) == (200, RESPONSE_MEDIA_TYPE)
    assert answer.headers["cache-control"] == "no-store"
    token = made.finish(answer.content)
    assert token.is_signed_by(made.key)
    assert (token.challenge_digest, len(token.encode())) == (CHALLENGE, 354)
    assert issued(counts) == [1]
    assert "You can get 1 of 2 passes" in member.sees()


def test_a_hundred_at_once_get_exactly_the_quota(member, counts):
    requests = [Pass(key_of(member.site), bytes([n]) * 32).request() for n in range(100)]
    member.proof()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(member.asks, requests))
    assert sorted(a.status_code for a in answers) == [200] * 2 + [403] * 98
    assert issued(counts) == [2]
    refused = next(a for a in answers if a.status_code == 403)
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "/problems/quota-spent"
    assert "You got all your passes for this quarter" in member.sees()


def test_an_answer_that_got_lost_is_given_again_and_counted_once(quick, small_counts):
    made = Pass(key_of(quick.site))
    first, again = quick.asks(made.request()), quick.asks(made.request())
    assert first.content == again.content
    assert issued(small_counts) == [1]


def test_what_is_kept_of_an_account_fits_no_other_quarter_and_no_other_member(
    issuer, small_counts, sign_in_service, key_folder, clock
):
    clock.now = now()
    for account, group in (("ada", "staff"), ("bo", "chain_partner")):
        someone = Browser(issuer(small_counts, sign_in_service))
        someone.signs_in(account)
        assert someone.asks(Pass(key_of(someone.site, group)).request()).status_code == 200
    with small_counts.connect() as connection:
        rows = connection.execute(text("SELECT * FROM issuance")).all()
    assert len({row.pseudonym for row in rows}) == 2
    assert all(set(row._fields) == {"pseudonym", "period", "issued"} for row in rows)
    secrets = {file.read_bytes() for file in key_folder.glob("*.secret")}
    assert len(secrets) == len(list(key_folder.glob("*.secret"))) > 1
    assert not any(b"ada" in row.pseudonym for row in rows)


FAULTS = {
    "one byte short": (lambda r: r[:-1], 422, "invalid-request"),
    "one byte long": (lambda r: r + b"0", 422, "invalid-request"),
    "nothing": (lambda r: b"", 422, "invalid-request"),
    "type 1": (lambda r: b"\x00\x01" + r[2:], 422, "invalid-request"),
    "another key": (lambda r: r[:2] + bytes([r[2] ^ 1]) + r[3:], 422, "unknown-key"),
    "as large as the modulus": (lambda r: r[:3] + b"\xff" * 256, 422, "invalid-request"),
    "zero": (lambda r: r[:3] + bytes(256), 422, "invalid-request"),
    "too large": (lambda r: r * 400, 413, "too-large"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_request_that_is_none_is_refused_and_not_counted(quick, small_counts, fault):
    change, status, kind = FAULTS[fault]
    answer = quick.asks(change(Pass(key_of(quick.site)).request()))
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")
    assert issued(small_counts) == []


def test_the_modulus_itself_is_refused(quick):
    made = Pass(key_of(quick.site))
    content = made.request()[:3] + made.key.public_numbers().n.to_bytes(256)
    assert quick.asks(content).status_code == 422


def test_a_key_of_a_closed_quarter_or_of_another_group_signs_nothing(quick, key_folder, small_counts):
    period = ReportingPeriod.of(now())
    folder = KeyFolder(key_folder)
    closed = folder.key(SourceGroup.STAFF, min(key.period for key in folder.published())).published
    other = folder.key(SourceGroup.CHAIN_PARTNER, period).published
    for key in (closed, other):
        answer = quick.asks(Pass(key.public_key).request())
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/unknown-key")
    assert issued(small_counts) == []


@pytest.mark.parametrize("media_type", ["application/json", "", "application/private-token-request; a=b"])
def test_another_media_type(quick, media_type):
    answer = quick.asks(Pass(key_of(quick.site)).request(), **{"Content-Type": media_type})
    assert (answer.status_code, answer.json()["type"]) == (415, "/problems/unsupported-media-type")


def test_not_signed_in_or_not_from_our_page(quick, small_counts):
    content = Pass(key_of(quick.site)).request()
    for proof in (b"", b"x" * 43, "é".encode()):
        answer = quick.asks(content, **{"Passes-Proof": proof})
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-our-page")
    quick.site.cookies.clear()
    answer = quick.asks(content)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")
    assert issued(small_counts) == []


def test_a_session_that_is_over_gets_nothing(quick, clock, small_counts):
    content, _ = Pass(key_of(quick.site)).request(), quick.proof()
    clock.move(601)
    assert quick.asks(content).status_code == 401
    assert issued(small_counts) == []


def test_a_session_does_not_last_into_the_next_quarter(issuer, small_counts, clock):
    clock.now = datetime(2026, 12, 31, 23, 58, tzinfo=UTC)
    site = issuer(small_counts, "https://nobody.example.org", session_key=b"k")
    who = SignedIn(Member(b"p" * 32, SourceGroup.STAFF, ReportingPeriod(2026, 4)))
    site.cookies.set("signed-in", Cookies(b"k", lambda: clock().timestamp()).seal_signed_in(who))
    assert "Sign out" in site.get("/en").text
    clock.move(180)
    assert "Sign out" not in site.get("/en").text


def test_no_key_for_the_quarter_is_said_and_nobody_counted(
    issuer, small_counts, sign_in_service, clock, tmp_path
):
    clock.now = now()
    site = issuer(small_counts, sign_in_service, keys=tmp_path / "none")
    answer = Browser(site).signs_in("ada")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "There are no passes yet for this quarter" in answer.text
    assert site.get("/healthz").status_code == 503


def test_a_database_that_fails_counts_nothing_and_signs_nothing(quick, small_counts):
    content, _ = Pass(key_of(quick.site)).request(), quick.proof()
    with small_counts.begin() as connection:
        connection.execute(text("ALTER TABLE issuance RENAME TO gone"))
    answer = quick.asks(content)
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")


def test_the_directory_is_the_same_for_everybody_and_lists_open_quarters(quick, key_folder):
    answer = quick.site.get(PATH)
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPE)
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answer.headers
    keys, period = read_directory(answer.content), ReportingPeriod.of(now())
    assert {(k.group, k.period) for k in keys} >= {
        (SourceGroup.STAFF, period),
        (SourceGroup.CHAIN_PARTNER, period),
    }
    assert all(not k.period.is_closed(now().date()) for k in keys)
    assert digest_of(keys, period) in quick.sees()
    quick.site.cookies.clear()
    assert quick.site.get(PATH).content == answer.content


def test_health_and_headers(quick):
    answer = quick.site.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    page = quick.site.get("/en")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert f"connect-src 'self' {PRODUCT};" in policy
    assert "unsafe" not in policy
    for name in ("strict-transport-security", "x-content-type-options", "x-frame-options", "referrer-policy"):
        assert name in page.headers
    quick.site.cookies.clear()
    assert "script-src" not in quick.site.get("/en").headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "language", "status"),
    [
        ("/nowhere/at/all", "nl", 404),
        ("/fr", "nl", 404),
        ("/static/x", "en", 404),
        ("/problems/x", "en", 404),
    ],
)
def test_pages_that_do_not_exist(quick, path, language, status):
    answer = quick.site.get(path, headers={"Accept-Language": language})
    assert (answer.status_code, answer.headers["content-language"]) == (status, language)


def test_other_methods_and_every_kind_has_a_page(quick):
    answer = quick.site.get("/token-request")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.headers["content-type"] == "application/problem+json"
    assert quick.site.get("/problems/quota-spent").status_code == 200


def test_nothing_is_logged(quick, capfd):
    assert quick.asks(Pass(key_of(quick.site)).request()).status_code == 200
    assert capfd.readouterr() == ("", "")
