"""The quarterly report as a reader gets it, rendered and read by another program than wrote it."""

import re
from math import ceil, floor

import pypdfium2
import pytest
from tests.conftest import NOW, fill

from feedback_api import assemble
from feedback_api.cli import main
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


@pytest.fixture(name="run")
def _run(monkeypatch, capsys):
    """The command, in this process: its exit code and what it said."""

    def run(database, *arguments):
        monkeypatch.setenv("FEEDBACK_DATABASE_URL", str(database.url))
        monkeypatch.setenv("COLUMNS", "200")
        monkeypatch.setattr("sys.argv", ["feedback-api", "report", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, re.sub(r"\s+", " ", capsys.readouterr().err)

    return run


def test_the_command_without_a_release_says_so_and_exits_3(run, sqlite, tmp_path):
    code, said = run(sqlite, "--output", str(tmp_path / "report.pdf"))
    assert code == 3
    assert "nothing was released yet" in said
    assert not (tmp_path / "report.pdf").exists()


def test_the_command_writes_the_file(run, house, tmp_path):
    path = tmp_path / "report.pdf"
    code, said = run(house.database, "--period", "2026-Q3", "--language", "en", "--output", str(path))
    assert code == 0, said
    assert "What people say about the asylum procedure" in text_of(path.read_bytes())


def test_a_file_that_cannot_be_written_is_said(run, house, tmp_path):
    code, said = run(house.database, "--output", str(tmp_path / "no" / "report.pdf"))
    assert code == 2
    assert "cannot be written" in said


@pytest.mark.parametrize("period", ["2026", "2026-Q5", "newest"])
def test_a_period_that_is_none_is_said(run, house, tmp_path, period):
    code, said = run(house.database, "--period", period, "--output", str(tmp_path / "report.pdf"))
    assert code == 2
    assert "a period is written as" in said


def test_a_database_of_another_schema_is_refused(run, tmp_path):
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    code, said = run(empty, "--output", str(tmp_path / "report.pdf"))
    empty.dispose()
    assert code == 4
    assert "feedback-api migrate" in said
