"""NL API Design Rules 2.2: transport security, headers, CORS, modules."""

import re
from pathlib import Path

import pytest

ALLOWED, OTHER = "https://partner.example", "https://elsewhere.example"
PROTECTED = ("/v1/feedback-items", "/v1/previews", "/v1/feedback-batches")


def test_core_transport_tls(answers):
    # TLS ends at the operator's proxy (docs/adr-compliance.md); every answer tells clients to insist on it.
    for asked, answer in answers.items():
        age = re.match(r"max-age=(\d+)", answer.headers["strict-transport-security"])
        assert int(age[1]) >= 31_536_000, asked


def test_core_transport_no_sensitive_uris(operations):
    for method, path, operation in operations:
        for parameter in operation.get("parameters", []):
            if parameter["in"] in {"query", "path"}:
                # The one post below a theme names it: a closed list, no text.
                assert method == "get" or (path, parameter["name"]) == (
                    "/themes/{themeId}/actions",
                    "themeId",
                )
                name = parameter["name"].lower()
                assert not re.search("token|key|text|name|mail|good|improve|client|secret", name), path
        for schemes in operation["security"]:
            assert schemes, path


def test_core_transport_security_headers(answers):
    for asked, answer in answers.items():
        headers = answer.headers
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy, asked
        assert "default-src 'none'" in policy, asked
        assert headers["x-content-type-options"] == "nosniff", asked
        assert headers["x-frame-options"] == "DENY", asked
        assert headers["referrer-policy"] == "no-referrer", asked
        assert headers["cache-control"] == ("no-cache" if asked in {"themes", "known"} else "no-store"), asked
        assert ("content-type" in headers) == (asked not in {"known", "options"}), asked


def test_core_transport_cors(house, operations):
    site = house.site
    for method, path, operation in operations:
        address = "/v1" + path.replace("{releaseId}", "2026-Q3")
        for origin in (ALLOWED, OTHER, "null"):
            ask = {"Origin": origin, "Access-Control-Request-Method": method.upper()}
            preflight = site.options(address, headers=ask)
            answer = site.request(method, address, headers={"Origin": origin})
            expected = "*" if not operation["security"] else (ALLOWED if origin == ALLOWED else None)
            for found in (preflight, answer):
                assert found.headers.get("access-control-allow-origin") == expected, (path, origin)
                assert "access-control-allow-credentials" not in found.headers
                assert ("Origin" in found.headers.get("vary", "")) == bool(operation["security"])
            assert preflight.status_code == 204
            methods = preflight.headers.get("access-control-allow-methods", "").split(", ")
            assert (method.upper() in methods) == (expected is not None)
            if expected:
                assert "API-Version" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("status", [400, 404, 406])
def test_pages_elsewhere_can_read_errors_of_open_addresses(house, status):
    query = {400: "?limit=0", 404: "?period=2020-Q1", 406: ""}[status]
    accept = "text/csv" if status == 406 else "*/*"
    answer = house.site.get(f"/v1/themes{query}", headers={"Origin": OTHER, "Accept": accept})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (status, "*")


@pytest.mark.parametrize("path", PROTECTED)
def test_a_body_that_is_too_large_is_said_to_allowed_pages_too(house, path):
    headers = {"Origin": ALLOWED, "Content-Length": "99999999", "Content-Type": "application/json"}
    headers |= {"Authorization": f"Bearer {house.token}", "Idempotency-Key": '"large"'}
    answer = house.site.post(path, content=b" ", headers=headers)
    assert answer.status_code == 413
    assert answer.headers["access-control-allow-origin"] == ALLOWED


def test_core_modules_geospatial(document):
    assert not re.search(r"coordinate|latitude|longitude|geojson|bbox|crs", str(document).lower())


def test_core_modules_signing(document):
    # The module is about signed HTTP payloads. Ours are plain; a release carries its own seal, as data.
    media_types = set(re.findall(r"'(application/[a-z0-9.+-]+)'", str(document)))
    assert not {kind for kind in media_types if "jose" in kind or "jws" in kind}
    page = Path(__file__).parents[2] / "docs" / "explanation" / "release.md"
    assert "Ed25519" in page.read_text(encoding="utf-8")


def test_core_modules_encryption(document):
    assert not re.search(r"jwe|application/jose", str(document).lower())
