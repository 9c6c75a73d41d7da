"""Sheets of invitation codes, to print, cut up and draw from a bowl: A4, eight slips a page.

The QR holds the form's address only: a code in an address would stay in histories and logs.
"""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from urllib.parse import SplitResult, urlsplit

from babel.dates import format_date
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

_COLUMNS, _ROWS = 2, 4
SLIPS_PER_PAGE = _COLUMNS * _ROWS
"""Slips on a page."""

_MARGIN = 8 * mm
"""Edge of the paper that few printers reach."""

_WIDTH = (A4[0] - 2 * _MARGIN) / _COLUMNS
_HEIGHT = (A4[1] - 2 * _MARGIN) / _ROWS
_PADDING = 6 * mm
_QR_SIZE = 25 * mm
_CODE_FONT, _CODE_POINTS = "Courier-Bold", 18
_WORDS_FONT, _WORDS_POINTS, _LINE = "Helvetica", 8, 10
_LONGEST_ADDRESS = 80
_ADDRESS_LINE = 36
"""Characters of the address in one line beside the QR."""

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_NO_NUMBER = b"[<00000000000000000000000000000000> <00000000000000000000000000000000>]"

_SENTENCES = {
    "nl": (
        "Trek zelf een briefje uit de kom. Typ deze code op de pagina.",
        "Niemand weet wie deze code heeft.",
        "De code werkt één keer, tot en met {day}.",
    ),
    "en": (
        "Draw a slip from the bowl yourself. Type this code on the page.",
        "Nobody knows who has this code.",
        "It works once, until and including {day}.",
    ),
}


def read_address(written: str) -> str:
    """The address of the form, as it will stand on every slip.

    Raises:
        ValueError: when it is not https (http on this machine only), is longer than 80 characters, or has a
            query, a fragment, a name or a password: each could mark a slip, or the person who draws it.
    """
    parts = _parts(written)
    if parts is None or not parts.hostname:
        raise ValueError("write the form's address, such as https://feedback.example.org/")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError("the form's address starts with https://")
    if "@" in parts.netloc or "?" in written or "#" in written:
        raise ValueError("the form's address holds no name, no ? and no #: every slip must be the same")
    return written


def _parts(written: str) -> SplitResult | None:
    if len(written) > _LONGEST_ADDRESS or not re.fullmatch(r"[!-~]+", written):
        return None
    try:
        return urlsplit(written)
    except ValueError:
        return None


def cut_lines() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where a page is cut: from the left and from the bottom, in points."""
    upright = tuple(_MARGIN + column * _WIDTH for column in range(_COLUMNS + 1))
    level = tuple(_MARGIN + row * _HEIGHT for row in range(_ROWS + 1))
    return upright, level


def draw_sheets(codes: Sequence[str], address: str, last_day: date) -> bytes:
    """A PDF with a slip for each code, in the order given; nothing in it says when or for whom it was made.

    Raises:
        ValueError: as :func:`read_address`.
    """
    written = BytesIO()
    # Invariant: the same codes give the same bytes, with no date and no chance number.
    paper = Canvas(written, pagesize=A4, invariant=1, pageCompression=1)
    paper.setTitle("Codes")
    # Otherwise the library numbers a file by its content.
    paper._doc._ID = _NO_NUMBER
    _draw_picture(paper, read_address(address))
    lines = _lines(last_day)
    for first in range(0, len(codes), SLIPS_PER_PAGE):
        _draw_cuts(paper)
        for place, code in enumerate(codes[first : first + SLIPS_PER_PAGE]):
            row, column = divmod(place, _COLUMNS)
            _draw_slip(paper, (cut_lines()[0][column], cut_lines()[1][_ROWS - 1 - row]), code, lines)
        paper.showPage()
    paper.save()
    return written.getvalue()


def _lines(last_day: date) -> list[str]:
    found = []
    for language, sentences in _SENTENCES.items():
        day = format_date(last_day, "d MMMM y", locale=language)
        found += [sentence.format(day=day) for sentence in sentences]
    return found


def _draw_cuts(paper: Canvas) -> None:
    upright, level = cut_lines()
    paper.setDash(2, 3)
    paper.setLineWidth(0.4)
    for x in upright:
        paper.line(x, level[0], x, level[-1])
    for y in level:
        paper.line(upright[0], y, upright[-1], y)
    paper.setDash()


def _draw_picture(paper: Canvas, address: str) -> None:
    """The QR and the address in letters, the same on every slip: drawn once, used on each."""
    widget = QrCodeWidget(address, barLevel="M", barWidth=_QR_SIZE, barHeight=_QR_SIZE, barBorder=4)
    drawing = Drawing(_QR_SIZE, _QR_SIZE)
    drawing.add(widget)
    paper.beginForm("address")
    renderPDF.draw(drawing, paper, 0, 0)
    paper.setFont(_CODE_FONT, _WORDS_POINTS)
    pieces = [address[i : i + _ADDRESS_LINE] for i in range(0, len(address), _ADDRESS_LINE)]
    for number, piece in enumerate(pieces):
        paper.drawString(_QR_SIZE + 2 * mm, _QR_SIZE / 2 - number * _LINE, piece)
    paper.endForm()


def _draw_slip(paper: Canvas, corner: tuple[float, float], code: str, lines: Sequence[str]) -> None:
    paper.saveState()
    paper.translate(*corner)
    paper.saveState()
    paper.translate(_PADDING - 2 * mm, _HEIGHT - _QR_SIZE - _PADDING / 2)
    paper.doForm("address")
    paper.restoreState()
    paper.setFont(_CODE_FONT, _CODE_POINTS)
    paper.drawCentredString(_WIDTH / 2, _HEIGHT / 2 - 2 * mm, code)
    paper.setFont(_WORDS_FONT, _WORDS_POINTS)
    for number, line in enumerate(reversed(lines)):
        paper.drawString(_PADDING, _PADDING + number * _LINE, line)
    paper.restoreState()
