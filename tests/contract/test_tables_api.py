"""A release's tables by name, in the format that the client takes."""

import pytest

LIKED = {
    "application/json": ("json", b"{"),
    "text/csv": ("csv", b"period,table,theme,"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx", b"PK"),
    "application/vnd.apache.parquet": ("parquet", b"PAR1"),
}
"""By media type: the ending of the file's name, and how the file starts."""


@pytest.mark.parametrize("media_type", LIKED)
def test_the_client_chooses_the_format(house, media_type):
    answer = house.site.get("/v1/releases/2026-Q3/tables/theme", headers={"Accept": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media_type
    ending, start = LIKED[media_type]
    assert answer.content.startswith(start)
    assert answer.headers["vary"] == "Accept"
    name = f"feedback-2026-Q3-theme.{ending}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_each_format_has_a_tag_of_its_own(house):
    address = "/v1/releases/2026-Q3/tables/theme"
    tags = {liked: house.site.get(address, headers={"Accept": liked}).headers["etag"] for liked in LIKED}
    assert len(set(tags.values())) == len(LIKED)
    for liked, tag in tags.items():
        again = house.site.get(address, headers={"Accept": liked, "If-None-Match": tag})
        assert again.status_code == 304
        other = next(one for one in tags.values() if one != tag)
        assert house.site.get(address, headers={"Accept": liked, "If-None-Match": other}).status_code == 200


def test_who_does_not_choose_gets_json_stat_as_the_download_gives_it(house):
    answer = house.site.get("/v1/releases/2026-Q3/tables/theme-by-group")
    assert answer.json()["class"] == "dataset"
    assert answer.content == house.site.get("/explore/download/2026-Q3/theme-by-group.json").content


def test_the_list_names_every_table(house):
    items = house.site.get("/v1/releases/2026-Q3/tables").json()["items"]
    (release,) = [r for r in house.site.get("/v1/releases").json()["items"] if r["id"] == "2026-Q3"]
    assert [item["id"] for item in items] == release["tables"]
    for item in items:
        document = house.site.get(f"/v1/releases/2026-Q3/tables/{item['id']}").json()
        assert document["id"] == ["period", *item["dimensions"], "measure"]


@pytest.mark.parametrize("table", ["nothing", "all", "theme.csv"])
def test_an_unknown_table_is_told_which_exist(house, table):
    answer = house.site.get(f"/v1/releases/2026-Q3/tables/{table}")
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/not-published"
    assert "theme-by-group" in answer.json()["available"]


def test_bad_periods_and_formats_are_problems(house):
    assert house.site.get("/v1/releases/2019-Q1/tables/theme").json()["type"] == "/problems/not-released"
    assert house.site.get("/v1/releases/soon/tables").json()["type"] == "/problems/invalid-input"
    refused = house.site.get("/v1/releases/2026-Q3/tables/theme", headers={"Accept": "application/pdf"})
    assert (refused.status_code, refused.json()["type"]) == (406, "/problems/not-acceptable")
