"""The mission's own question over the wire, on both databases: compared, never echoed, known by its tag."""

from datetime import date

import pytest

from feedback_api.flows.make_release import make_release
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod

CANARY = "zwaluwnest"
Q1, Q2, Q3 = (ReportingPeriod(2026, quarter) for quarter in (1, 2, 3))
TODAY = date(2026, 11, 23)
BOARD, PARTNER, STAFF = SourceGroup
PATHS = ("/v1/shared-picture", "/v1/trends?themeId=waiting_time", "/v1/meta/suppression")


@pytest.fixture
def released(database, settings, signer, fill):
    """Freeze a quarter of so many messages by group and theme."""

    def make(votes, period=Q3):
        fill(database, period, votes)
        return make_release(database, period, settings.policy, 1, TODAY, signer)

    return make


@pytest.fixture
def picture(site, released):
    """One quarter in which all groups wait, and staff hear nothing of the website."""
    votes = {(group, Theme.WAITING_TIME): 150 for group in SourceGroup}
    votes |= {(group, Theme.TREATMENT): 60 for group in SourceGroup}
    release = released(votes | {(BOARD, Theme.DIGITAL): 90, (PARTNER, Theme.DIGITAL): 90})
    return release, site.get("/v1/shared-picture?period=2026-Q3")


def test_shared_differs_and_not_enough(picture):
    release, answer = picture
    body = answer.json()
    items = {item["themeId"]: item for item in body["items"]}

    assert body["groups"] == [group.value for group in SourceGroup]
    assert body["silentGroups"] == []
    assert items["digital"]["picture"] == "differs"
    assert items["digital"]["missing"] == items["digital"]["less"] == ["staff"]
    assert items["digital"]["more"] == ["sounding_board", "chain_partner"]
    assert "agreement" not in items["digital"]
    assert len(body["notEnoughData"]) + len(items) == len(Theme)
    assert sum(body["counts"].values()) == len(items)
    assert body["release"]["digest"] == release.digest


def test_what_every_group_names_as_often_is_shared(site, released):
    released({(group, Theme.WAITING_TIME): 600 for group in SourceGroup}
             | {(group, Theme.TREATMENT): 600 for group in SourceGroup})  # fmt: skip
    body = site.get("/v1/shared-picture?period=2026-Q3").json()
    items = {item["themeId"]: item for item in body["items"]}
    assert items["waiting_time"]["picture"] == "shared"


def test_hidden_cells_tell_their_public_bound_only(picture):
    _, answer = picture
    items = {item["themeId"]: item for item in answer.json()["items"]}
    *_, staff = items["digital"]["perGroup"]

    assert staff["share"] == "too-few"
    assert staff["rank"] is None
    assert 0.05 < staff["below"] < 0.2
    assert items["waiting_time"]["perGroup"][0]["rank"] == 1


def test_agreement_is_a_figure_with_an_interval(picture):
    _, answer = picture
    agreement = answer.json()["agreement"]
    board_partner = agreement["pairs"][0]

    assert board_partner["groups"] == ["sounding_board", "chain_partner"]
    assert 0.6 < board_partner["value"]["low"] < board_partner["value"]["estimate"] <= 1.0
    assert agreement["value"]["low"] < agreement["value"]["high"]


def test_a_small_release_says_that_it_does_not_tell_the_tone(picture):
    _, answer = picture
    assert answer.json()["namedByAll"] == "not-published"


def test_trends_rise_and_keep_their_gaps(site, released):
    for period, votes in ((Q1, 160), (Q2, 240)):
        released(dict.fromkeys([(g, Theme.WAITING_TIME) for g in SourceGroup], votes), period)
    answer = site.get("/v1/trends?themeId=waiting_time&sourceGroup=staff&interval=quarter&from=2026-01-01")
    body = answer.json()

    assert body["themeId"] == "waiting_time"
    assert body["sourceGroup"] == "staff"
    assert body["interval"] == "quarter"
    assert [(p["period"], p.get("change")) for p in body["points"]] == [("2026-Q1", None), ("2026-Q2", "up")]
    assert 200 < body["points"][1]["votes"]["low"] < body["points"][1]["votes"]["high"] < 280
    narrowed = site.get("/v1/trends?themeId=waiting_time&from=2026-04-01&to=2026-06-30").json()
    assert [p["period"] for p in narrowed["points"]] == ["2026-Q2"]


