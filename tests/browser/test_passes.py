"""A pass made by the script in a real browser, from signing in to a token that holds; and all without it."""

import base64
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, text
from tests.conftest import free_port, wait_for
from tests.issuer.conftest import issuer_port, key_folder, sign_in_service  # noqa: F401  (fixtures)
from tests.issuer.parties import CLIENT, SECRET

from feedback_api.issuer import ledger, schema
from feedback_api.issuer.app import now
from feedback_api.issuer.keys import KeyFolder
from feedback_api.membership.codes import draw_code
from feedback_api.privacy_pass.keys import decode_key
from feedback_api.privacy_pass.tokens import Token, TokenChallenge
from feedback_api.store import schema as products
from feedback_api.store.engine import open_database
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod


@dataclass(frozen=True)
class Issuer:
    """The command ``feedback-api issuer``, as an operator starts it."""

    url: str
    database: Engine
    keys: KeyFolder


@contextlib.contextmanager
def running(command: str, environment: dict[str, str], ready: str) -> Iterator[None]:
    """A command of ours in a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "feedback_api", command], env=environment)
    try:
        wait_for(ready, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)


@pytest.fixture(scope="session")
def product_port() -> int:
    """Where the form listens, in the test that starts it."""
    return free_port()


@pytest.fixture(scope="session")
def issuer(issuer_port, product_port, key_folder, sign_in_service, tmp_path_factory) -> Iterator[Issuer]:  # noqa: F811
    """The issuer in a process of its own, on loopback."""
    url = f"sqlite:///{tmp_path_factory.mktemp('counts') / 'issuer.db'}"
    database = open_database(url)
    schema.upgrade(database)
    here = f"http://127.0.0.1:{issuer_port}"
    given = {
        "DATABASE_URL": url, "PORT": str(issuer_port), "ADDRESS": here, "KEYS": str(key_folder),
        "PROVIDER": sign_in_service, "CLIENT_ID": CLIENT, "CLIENT_SECRET": SECRET, "STAFF": "asylum-staff",
        "PRODUCT": f"http://127.0.0.1:{product_port}", "TOKENS_PER_PERIOD": "2", "CHAIN_PARTNER": "lawyers",
    }  # fmt: skip
    environment = os.environ | {f"FEEDBACK_ISSUER_{name}": value for name, value in given.items()}
    with running("issuer", environment, f"{here}/healthz"):
        yield Issuer(here, database, KeyFolder(key_folder))
    database.dispose()


def signed_in(page: Page, issuer: Issuer, account: str, language: str = "en") -> Page:
    page.goto(f"{issuer.url}/{language}")
    page.locator("a.primary").click()
    page.get_by_role("link", name=account, exact=True).click()
    page.wait_for_url(f"{issuer.url}/{language}")
    return page


def token_on(page: Page) -> Token:
    return Token.decode(base64.urlsafe_b64decode(page.input_value("#pass")))


def key_of(issuer: Issuer, group: SourceGroup) -> bytes:
    return issuer.keys.key(group, ReportingPeriod.of(now())).published.public_key


def test_the_browser_makes_passes_that_hold_and_keeps_none(page_factory, issuer, product_port):
    page = page_factory("en", javascript=True)
    signed_in(page, issuer, "ada")
    asked: list[tuple[str, bytes | None]] = []
    page.on("request", lambda request: asked.append((request.url, request.post_data_buffer)))
    nonces = set()
    for left in (1, 0):
        page.click("#make")
        expect(page.locator("#says-done")).to_be_visible()
        token, key = token_on(page), key_of(issuer, SourceGroup.STAFF)
        assert token.is_signed_by(decode_key(key))
        assert token.challenge_digest == TokenChallenge(issuer.url[7:], f"127.0.0.1:{product_port}").digest()
        assert len(page.input_value("#pass")) == 472
        nonces.add(token.nonce)
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        # What the issuer saw holds no part of the pass.
        sent = b"".join(body or b"" for _, body in asked)
        assert not any(part in sent for part in (token.nonce, token.authenticator, token.challenge_digest))
        page.reload()
        expect(page.locator("#pass")).to_have_count(left)
    assert len(nonces) == 2
    hosts = {url.split("/")[2] for url, _ in asked}
    assert hosts == {issuer.url[7:], f"127.0.0.1:{product_port}"}
    assert "You got all your passes" in page.content()


def test_it_says_that_it_could_not_compare_and_saves_a_file(page_factory, issuer, product_port):
    page = signed_in(page_factory("nl", javascript=True), issuer, "bo", "nl")
    page.route(f"http://127.0.0.1:{product_port}/**", lambda route: route.abort())
    page.click("#make")
    expect(page.locator("#says-uncompared")).to_contain_text("sha256:")
    with page.expect_download() as download:
        page.click("#save")
    assert Path(download.value.path()).read_text() == page.input_value("#pass") + "\n"
    assert download.value.suggested_filename == "pass.txt"
    assert token_on(page).is_signed_by(decode_key(key_of(issuer, SourceGroup.CHAIN_PARTNER)))
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("status")).to_contain_text("U bent hier uitgelogd")


def answer_as_the_form(page: Page, port: int, document: dict[str, object]) -> None:
    page.route(
        f"http://127.0.0.1:{port}/**",
        lambda route: route.fulfill(json=document, headers={"Access-Control-Allow-Origin": "*"}),
    )


@pytest.mark.parametrize("same", [True, False])
def test_the_key_is_compared_with_the_one_that_the_form_knows(page_factory, issuer, product_port, same):
    page = signed_in(page_factory("en", javascript=True), issuer, "bo")
    expect(page.locator("#make")).to_be_visible()
    period = str(ReportingPeriod.of(now()))
    listed = page.evaluate("async () => (await fetch('/.well-known/private-token-issuer-directory')).json()")
    entry = next(e for e in listed["token-keys"] if (e["group"], e["period"]) == ("chain_partner", period))
    answer_as_the_form(
        page, product_port, {"token-keys": [entry if same else entry | {"token-key": "another"}]}
    )
    counted = []
    page.on(
        "request", lambda request: counted.append(request.url) if "token-request" in request.url else None
    )
    if same:
        page.route("**/token-request", lambda route: route.abort())
    page.click("#make")
    if same:
        expect(page.locator("#says-failed")).to_be_visible()
        page.unroute("**/token-request")
    else:
        expect(page.locator("#says-marked")).to_contain_text("Stop.")
        assert counted == []


def test_an_answer_that_got_lost_costs_nothing(page_factory, issuer):
    page = signed_in(page_factory("en", javascript=True), issuer, "bo")
    lost = []

    def lose(route):
        lost.append(route.request.post_data_buffer)
        route.fetch()
        route.abort()

    page.route("**/token-request", lose)
    page.click("#make")
    expect(page.locator("#says-failed")).to_be_visible()
    page.unroute("**/token-request")
    with page.expect_request("**/token-request") as again:
        page.click("#make")
    expect(page.locator("#says-done")).to_be_visible()
    assert again.value.post_data_buffer == lost[0]
    assert token_on(page).is_signed_by(decode_key(key_of(issuer, SourceGroup.CHAIN_PARTNER)))


def test_without_a_script_a_code_is_given(page_factory, issuer):
    with issuer.database.begin() as connection:
        connection.execute(ledger.ISSUANCE.delete())
    code = draw_code()
    ledger.load_codes(issuer.database, [code], SourceGroup.STAFF, date(2999, 12, 31))
    page = signed_in(page_factory("nl", javascript=False), issuer, "ada", "nl")
    expect(page.locator("#blind")).to_be_hidden()
    page.get_by_role("button", name="Haal een code").click()
    expect(page.locator("#code")).to_have_text(code)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_are_accessible_and_fit_a_narrow_screen(page_factory, issuer, axe, language):
    page = page_factory(language, javascript=True, width=320)
    page.goto(f"{issuer.url}/{language}")
    for place in ("start", "passes"):
        if place == "passes":
            with issuer.database.begin() as connection:
                connection.execute(ledger.ISSUANCE.delete())
            signed_in(page, issuer, "ada", language)
            page.click("#make")
            expect(page.locator("#says-done")).to_be_visible()
        assert page.locator("html").evaluate("e => e.scrollWidth - e.clientWidth") <= 0, place
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == [], place


@pytest.fixture
def form(issuer, product_port, tmp_path) -> Iterator[tuple[str, Engine]]:
    """The product in a process of its own, which knows the issuer's keys."""
    here, database = f"http://127.0.0.1:{product_port}", open_database(f"sqlite:///{tmp_path / 'house.db'}")
    products.upgrade(database)
    given = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'house.db'}", "PORT": str(product_port),
        "MEMBERS_STAFF": "300", "PASS_ISSUER": issuer.url, "PASS_ORIGIN": here,
    }  # fmt: skip
    environment = os.environ | {f"FEEDBACK_{name}": value for name, value in given.items()}
    register = [sys.executable, "-m", "feedback_api", "passes", "register-keys"]
    assert subprocess.run(register, env=environment, check=False).returncode == 0
    with running("serve", environment, f"{here}/v1/codebook"):
        yield here, database
    database.dispose()


