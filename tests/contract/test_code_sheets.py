"""Sheets of codes, rendered as a printer would, with text and QR read off the page as a phone would."""

import re
import stat
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from scipy.stats import spearmanr
from sqlalchemy import text
from typer.testing import CliRunner

from feedback_api.cli import app as commands
from feedback_api.flows.invite import invite
from feedback_api.flows.print_codes import print_codes
from feedback_api.membership.code_sheet import SLIPS_PER_PAGE, cut_lines, draw_sheets, read_address
from feedback_api.membership.codes import draw_code, hash_code
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import InvalidInput

from .form_visitor import WORDS, Visitor, count

ADDRESS = "https://feedback.example.org/form"
LONGEST = "https://feedback.example.org/" + "a" * 51
LAST_DAY = date(2026, 12, 31)
PICTURE = Path("docs/images/code-sheet.png")
SHOWN = [
    "SG59-Y7D9-N7W2-XHCS-E",
    "VCHA-F58J-W7KX-7PHV-Q",
    "3HG2-YR3Y-6D8Y-6Z9P-Z",
    "7R33-CR62-89H1-WZRB-F",
    "1HT9-SQN5-8324-P2WC-R",
    "R7FC-51YQ-HSAR-SHNC-N",
    "SGQP-HTB9-DV8M-CZBY-9",
    "P9MR-JBDY-2V2B-T4VW-W",
]
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


def pages(document):
    return [document[number] for number in range(len(document))]


def codes_on(content):
    return [code for page in pages(pypdfium2.PdfDocument(content)) for code in codes_of(page)]


def codes_of(page):
    return CODE.findall(page.get_textpage().get_text_range())


def addresses_on(page):
    return [found.text for found in zxingcpp.read_barcodes(page.render(scale=2, grayscale=True).to_pil())]


@pytest.mark.parametrize("count", [1, 8, 9, 100])
def test_every_slip_has_its_code_and_a_qr_of_the_address_alone(count):
    codes = [draw_code() for _ in range(count)]
    document = pypdfium2.PdfDocument(draw_sheets(codes, ADDRESS, LAST_DAY))
    assert len(document) == -(-count // SLIPS_PER_PAGE)
    for number, page in enumerate(pages(document)):
        here = codes[number * SLIPS_PER_PAGE : (number + 1) * SLIPS_PER_PAGE]
        assert codes_of(page) == here
        assert addresses_on(page) == [ADDRESS] * len(here)


@pytest.mark.parametrize("address", [ADDRESS, LONGEST])
def test_no_letter_and_no_qr_lies_on_a_cut_or_on_another_letter(address):
    (page,) = pages(
        pypdfium2.PdfDocument(draw_sheets(["W" * 4 + "-WWWW" * 3 + "-W"] * 8, address, date(2026, 9, 30)))
    )
    boxes = letters(page)
    upright, level = cut_lines()
    assert len(boxes) > 8 * 150
    for left, bottom, right, top in boxes:
        assert upright[0] < left < right < upright[-1]
        assert level[0] < bottom < top < level[-1]
        assert not any(left <= x <= right for x in upright)
        assert not any(bottom <= y <= top for y in level)
    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if overlap(a, b)]
    assert addresses_on(page) == [address] * 8


def letters(page):
    """Boxes of visible characters: left, bottom, right, top in points."""
    read = page.get_textpage()
    return [
        read.get_charbox(place)
        for place in range(read.count_chars())
        if read.get_text_range(place, 1).strip()
    ]


def overlap(a, b):
    # Wide letters of one word touch by a hair.
    return a[0] + 1 < b[2] and b[0] + 1 < a[2] and a[1] + 1 < b[3] and b[1] + 1 < a[3]


def test_the_cuts_are_drawn_where_they_are_said_to_be():
    (page,) = pages(pypdfium2.PdfDocument(draw_sheets([draw_code()], ADDRESS, LAST_DAY)))
    picture = page.render(scale=4, grayscale=True).to_numpy() < 200
    upright, level = cut_lines()
    for x in upright:
        near = picture[:, round(x * 4) - 2 : round(x * 4) + 3]
        assert 0.3 < near.any(axis=1).mean() < 0.6
    for y in level:
        row = picture.shape[0] - round(y * 4)
        assert 0.3 < picture[row - 2 : row + 3].any(axis=0).mean() < 0.6


def test_nothing_in_the_file_dates_or_numbers_it():
    codes = [draw_code() for _ in range(9)]
    content = draw_sheets(codes, ADDRESS, LAST_DAY)
    assert content == draw_sheets(codes, ADDRESS, LAST_DAY)
    about = pypdfium2.PdfDocument(content).get_metadata_dict()
    other = draw_sheets(codes[1:], ADDRESS, LAST_DAY)
    assert about == pypdfium2.PdfDocument(other).get_metadata_dict()
    assert about["CreationDate"].startswith("D:20000101")
    numbers = re.findall(rb"/ID\s*\[(.*?)\]", content)
    assert numbers == re.findall(rb"/ID\s*\[(.*?)\]", other)
    assert set(numbers[0]) <= set(b"<0> ")


