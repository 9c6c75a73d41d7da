"""A provider, or somebody in between, that says something else than it should: nobody gets in."""

from urllib.parse import parse_qs, urlsplit

import pytest
from tests.issuer.parties import WRONG, Forger, serving

from feedback_api.issuer.app import build, now
from feedback_api.issuer.settings import IssuerSettings
from feedback_api.terms.errors import InvalidInput


@pytest.fixture
def forger():
    with serving(Forger()) as made:
        yield made


@pytest.fixture
def site(issuer, small_counts, forger, clock):
    clock.now = now()
    return issuer(small_counts, forger.address)


def test_an_honest_answer_gets_in_and_carries_the_verifier(site, forger):
    assert forger.sends_back(site).status_code == 303
    assert len(forger.posted[0]["code_verifier"][0]) >= 43
    assert forger.posted[0]["redirect_uri"] == ["http://127.0.0.1:8010/signed-in"]


@pytest.mark.parametrize("fault", WRONG)
def test_one_thing_wrong_and_nobody_gets_in(site, forger, fault):
    for name, value in WRONG[fault].items():
        setattr(forger, name, value)
    answer = forger.sends_back(site)
    assert answer.status_code == 400, answer.headers
    assert "Signing in did not work" in answer.text
    assert "signed-in=" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    "change",
    [
        {"state": "another"}, {"state": ""}, {"code": ""}, {"iss": "https://other.example.org"},
        {"code": "", "error": "access_denied"},
    ],
)  # fmt: skip
def test_coming_back_with_something_else(site, forger, change):
    answer = forger.sends_back(site, **change)
    assert answer.status_code == 400
    assert forger.posted == []


def test_a_provider_that_names_itself_must_always_do_so(site, forger):
    forger.metadata = {"authorization_response_iss_parameter_supported": True}
    assert forger.sends_back(site).status_code == 400
    assert forger.sends_back(site, iss=forger.address).status_code == 303


def test_coming_back_without_having_left(site):
    assert site.get("/signed-in?code=c&state=s").status_code == 400


def test_an_attempt_counts_once_even_if_the_provider_takes_its_code_again(site, forger):
    asked = parse_qs(urlsplit(site.get("/en/sign-in").headers["location"]).query)
    held, forger.nonce = site.cookies["signing-in"], asked["nonce"][0]
    query = {"code": "c", "state": asked["state"][0]}
    assert site.get("/signed-in", params=query).status_code == 303
    site.cookies.clear()
    site.cookies.set("signing-in", held)
    assert site.get("/signed-in", params=query).status_code == 400


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"groups": "asylum-staff"}, 303),
        ({"groups": ["x", "interpreters"]}, 303),
        ({"groups": "asylum-staff lawyers"}, 403),
        ({"groups": [["asylum-staff"], None, 7]}, 403),
        ({"groups": {"asylum-staff": True}}, 403),
        ({"groups": None}, 403),
    ],
)
def test_the_claim_decides_and_only_as_text(site, forger, claims, status):
    forger.claims = claims
    assert forger.sends_back(site).status_code == status


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://other.example.org"},
        {"token_endpoint": "http://other.example.org/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": 7},
    ],
)
def test_metadata_that_is_not_the_providers_is_not_believed(site, forger, metadata):
    forger.metadata = metadata
    answer = site.get("/nl/sign-in")
    assert answer.status_code == 503
    assert "De dienst waar u inlogt geeft geen antwoord" in answer.text


def test_a_provider_that_is_down(issuer, small_counts, forger, clock, capsys):
    site = issuer(small_counts, "http://127.0.0.1:9")
    answer = site.get("/en/sign-in")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "Try again in some minutes. Does it keep happening? Tell the desk." in answer.text
    assert capsys.readouterr().err == "the sign-in service did not answer as it should (ConnectError)\n"


def test_a_provider_that_fails_while_somebody_comes_back(site, forger):
    forger.status = 500
    assert forger.sends_back(site).status_code == 503


def test_it_does_not_start_half_configured(small_counts):
    with pytest.raises(InvalidInput, match="FEEDBACK_ISSUER_PROVIDER: missing"):
        build(IssuerSettings(), small_counts)
