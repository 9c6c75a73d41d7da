"""The quarterly report as a reader gets it, rendered and read by another program than wrote it."""

import re
import subprocess
import sys
from math import ceil, floor

import pypdfium2
import pytest
from tests.conftest import NOW, fill

from feedback_api import assemble
from feedback_api.flows.make_release import make_release
from feedback_api.flows.read_releases import read_release
from feedback_api.flows.write_report import write_report
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.query import themes
from feedback_api.publish.report.words import WORDS
from feedback_api.store.engine import open_database
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import NotReleased
from feedback_api.terms.period import ReportingPeriod

Q3 = ReportingPeriod(2026, 3)


def written(database, language="nl", period=None):
    paper = Paper(lambda key, **_: key, wide=True).alone()
    return write_report(database, period, assemble.codebooks(), (language, paper))


def pages_of(content):
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def text_of(content):
    return re.sub(r"\s+", " ", " ".join(pages_of(content)))


@pytest.fixture(name="content", scope="module", params=["nl", "en"])
def _content(request, house):
    return request.param, written(house.database, request.param)


def test_every_section_can_be_selected_as_text(content):
    language, pdf = content
    text = text_of(pdf)
    for key in ("title", "heard", "picture", "top", "journey", "withheld", "answers", "method"):
        assert WORDS[language][key] in text, key


def test_title_language_and_outline_are_set_and_no_time_or_name(content):
    language, pdf = content
    with pypdfium2.PdfDocument(pdf) as document:
        metadata = document.get_metadata_dict()
        outline = [entry.get_title() for entry in document.get_toc()]
    assert metadata["Title"] == f"{WORDS[language]['title']} – 2026-Q3"
    assert [metadata[name] for name in ("Author", "Creator", "Producer")] == [""] * 3
    assert {metadata[name] for name in ("CreationDate", "ModDate")} == {"D:20000101000000+00'00'"}
    assert f"/Lang ({language})".encode() in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert outline[0] == WORDS[language]["heard"]
    assert len(outline) == 7


def test_every_page_has_its_number_and_the_digest(content, house):
    language, pdf = content
    for number, text in enumerate(pages_of(pdf), 1):
        assert WORDS[language]["page"].format(page=number) in text
        assert read_release(house.database, Q3).digest in text


def test_the_table_holds_every_shown_number(content, house):
    _, pdf = content
    text = text_of(pdf)
    release = read_release(house.database, Q3)
    shown = [row.votes for row in themes(release, limit=100).rows if row.votes.estimate is not None]
    assert shown
    for cell in shown:
        assert f"{cell.estimate:.0f} ({floor(cell.low)}–{ceil(cell.high)})" in text


def test_two_reports_of_one_release_are_the_same(house):
    assert written(house.database) == written(house.database)


def test_nothing_is_cut_off_at_the_edges(content):
    """Rendered, the outer 12 mm of every page are white."""
    _, pdf = content
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=1).to_pil().convert("L")
            wide, tall, edge = *picture.size, 34
            for side in ((0, 0, edge, tall), (wide - edge, 0, wide, tall), (0, 0, wide, edge)):
                assert picture.crop(side).getextrema() == (255, 255)


def test_a_release_that_shows_nothing_says_so(sqlite, settings, signer):
    fill(sqlite, Q3, {(SourceGroup.STAFF, Theme.OTHER): 1})
    make_release(sqlite, Q3, settings.policy, 1, NOW.date(), signer)
    text = text_of(written(sqlite))
    assert WORDS["nl"]["heard.nothing"] in text
    assert WORDS["nl"]["picture.none"] in text
    assert WORDS["nl"]["answers.none"] in text


def test_no_release_at_all_is_said(sqlite):
    with pytest.raises(NotReleased, match="nothing was released yet"):
        written(sqlite)


def test_an_unreleased_period_is_told_which_have_one(house):
    with pytest.raises(NotReleased, match=r"2026-Q4 has no release; these have one: 2026-Q3, 2026-Q2"):
        written(house.database, period=ReportingPeriod(2026, 4))


def run(sqlite, *arguments):
    environment = {"FEEDBACK_DATABASE_URL": str(sqlite.url), "PATH": "/usr/bin", "COLUMNS": "200"}
    command = [sys.executable, "-m", "feedback_api", "report", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)


def test_the_command_without_a_release_says_so_and_exits_3(sqlite, tmp_path):
    done = run(sqlite, "--output", str(tmp_path / "report.pdf"))
    assert done.returncode == 3
    assert b"nothing was released yet" in done.stderr
    assert not (tmp_path / "report.pdf").exists()


def test_the_command_writes_the_file(house, tmp_path):
    path = tmp_path / "report.pdf"
    done = run(house.database, "--period", "2026-Q3", "--language", "en", "--output", str(path))
    assert done.returncode == 0, done.stderr
    assert "What people say about the asylum procedure" in text_of(path.read_bytes())
    refused = run(house.database, "--output", str(tmp_path / "no" / "report.pdf"))
    assert refused.returncode == 2
    assert b"cannot be written" in refused.stderr


def test_a_database_of_another_schema_is_refused(tmp_path):
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    done = run(empty, "--output", str(tmp_path / "report.pdf"))
    empty.dispose()
    assert done.returncode == 4
