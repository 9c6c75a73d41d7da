"""A code for people whose browser runs no script: drawn from a pool, deleted with the count, kept nowhere."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import text
from tests.issuer.parties import Browser

from feedback_api.issuer import ledger
from feedback_api.issuer.app import now
from feedback_api.issuer.member import Member
from feedback_api.issuer.refusals import IssuerRefused
from feedback_api.membership.codes import draw_code
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import InvalidInput
from feedback_api.terms.period import ReportingPeriod

PERIOD = ReportingPeriod(2026, 4)
TODAY = date(2026, 11, 23)
LATER = date(2999, 12, 31)


def member(number: int = 1) -> Member:
    return Member(bytes([number]) * 32, SourceGroup.STAFF, PERIOD)


def waiting(database) -> set[str]:
    with database.connect() as connection:
        return set(connection.execute(text("SELECT code FROM waiting_code")).scalars())


def load(database, count: int, group=SourceGroup.STAFF, last_day=LATER) -> set[str]:
    codes = {draw_code() for _ in range(count)}
    assert ledger.load_codes(database, codes, group, last_day) == count
    return codes


def test_a_hundred_at_once_get_different_codes_up_to_their_quota(counts):
    codes = load(counts, 50)

    def take(number: int) -> str:
        try:
            return ledger.take_code(counts, member(number % 10), 2, TODAY)
        except IssuerRefused as refused:
            return refused.kind

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(take, range(100)))
    given = [code for code in got if code in codes]
    assert (len(given), len(set(given)), got.count("quota-spent")) == (20, 20, 80)
    assert waiting(counts) == codes - set(given)
    assert all(ledger.issued_to(counts, member(n)) == 2 for n in range(10))


def test_nothing_is_counted_when_no_code_fits(counts):
    load(counts, 1, SourceGroup.CHAIN_PARTNER)
    load(counts, 1, last_day=date(2026, 11, 22))
    with pytest.raises(IssuerRefused) as refused:
        ledger.take_code(counts, member(), 1, TODAY)
    assert refused.value.kind == "no-codes"
    assert ledger.issued_to(counts, member()) == 0
    assert len(waiting(counts)) == 2


def test_codes_and_passes_count_together(counts):
    load(counts, 2)
    ledger.count_one(counts, member(), 2)
    ledger.take_code(counts, member(), 2, TODAY)
    for spend in (
        lambda: ledger.count_one(counts, member(), 2),
        lambda: ledger.take_code(counts, member(), 2, TODAY),
    ):
        with pytest.raises(IssuerRefused):
            spend()
    assert len(waiting(counts)) == 1


def test_the_draw_does_not_follow_any_order(small_counts):
    first = []
    for _ in range(12):
        codes = sorted(load(small_counts, 10))
        first.append(codes.index(ledger.take_code(small_counts, member(), 10**6, TODAY)))
        with small_counts.begin() as connection:
            connection.execute(text("DELETE FROM waiting_code"))
    # Twelve draws out of ten that all fall on one place: once in 10^11 by chance.
    assert len(set(first)) > 1


def test_loading_is_all_or_nothing(counts):
    codes = load(counts, 3)
    with pytest.raises(InvalidInput, match="exists"):
        ledger.load_codes(counts, [draw_code(), *codes], SourceGroup.STAFF, LATER)
    assert waiting(counts) == codes


def test_erasing_takes_closed_quarters_and_old_codes(counts):
    load(counts, 2)
    load(counts, 1, last_day=TODAY)
    old = Member(b"o" * 32, SourceGroup.STAFF, PERIOD.previous)
    ledger.count_one(counts, old, 1)
    ledger.count_one(counts, member(), 1)
    assert ledger.erase_closed(counts, PERIOD, TODAY) == 1
    assert (ledger.issued_to(counts, old), ledger.issued_to(counts, member())) == (0, 1)
    assert ledger.erase_closed(counts, PERIOD.next, date(2027, 1, 1)) == 2
    assert len(waiting(counts)) == 2


def test_a_member_without_a_script_gets_a_code_and_nobody_notes_it(
    issuer, small_counts, sign_in_service, clock, capfd
):
    clock.now = now()
    codes = load(small_counts, 5)
    someone = Browser(issuer(small_counts, sign_in_service, tokens_per_period=1))
    someone.signs_in("ada")
    page = someone.site.post("/en/code", data={"proof": someone.proof()})
    (code,) = [code for code in codes if code in page.text]
    assert "But we could look, because our computer shows it" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert waiting(small_counts) == codes - {code}
    with small_counts.connect() as connection:
        everything = str(connection.execute(text("SELECT * FROM issuance")).all())
    assert code not in everything
    again = someone.site.post("/nl/code", data={"proof": someone.proof()})
    assert again.status_code == 403
    assert "U hebt al uw passen voor dit kwartaal" in again.text
    assert capfd.readouterr() == ("", "")


def test_a_code_is_given_to_our_own_page_only(issuer, small_counts, sign_in_service, clock):
    clock.now = now()
    codes = load(small_counts, 1)
    someone = Browser(issuer(small_counts, sign_in_service))
    assert someone.site.post("/en/code", data={"proof": "x"}).status_code == 401
    someone.signs_in("ada")
    assert someone.site.post("/en/code", data={"proof": "x"}).status_code == 403
    assert someone.site.post("/en/code", json={"proof": someone.proof()}).status_code == 400
    assert someone.site.post("/en/sign-out", data={"a": "b"}).status_code == 403
    assert someone.site.post("/xx/code", data={"proof": someone.proof()}).status_code == 404
    assert waiting(small_counts) == codes
    for page, says in (("/en/code", "There are no codes left"), ("/nl/code", "Er zijn geen codes meer")):
        with small_counts.begin() as connection:
            connection.execute(text("DELETE FROM waiting_code"))
        answer = someone.site.post(page, data={"proof": someone.proof()})
        assert answer.status_code == 503
        assert says in answer.text
