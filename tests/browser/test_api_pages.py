"""Pages for developers: axe finds nothing, on a phone and a desk, light and dark."""

import json

import pytest

PAGES = ("/v1/docs", "/v1/nl/docs", "/v1/changelog", "/problems", "/problems/invalid-input")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(page_factory, axe, served, path):
    for width, colours in ((390, "light"), (1280, "dark")):
        page = page_factory("en", javascript=True, width=width, color_scheme=colours, bypass_csp=True)
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(served.url + path)
        assert all(url.startswith(served.url) for url in asked), "nothing from elsewhere"
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations")
        assert not found, json.dumps([(f["id"], f["nodes"][0]["html"]) for f in found])[:900]
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