@pytest.mark.parametrize(
    "address",
    [
        "http://feedback.example.org/",
        "https://feedback.example.org/?round=4",
        "https://feedback.example.org/?",
        "https://feedback.example.org/#4",
        "https://round4@feedback.example.org/",
        "https:///form",
        "https://feedback.example.org/een twee",
        "https://feedback.example.org/é",
        LONGEST + "a",
        "ftp://feedback.example.org/",
        "feedback.example.org",
        "https://[::1",
        "",
    ],
)
def test_an_address_that_is_not_safe_or_not_the_same_for_all_is_refused(address):
    with pytest.raises(ValueError, match="address"):
        read_address(address)


def test_a_form_on_this_machine_may_be_tried_without_tls():
    assert read_address("http://127.0.0.1:8000/") == "http://127.0.0.1:8000/"


def test_sheets_keep_no_order_of_drawing_nor_of_the_database(database, tmp_path):
    """A correct house shows p under 0.01 once in a hundred times; three times in a row is no chance."""
    looks = [order_shown(database, tmp_path / f"{number}.pdf") for number in range(3)]
    assert min(max(p) for p in zip(*looks, strict=True)) > 0.01


def order_shown(database, path):
    drawn = []

    def draw():
        drawn.extend(invite(database, SourceGroup.STAFF, 300, LAST_DAY))
        return list(drawn)

    print_codes(path, ADDRESS, LAST_DAY, draw)
    printed = codes_on(path.read_bytes())
    assert sorted(printed) == sorted(drawn)
    with database.connect() as connection:
        stored = [bytes(row[0]) for row in connection.execute(text("SELECT code_hash FROM invitation"))]
    return (
        spearmanr(range(300), [drawn.index(code) for code in printed]).pvalue,
        spearmanr(range(300), [stored.index(hash_code(code)) for code in printed]).pvalue,
        spearmanr(range(300), rank(printed)).pvalue,
    )


def rank(printed):
    ordered = sorted(map(hash_code, printed))
    return [ordered.index(hash_code(code)) for code in printed]


def test_each_code_on_paper_opens_the_form_once(site, database, tmp_path):
    path = tmp_path / "codes.pdf"
    print_codes(path, ADDRESS, LAST_DAY, partial(invite, database, SourceGroup.SOUNDING_BOARD, 9, LAST_DAY))
    codes = codes_on(path.read_bytes())
    assert count(database, "invitation") == len(set(codes)) == 9
    for spent, code in enumerate(codes, start=1):
        visitor = Visitor(site)
        assert visitor.enter(code).status_code == 200
        visitor.answer(WORDS)
        assert visitor.press("send").status_code == 303
        assert (count(database, "inbox_item"), count(database, "invitation")) == (spent, 9 - spent)
        assert Visitor(site).enter(code).status_code == 400


def test_the_file_is_for_its_owner_and_replaces_nothing(sqlite, tmp_path):
    path = tmp_path / "codes.pdf"
    draw = partial(invite, sqlite, SourceGroup.STAFF, 2, LAST_DAY)
    print_codes(path, ADDRESS, LAST_DAY, draw)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(InvalidInput, match="exists"):
        print_codes(path, ADDRESS, LAST_DAY, draw)
    with pytest.raises(InvalidInput, match="not-writable"):
        print_codes(tmp_path / "nowhere" / "codes.pdf", ADDRESS, LAST_DAY, draw)
    assert path.read_bytes() == before
    with sqlite.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM invitation")).scalar_one() == 2


def test_no_file_is_left_when_no_code_could_be_drawn(tmp_path):
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        print_codes(tmp_path / "codes.pdf", ADDRESS, LAST_DAY, fail)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def command(sqlite, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DATABASE_URL", sqlite.url.render_as_string())
    monkeypatch.setenv("FEEDBACK_MEMBERS_SOUNDING_BOARD", "40")
    runner = CliRunner()
    return lambda *more: runner.invoke(
        commands, ["invitations", "print", "--count", "3", "--last-day", "2999-12-31", *more]
    )


def test_the_command_writes_codes_to_the_file_alone(command, tmp_path):
    path = tmp_path / "codes.pdf"
    done = command("--pdf", str(path), "--address", ADDRESS)
    assert done.exit_code == 0
    codes = codes_on(path.read_bytes())
    assert len(codes) == 3
    assert not CODE.search(done.output)
    assert done.stdout == ""


@pytest.mark.parametrize("given", [("--pdf", "codes.pdf"), ("--address", ADDRESS)])
def test_file_and_address_go_together(command, given):
    assert command(*given).exit_code == 2


def test_an_unsafe_address_writes_nothing(command, tmp_path):
    path = tmp_path / "codes.pdf"
    assert command("--pdf", str(path), "--address", "http://feedback.example.org/").exit_code == 2
    assert not path.exists()


def test_the_picture_in_the_docs_is_of_such_a_sheet():
    """Remove the picture and run this test to draw it anew."""
    (page,) = pages(pypdfium2.PdfDocument(draw_sheets(SHOWN, "https://feedback.example.org/", LAST_DAY)))
    drawn = page.render(scale=1.3, grayscale=True).to_pil()
    if not PICTURE.exists():
        drawn.quantize(16).save(PICTURE, optimize=True)
    assert PICTURE.stat().st_size < 150_000
    kept = Image.open(PICTURE).convert("L")
    assert kept.size == drawn.size
    assert ImageStat.Stat(ImageChops.difference(kept, drawn)).mean[0] < 2
