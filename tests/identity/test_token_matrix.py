"""Tokens at the door: good ones post, bad ones get one and the same answer and leave nothing behind."""

import hmac
import json

import pytest
from joserfc.jwk import ECKey
from sqlalchemy import text
from tests.identity.parties import HEADER, NOW, PROXY, RSA, certificate, encoded, post

from feedback_api.flows.register_client import register_client, register_without_token
from feedback_api.membership.issuer_keys import FRESH_SECONDS, KEPT_SECONDS, REFETCH_SECONDS
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, SourceGroup

INVALID = 'Bearer error="invalid_token"'
T = int(NOW.timestamp())


def stored(database) -> list[tuple[str, str]]:
    with database.connect() as connection:
        rows = connection.execute(text("SELECT source_group, partner_type FROM inbox_item"))
        return [tuple(row) for row in rows]


def refused(answer, token: str | None) -> None:
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == INVALID
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "status", "title", "detail"}
    for part in (token or "").split("."):
        assert len(part) < 3 or part not in answer.text


def bad_tokens(issuer) -> dict[str, str]:
    """One fault each."""
    head, body, signature = issuer.token().split(".")
    more = encoded(json.dumps(issuer.claims(scope="feedback:write admin")).encode())
    plain = encoded(json.dumps({"typ": "at+jwt", "alg": "none", "kid": "one"}).encode())
    confused = f"{encoded(json.dumps({'typ': 'at+jwt', 'alg': 'HS256', 'kid': 'rsa'}).encode())}.{body}"
    secret = RSA.as_pem(private=False)
    return {
        "wrong issuer": issuer.token(iss="https://other.example.org"),
        "no issuer": issuer.token(iss=None),
        "wrong audience": issuer.token(aud="https://other.example.org"),
        "no audience": issuer.token(aud=None),
        "no client": issuer.token(client_id=None),
        "expired": issuer.token(exp=T - 30),
        "no end": issuer.token(exp=None),
        "not yet": issuer.token(nbf=T + 31),
        "made in the future": issuer.token(iat=T + 31),
        "wrong type": issuer.token(header={"typ": "JWT"}),
        "algorithm none": f"{plain}.{body}.",
        "algorithm none with a signature": f"{plain}.{body}.{signature}",
        "public key as secret": f"{confused}.{encoded(hmac.digest(secret, confused.encode(), 'sha256'))}",
        "not an allowed algorithm": issuer.token("rsa", header={"alg": "PS512"}),
        "tampered": f"{head}.{more}.{signature}",
        "signature gone": f"{head}.{body}.",
        "signed by somebody else": issuer.token(key=ECKey.generate_key("P-256")),
        "unknown key": issuer.token(key=ECKey.generate_key("P-256"), header={"kid": "two"}),
        "key of another address": issuer.token(header={"kid": "two", "jku": "https://evil.example.org"}),
        "too long": issuer.token(more="x" * 9000),
        "garbage": "zwaluwnest",
        "garbage in three parts": "zwaluw.nest.zwaluw",
        "nested header": f"{encoded(b'[' * 5000)}.{body}.{signature}",
        "tied to a certificate": issuer.token(cnf={"x5t#S256": certificate("a").named}),
        "tied to something else": issuer.token(cnf={"jkt": "x" * 43}),
        "unknown API token": "fba_zwaluwnest",
    }


def test_a_good_token_posts_and_the_registration_fixes_group_and_kind(trusting, issuer, partner, database):
    site = trusting(issuer.address)
    for token in (
        issuer.token(),
        issuer.token("rsa"),
        issuer.token(exp=T - 29),
        issuer.token(nbf=T + 29, iat=T + 29),
    ):
        assert post(site, token).status_code == 201
    assert stored(database) == [("chain_partner", "legal")] * 4
    assert issuer.asked == ["/.well-known/oauth-authorization-server", "/jwks"]


def test_every_bad_token_gets_the_same_answer_and_stores_nothing(trusting, issuer, partner, database, capfd):
    site, answers = trusting(issuer.address), set()
    for fault, token in bad_tokens(issuer).items():
        answer = post(site, token)
        assert answer.status_code == 401, fault
        refused(answer, token)
        answers.add(answer.text)
    assert len(answers) == 1
    assert stored(database) == []
    assert issuer.asked.count("/jwks") == 1  # though some named keys that nobody has
    printed = capfd.readouterr()
    assert printed.out == printed.err == ""
    assert post(site, issuer.token()).status_code == 201