def test_suppression_in_plain_numbers_as_in_the_frozen_tables(site, picture):
    release, _ = picture
    body = site.get("/v1/meta/suppression").json()

    assert [table["table"] for table in body["tables"]] == [table.name for table in release.tables]
    for counted, table in zip(body["tables"], release.tables, strict=True):
        assert counted["shown"] + counted["tooFew"] == counted["cells"] == len(table.cells)
        assert counted["tooFew"] == sum(cell.estimate is None for cell in table.cells)
    assert body["groupsWithoutColumn"] == []
    assert body["rule"]["threshold"] == 10


@pytest.mark.parametrize("path", PATHS)
def test_the_same_bytes_and_a_tag_that_is_known_again(site, picture, path):
    first, second = site.get(path), site.get(path)
    known = site.get(path, headers={"If-None-Match": first.headers["etag"]})

    assert first.status_code == 200
    assert first.content == second.content
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["api-version"]
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("/trends", [("#query/themeId", "missing")]),
        (f"/trends?themeId={CANARY}", [("#query/themeId", "unknown-value")]),
        (f"/trends?themeId=other&sourceGroup={CANARY}", [("#query/sourceGroup", "unknown-value")]),
        ("/trends?themeId=other&interval=month", [("#query/interval", "unknown-value")]),
        (f"/trends?themeId=other&from={CANARY}", [("#query/from", "invalid")]),
        ("/trends?themeId=other&from=2026-02-30", [("#query/from", "invalid")]),
        ("/trends?themeId=other&to=20260930", [("#query/to", "invalid")]),
        ("/trends?themeId=other&to=2026-W01-1", [("#query/to", "invalid")]),
        ("/trends?themeId=other&to=", [("#query/to", "invalid")]),
        ("/trends?themeId=other&from=2026-09-30&to=2026-09-29", [("#query/to", "before-from")]),
        (
            f"/trends?themeId={CANARY}&from={CANARY}&to={CANARY}",
            [("#query/from", "invalid"), ("#query/themeId", "unknown-value"), ("#query/to", "invalid")],
        ),
        (f"/shared-picture?period={CANARY}", [("#query/period", "unknown-period")]),
        ("/shared-picture?period=2026-Q5", [("#query/period", "unknown-period")]),
        (f"/meta/suppression?period={CANARY}", [("#query/period", "unknown-period")]),
    ],
)
def test_bad_questions_get_all_problems_and_no_echo(site, query, errors):
    answer = site.get(f"/v1{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == errors
    assert CANARY not in answer.text


@pytest.mark.parametrize("path", PATHS)
def test_nothing_released_yet(site, path):
    answer = site.get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-released")


@pytest.mark.parametrize(
    "query",
    [
        "/shared-picture?period=2026-Q4",
        "/meta/suppression?period=2026-Q2",
        "/trends?themeId=waiting_time&from=2026-10-01",
        "/trends?themeId=waiting_time&to=0001-01-01",
    ],
)
def test_a_quarter_without_a_release(site, picture, query):
    answer = site.get(f"/v1{query}")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-released")


def test_the_document_describes_the_three_operations(site):
    paths = site.get("/v1/openapi.json").json()["paths"]
    for path in ("/shared-picture", "/trends", "/meta/suppression"):
        assert "422" not in paths[path]["get"]["responses"]
        assert {"400", "404", "503"} <= paths[path]["get"]["responses"].keys()
    for path in PATHS:
        assert site.post(path).status_code == 405
