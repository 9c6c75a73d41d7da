"""A certified provider gives the tokens: private_key_jwt in, an item stored out."""

import pytest
from joserfc.jwk import RSAKey
from tests.identity.parties import HEADER, PROXY, certificate, post

from feedback_api import assemble
from feedback_api.flows.register_client import register_without_token
from feedback_api.membership.issuer_keys import FRESH_SECONDS, REFETCH_SECONDS
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import SourceGroup


@pytest.fixture
def site(trusting, provider):
    provider.sign_with("first")
    return trusting(provider.address, PROXY, assemble.now)


def test_a_client_with_a_private_key_gets_a_token_and_posts(site, provider, partner):
    answer = provider.answer()
    assert answer.json()["token_type"] == "Bearer"
    assert post(site, answer.json()["access_token"]).status_code == 201


def test_the_provider_refuses_a_replayed_or_foreign_assertion(provider):
    once = provider.assertion()
    assert provider.answer(assertion=once).status_code == 200
    foreign = provider.assertion(key=RSAKey.generate_key(2048, {"kid": "client-key"}))
    for assertion in (once, foreign):
        answer = provider.answer(assertion=assertion)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_less_scope_another_audience_and_a_client_we_do_not_know(site, provider, partner):
    assert post(site, provider.token(scope="aggregates:read")).status_code == 403
    assert post(site, provider.token(resource="https://other.example.org/v1")).status_code == 401
    answer = post(site, provider.token(client_id="not-registered-here"))
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/client-not-registered")


def test_a_bound_token_posts_only_with_its_certificate(site, provider, database):
    scopes = frozenset({Scope.FEEDBACK_WRITE})
    register_without_token(database, ApiClient("bound", SourceGroup.STAFF, None, scopes))
    own, other = certificate("own"), certificate("other")
    token = provider.token(client_id="bound", certificate=own.passed_on)
    assert post(site, token).status_code == 401
    assert post(site, token, **{HEADER: other.passed_on}).status_code == 401
    assert post(site, token, **{HEADER: own.passed_on}).status_code == 201


def test_rotated_keys(trusting, provider, partner, clock):
    clock.now = assemble.now()
    provider.sign_with("first")
    site, old = trusting(provider.address, time=clock), provider.token()
    assert post(site, old).status_code == 201
    provider.sign_with("first", "second")
    new = provider.token()
    assert post(site, new).status_code == 401  # asked a moment ago: not again so soon
    clock.move(REFETCH_SECONDS)
    assert post(site, new).status_code == 201
    assert post(site, old).status_code == 201
    provider.sign_with("second")
    # Tokens live as long as keys stay fresh: a minute less, so that only the key can be the reason.
    clock.move(FRESH_SECONDS - 60)
    assert post(site, old).status_code == 201
    clock.move(60 - REFETCH_SECONDS + 1)
    fresh = provider.token()
    assert post(site, fresh).status_code == 201