def test_no_token_is_another_thing_than_a_bad_one(trusting, issuer, partner):
    answer = post(trusting(issuer.address), None)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("scope", [None, "", "aggregates:read", "feedback:writer", "FEEDBACK:WRITE"])
def test_a_token_without_the_scope(trusting, issuer, partner, database, scope):
    answer = post(trusting(issuer.address), issuer.token(scope=scope))
    assert answer.status_code == 403
    expected = 'Bearer error="insufficient_scope", scope="feedback:write"'
    assert answer.headers["www-authenticate"] == expected
    assert answer.json()["scope"] == "feedback:write"
    assert stored(database) == []


def test_a_token_cannot_grant_more_than_the_registration(trusting, issuer, database):
    scopes = frozenset({Scope.AGGREGATES_READ})
    reader = ApiClient("reader", SourceGroup.STAFF, None, scopes)
    register_without_token(database, reader)
    token = issuer.token(client_id="reader", scope="aggregates:read feedback:write admin")
    assert post(trusting(issuer.address), token).status_code == 403
    assert stored(database) == []


def test_only_systems_registered_for_access_tokens_are_known(trusting, issuer, database):
    scopes = frozenset({Scope.FEEDBACK_WRITE})
    register_client(database, ApiClient("with-token", SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL, scopes))
    shown = certificate("a")
    register_without_token(database, ApiClient("with-tls", SourceGroup.STAFF, None, scopes), shown.thumbprint)
    site = trusting(issuer.address)
    for client_id in ("nobody", "with-token", "with-tls", "with-token' OR '1'='1"):
        answer = post(site, issuer.token(client_id=client_id))
        assert answer.status_code == 403
        assert answer.json()["type"] == "/problems/client-not-registered"
        assert client_id not in answer.text
    assert stored(database) == []


def test_api_tokens_work_beside_an_issuer_and_without_asking_it(trusting, issuer, token, database):
    issuer.status = 500
    assert post(trusting(issuer.address), token).status_code == 201
    assert issuer.asked == []


def test_without_an_issuer_access_tokens_are_nothing(site, issuer, partner):
    refused(post(site, issuer.token()), None)
    assert issuer.asked == []


def test_a_stolen_token_is_worth_nothing_without_its_certificate(trusting, issuer, partner, database):
    own, other = certificate("own"), certificate("other")
    token = issuer.token(cnf={"x5t#S256": own.named})
    site, elsewhere = trusting(issuer.address, PROXY), trusting(issuer.address, "10.9.8.6")
    for shown in ({}, {HEADER: ""}, {HEADER: other.passed_on}, {"Client-Cert": own.passed_on}):
        refused(post(site, token, **shown), token)
    # The right certificate, but claimed by somebody who is not the proxy, is no proof.
    refused(post(elsewhere, token, **{HEADER: own.passed_on}), token)
    assert stored(database) == []
    assert post(site, token, **{HEADER: own.passed_on}).status_code == 201
    assert post(site, token, **{HEADER: own.thumbprint.hex()}).status_code == 201


def test_a_certificate_alone_is_proof_only_from_the_trusted_proxy(trusting, issuer, database):
    own, other = certificate("own"), certificate("other")
    scopes = frozenset({Scope.FEEDBACK_WRITE})
    client = ApiClient("with-tls", SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL, scopes)
    register_without_token(database, client, own.thumbprint)
    shown = {HEADER: own.passed_on}
    for peer in ("192.0.2.1", "10.9.8.6", "fd01::1", "testclient", "::ffff:10.9.8.6"):
        outside = trusting(issuer.address, peer)
        for forwarded in ({}, {"X-Forwarded-For": PROXY, "Forwarded": f"for={PROXY}"}):
            assert post(outside, None, **shown, **forwarded).status_code == 401
    inside = trusting(issuer.address, PROXY)
    for wrong in (other.passed_on, other.thumbprint.hex(), "zwaluwnest", ":zwaluwnest:", "x" * 20_000):
        answer = post(inside, None, **{HEADER: wrong})
        assert answer.status_code == 401
        assert "zwaluwnest" not in answer.text
    twice = [(HEADER, own.passed_on), (HEADER, other.passed_on), ("Idempotency-Key", '"k"')]
    body = {"improve": "Nobody explained anything.", "step": "arrival"}
    assert inside.post("/v1/feedback-items", json=body, headers=twice).status_code == 401
    assert stored(database) == []
    for peer in (PROXY, f"::ffff:{PROXY}", "fd00::7"):
        assert post(trusting(issuer.address, peer), None, **shown).status_code == 201
    # A bad token is not mended by a good certificate.
    refused(post(inside, "fba_wrong", **shown), None)


