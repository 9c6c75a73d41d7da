"""People get a page in their language where programs get a problem document."""

import pytest


@pytest.mark.parametrize("path", ["/nope", "/form/", "/form/xx", "/results/xx", "/form/nl/thanks/more"])
def test_an_unknown_address_is_a_page_with_a_way_on(site, path):
    answer = site.get(path, headers={"Accept-Language": "fr"}, follow_redirects=False)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert 'lang="fr"' in answer.text or 'lang="nl"' in answer.text


def test_a_form_that_is_too_large_is_a_page_in_its_language(site):
    answer = site.post("/form/ar", data={"good": "zwaluwnest " * 7000})
    assert answer.status_code == 413
    assert 'lang="ar" dir="rtl"' in answer.text
    assert "zwaluwnest" not in answer.text


def test_a_wrong_method_names_the_right_ones(site):
    answer = site.request("DELETE", "/form/nl")
    assert answer.status_code == 405
    assert answer.headers["allow"]
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/", "/form", "/results"])
def test_the_way_in_leads_to_the_readers_language(site, path):
    answer = site.get(path, headers={"Accept-Language": "ti, en;q=0.5"}, follow_redirects=True)
    assert 'lang="ti"' in answer.text


def test_results_before_the_first_release_say_so(site):
    answer = site.get("/results/nl?period=2026-Q1")
    assert answer.status_code == 404
    assert "2026-Q1" not in answer.text
    assert "Traceback" not in answer.text


def test_every_page_carries_its_security_headers(site):
    for path in ("/form/nl", "/results/nl", "/nope", "/v1/docs"):
        headers = site.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"


def test_head_is_get_without_a_body(site):
    for path in ("/form/nl", "/v1/codebook", "/v1/policy"):
        head, get = site.head(path), site.get(path)
        assert head.status_code == get.status_code == 200
        assert head.content == b""
        assert head.headers["content-type"] == get.headers["content-type"]
