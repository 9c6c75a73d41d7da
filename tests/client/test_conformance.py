"""``feedback-client check``: a right integration is told so, and each wrong one what to mend."""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import httpx
import pytest
from tests.client.front import front

from feedback_api.client.conformance.sightings import is_personal
from feedback_api.flows.register_client import register_client
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, SourceGroup

SECRET = "Zebrapad"


@dataclass(frozen=True)
class Integration:
    """A partner's system as somebody might write it; each switch is a way to do it wrong."""

    items: int = 7
    keys: str = "one an item"
    retries: bool = True
    waits: bool = True
    stubborn: bool = False
    resends_dependent: bool = False
    media_type: str = "application/json"
    reference: str | None = None
    extra: tuple[tuple[str, str], ...] = ()
    token: bool = True
    changes_body: bool = False

    def run(self, url: str, token: str) -> None:
        with httpx.Client(base_url=url, timeout=20) as http:
            for number in range(self.items):
                self._deliver(http, number, token)

    def _deliver(self, http: httpx.Client, number: int, token: str) -> None:
        key = os.urandom(8).hex()
        for attempt in range(4):
            if self.keys == "one an attempt":
                key = os.urandom(8).hex()
            answer = self._send(http, number, attempt, key, token)
            status = answer.status_code if answer is not None else 0
            again = status in (0, 429, 503) and self.retries
            again |= status == 400 and self.stubborn
            again |= status == 403 and self.resends_dependent
            if not again:
                return
            if answer is not None and self.waits:
                time.sleep(float(answer.headers.get("retry-after", 0)))

    def _send(self, http, number, attempt, key, token):
        item = {"step": "decision", "good": f"{SECRET} was clear, said {number} of us.", "dependency": "none"}
        if self.changes_body:
            item["improve"] = f"Attempt {attempt} was fine."
        item |= dict(self.extra)
        body = item if self.reference is None else {"items": [item | {"clientRef": self.reference}]}
        headers = {"Content-Type": self.media_type}
        if self.token:
            headers["Authorization"] = f"Bearer {token}"
        if self.keys != "none":
            headers["Idempotency-Key"] = f'"{"always-this" if self.keys == "one for all" else key}"'
        path = "/v1/feedback-items" if self.reference is None else "/v1/feedback-batches"
        try:
            return http.post(path, json=body, headers=headers)
        except httpx.TransportError:
            return None


RIGHT = Integration()
WRONG = {
    "no key": (replace(RIGHT, keys="none"), "send a header Idempotency-Key"),
    "one key for all": (replace(RIGHT, keys="one for all"), "make a fresh key for each item"),
    "a new key for each attempt": (replace(RIGHT, keys="one an attempt"), "came again with another key"),
    "another body on a retry": (replace(RIGHT, changes_body=True), "came again with another body"),
    "never tries again": (replace(RIGHT, retries=False), "(Service Unavailable) the item never came again"),
    "does not wait": (replace(RIGHT, waits=False), "Retry-After said 2 s"),
    "tries a 400 again": (replace(RIGHT, stubborn=True), "the same item is refused again"),
    "sends a dependent writer again": (replace(RIGHT, resends_dependent=True), "never send it again"),
    "wrong media type": (replace(RIGHT, media_type="text/plain"), "Content-Type: application/json"),
    "a name as reference": (replace(RIGHT, reference="Jan de Vries"), "looks like a name"),
    "speaks for staff": (replace(RIGHT, extra=(("sourceGroup", "staff"),)), "leave sourceGroup"),
    "sends who waits": (replace(RIGHT, extra=(("dependency", "pending"),)), "ask first whether the person"),
    "no token": (replace(RIGHT, token=False), "with your token"),
    "too few items": (replace(RIGHT, items=2), "send more items"),
}
ALL = {"right": (RIGHT, "Your integration does everything right.")} | WRONG


@pytest.fixture(scope="module")
def verdicts(served, partner):
    """Exit code and words of the check for each integration; they wait a lot, so all run at once."""
    command = [sys.executable, "-m", "feedback_api.client", "check", served.url, "--store"]
    command += ["--listen", "0", "--quiet", "2.5", "--at-most", "40"]

    def watch(integration: Integration) -> tuple[int, str]:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"COLUMNS": "200"},
        )  # fmt: skip
        line = process.stderr.readline()
        integration.run(re.search(r"(http://127\.0\.0\.1:\d+)/v1", line)[1], partner)
        said, errors = process.communicate(timeout=60)
        return process.returncode, said + errors

    with ThreadPoolExecutor(8) as pool:
        results = pool.map(watch, [integration for integration, _ in ALL.values()])
        return dict(zip(ALL, results, strict=True))


def test_a_right_integration_is_told_so(verdicts):
    code, said = verdicts["right"]
    assert code == 0, said
    assert "Your integration does everything right." in said
    assert "mend this" not in said


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_integration_is_told_what_to_mend(verdicts, name):
    code, said = verdicts[name]
    assert code == 1, said
    assert WRONG[name][1] in said
    assert "Your integration does everything right" not in said


@pytest.mark.parametrize("name", ALL)
def test_the_check_repeats_no_words(verdicts, name):
    said = verdicts[name][1]
    assert SECRET not in said
    assert "Vries" not in said
    assert "Traceback" not in said


def check(*arguments, token=None):
    environment = {k: v for k, v in os.environ.items() if k != "FEEDBACK_TOKEN"} | {"COLUMNS": "200"}
    if token:
        environment["FEEDBACK_TOKEN"] = token
    command = [sys.executable, "-m", "feedback_api.client", "check", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_a_connection_that_is_right(served, partner, stored):
    code, said = check(served.url, token=partner)
    assert code == 0, said
    assert "The connection does everything right." in said
    assert stored() == 0
    code, said = check(served.url, "--store", token=partner)
    assert (code, stored()) == (0, 1), said


def test_a_connection_to_mend(served, stored):
    code, said = check(served.url)
    assert code == 1
    assert "set FEEDBACK_TOKEN" in said
    code, said = check(served.url, token="fba_unknown")
    assert code == 1
    assert "the token is not known" in said
    reader = ApiClient(
        "reader", SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL, frozenset({Scope.AGGREGATES_READ})
    )
    code, said = check(served.url, token=register_client(served.database, reader))
    assert code == 1
    assert "scope feedback:write" in said
    assert stored() == 0


def test_addresses_to_mend(served, partner):
    assert "https://" in check("http://feedback.example.org", token=partner)[1]
    code, said = check("http://127.0.0.1:9", token=partner)
    assert code == 1
    assert "no connection" in said
    assert check(served.url + "/form", token=partner)[0] == 1
    with front(served.url, "cut", "cut") as flaky:
        assert check(flaky.url, token=partner)[0] == 1


def test_what_is_no_sandbox_is_not_filled_by_a_check(served, partner):
    code, said = check(served.url, "--listen", "0", token=partner)
    assert code == 2
    assert "--store" in said


@pytest.mark.parametrize(
    "reference",
    [
        "a@example.org",
        "Jan de Vries",
        "Fatima_Haddad",
        "123456782",
        "06-12345678",
        "V1234567890",
        "Anna Maria",
    ],
)
def test_references_that_look_like_a_person(reference):
    assert is_personal(reference)


@pytest.mark.parametrize(
    "reference",
    ["r1", "row-17", "9f0c1e5a-6d0b-4d0e-8a53-0f6f3a1f7a10", "2026-11-23/4", "", "123456789", "AB12"],
)
def test_references_that_do_not(reference):
    assert not is_personal(reference)
