"""Plant words that must go, use the doors, then search every file the databases wrote."""

from pathlib import Path

import pytest

from feedback_api.flows.settle import settle

NAME = "Zwaluwnestra"
NUMBER = "06-87612349"
REFUSED = "kwikstaartje"


@pytest.fixture
def everything_written(database, tmp_path):
    """All bytes in the files of the database: tables, journals, write-ahead log."""

    def read():
        if database.dialect.name == "sqlite":
            return b"".join(p.read_bytes() for p in tmp_path.iterdir() if p.is_file())
        with database.connect() as connection:
            folder = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())
        return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file() and not p.is_symlink())

    return read


def test_identifiers_codes_tokens_and_refused_words_are_in_no_file(
    post, site, token, code, everything_written
):
    kept = {"improve": f"Mevrouw {NAME} belde mij op {NUMBER} over de trage procedure.", "step": "waiting"}
    assert post(kept | {"language": "nl"}).status_code == 201
    assert post(kept | {"dependency": "pending", "good": REFUSED}).status_code == 403
    assert post(kept | {"step": REFUSED}).status_code == 400
    assert post({"improve": f"{REFUSED} wil niet meer leven", "step": "waiting"}).status_code == 201
    assert site.get(f"/v1/themes?period={REFUSED}").status_code == 400
    written = everything_written()
    assert b"procedure" in written  # the search sees what was kept
    for gone in (NAME, NUMBER, NUMBER.replace("-", ""), REFUSED, token, code, code.replace("-", "")):
        assert gone.encode() not in written
        assert gone.lower().encode() not in written.lower()


def test_settling_leaves_no_copy_in_the_inbox_pages(post, database, everything_written):
    for number in range(3):
        post(
            {
                "improve": f"De lange procedure nummer {number} duurde te lang.",
                "step": "waiting",
                "language": "nl",
            }
        )
    assert settle(database) == 3
    if database.dialect.name == "sqlite":
        assert everything_written().count(b"lange procedure") == 3
