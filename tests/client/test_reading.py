"""Published figures as typed answers, and releases that are checked rather than believed."""

import subprocess
import sys

import pytest
from tests.client.front import front

from feedback_api.client import InvalidInput, NotFound
from feedback_api.release.chain import OTHER_KEY
from feedback_api.terms.codebook import SourceGroup


def test_themes_of_all_pages(client, served, monkeypatch):
    monkeypatch.setattr("feedback_api.client.calls._LARGEST_PAGE", 7)
    found = client(served.url).themes()
    assert len(found.items) == len({row.theme_id for row in found.items}) == 25
    assert found.items[0].votes.low < found.items[0].votes.estimate < found.items[0].votes.high
    assert {row.votes for row in found.items[8:]} == {"too-few"}
    assert found.release.digest.startswith("sha256:")


def test_reading_survives_a_flaky_connection_too(client, served):
    with front(served.url, "503", "cut-mid") as flaky:
        assert client(flaky.url).themes(source_group="staff").items


def test_trend_picture_and_ratings(client, served):
    reader = client(served.url + "/v1/")
    period = reader.releases()[0].id
    assert reader.trend("waiting_time", source_group="staff").points[-1].period == period
    picture = reader.shared_picture(period)
    assert set(picture.groups) == set(SourceGroup)
    assert picture.items[0].per_group
    assert reader.ratings().items[0].ratings


def test_what_is_not_there_is_said(client, served):
    with pytest.raises(NotFound):
        client(served.url).themes("1999-Q1")
    with pytest.raises(InvalidInput):
        client(served.url).themes("soon")


def test_releases_are_verified_with_a_trusted_key(client, served, signer):
    reader = client(served.url)
    (verdict,) = reader.verify({signer.public_key})
    assert verdict.problems == ()
    (verdict,) = reader.verify({"ed25519:AAAA"})
    assert verdict.problems == (OTHER_KEY,)


def test_the_client_is_light():
    heavy = {"fastapi", "sqlmodel", "sqlalchemy", "numpy", "onnxruntime", "opendp", "openpyxl", "typer"}
    code = "import sys, feedback_api.client; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not heavy & set(loaded.split())