def test_an_issuer_out_of_reach_is_our_failure_and_not_the_clients(
    trusting, issuer, partner, database, clock
):
    issuer.status = 500
    site = trusting(issuer.address)
    for _ in range(5):
        answer = post(site, issuer.token())
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")
        assert answer.headers["retry-after"]
    assert len(issuer.asked) == 2  # the two places of its metadata, once
    assert post(site, "garbage").status_code == 401  # that needs no keys
    assert stored(database) == []
    issuer.status = 200
    clock.move(REFETCH_SECONDS)
    assert post(site, issuer.token()).status_code == 201


def test_nobody_listening_is_the_same(trusting, issuer, partner, capfd):
    issuer_gone = trusting("http://127.0.0.1:9", oauth_keys="http://127.0.0.1:9/jwks")
    for _ in range(2):
        answer = post(issuer_gone, issuer.token())
        assert answer.status_code == 503
        assert "unexpected" not in capfd.readouterr().err  # foreseen, and said in our words


def test_known_keys_serve_for_an_hour_without_the_issuer(trusting, issuer, partner, clock):
    site = trusting(issuer.address)
    token = issuer.token(exp=T + 2 * int(KEPT_SECONDS))
    assert post(site, token).status_code == 201
    issuer.status = 500
    clock.move(KEPT_SECONDS - 1)
    assert post(site, token).status_code == 201
    clock.move(1 + REFETCH_SECONDS)
    assert post(site, token).status_code == 503


def test_rotated_keys(trusting, issuer, partner, clock):
    site, old = trusting(issuer.address), issuer.token(exp=T + 4000)
    assert post(site, old).status_code == 201
    issuer.keys["two"] = ECKey.generate_key("P-256")
    new = issuer.token("two", exp=T + 4000)
    clock.move(REFETCH_SECONDS)
    assert post(site, new).status_code == 201  # an unknown key name is a reason to ask again
    assert post(site, old).status_code == 201
    del issuer.keys["one"]
    clock.move(FRESH_SECONDS)
    refused(post(site, old), old)
    assert post(site, new).status_code == 201


def test_keys_at_an_address_of_the_operators_choice(trusting, issuer, partner):
    site = trusting(issuer.address, oauth_keys=f"{issuer.address}/jwks")
    assert post(site, issuer.token()).status_code == 201
    assert issuer.asked == ["/jwks"]


def test_metadata_of_another_issuer_is_not_believed(trusting, issuer, partner):
    site = trusting(issuer.address + "/tenant")
    token = issuer.token(iss=issuer.address + "/tenant")
    assert post(site, token).status_code == 503


def test_the_document_says_how_to_prove_who_one_is(trusting, issuer, site):
    address = "https://issuer.example.org/token"
    told = trusting(issuer.address, oauth_token_address=address).get("/v1/openapi.json").json()
    schemes = told["components"]["securitySchemes"]
    assert schemes["HTTPBearer"]["bearerFormat"] == "API token or JWT"
    flow = schemes["OAuth2"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"] == address
    assert set(flow["scopes"]) == set(Scope)
    assert schemes["MutualTLS"]["type"] == "mutualTLS"
    security = told["paths"]["/feedback-items"]["post"]["security"]
    assert security == [{"HTTPBearer": []}, {"OAuth2": ["feedback:write"]}, {"MutualTLS": []}]
    plain = site.get("/v1/openapi.json").json()["components"]["securitySchemes"]
    assert set(plain) == {"HTTPBearer"}