def test_from_signing_in_to_thanks_without_being_signed_in(page_factory, issuer, form):
    address, database = form
    with issuer.database.begin() as connection:
        connection.execute(ledger.ISSUANCE.delete())
    page = signed_in(page_factory("en", javascript=True), issuer, "ada")
    page.click("#make")
    expect(page.locator("#says-compared")).to_be_visible()
    shown = page.input_value("#pass")

    later = page_factory("en", javascript=False)
    pass_is_brought(later, address, shown)
    # A click does not wait for the page that it asks for: what must be there is waited for.
    decision = later.locator('input[name="step"][value="decision"]')
    expect(decision).to_be_visible()
    decision.check()
    later.fill("#improve", "The letter was hard to read and nobody explained the next step.")
    later.locator('button[name="page"][value="questions"]').first.click()
    later.locator('button[name="page"][value="send"]').first.click()
    expect(later).to_have_url(f"{address}/form/en/thanks")
    assert groups_stored(database) == ["staff"]

    pass_is_brought(later, address, shown)
    expect(later.locator("[role=alert]")).to_be_visible()
    assert groups_stored(database) == ["staff"]


def pass_is_brought(page, address: str, shown: str) -> None:
    page.goto(f"{address}/form/en")
    page.check('input[name="waiting"][value="no"]')
    page.fill("#invitation", shown)
    page.locator('button[name="page"][value="screening"]').first.click()


def groups_stored(database: Engine) -> list[str]:
    with database.connect() as connection:
        return list(connection.execute(text("SELECT source_group FROM inbox_item")).scalars())
