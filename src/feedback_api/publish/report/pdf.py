"""The report as PDF: letters that can be selected, a language, a title, page numbers; no time and no name."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)
from reportlab.platypus import Image as Picture

from feedback_api.publish.report.content import Block, Grid, Heading, Image, Sentence, Source, blocks

_SIDE, _TOP, _FOOT = 20 * mm, 16 * mm, 18 * mm
_ROOM = A4[0] - 2 * _SIDE
_PADDING = 6
"""Points that the library keeps free inside a page's frame."""

_PAGE = A4[1] - _TOP - _FOOT - 2 * _PADDING
_SOME_LINES = 42 * mm
"""Room for a heading and what is said below it."""

_TALLEST = _PAGE - _SOME_LINES
_INK, _SOFT, _LINE, _BAND = "#16212b", "#4b5a67", "#c9d2d9", "#eef2f5"

_FONTS = {"Report": "Vera.ttf", "Report-Bold": "VeraBd.ttf"}
_TEXT, _BOLD, _FIXED = "Report", "Report-Bold", "Courier"

_SMALL = ParagraphStyle("small", fontName=_TEXT, fontSize=8, leading=11, textColor=HexColor(_INK))
_BODY = ParagraphStyle("body", _SMALL, fontSize=9.5, leading=14, spaceAfter=5)
_CODE = ParagraphStyle("code", _BODY, fontName=_FIXED, fontSize=8)
_TITLE = ParagraphStyle("title", _BODY, fontName=_BOLD, fontSize=21, leading=26, spaceAfter=4)
_LEAD = ParagraphStyle("lead", _BODY, fontSize=12, leading=16, textColor=HexColor(_SOFT), spaceAfter=12)
_HEADING = ParagraphStyle("heading", _BODY, fontName=_BOLD, fontSize=13, leading=18, spaceBefore=14)
_HEAD = ParagraphStyle("head", _SMALL, fontName=_BOLD, fontSize=7.5)
_RIGHT = {style: ParagraphStyle(f"{style.name}-right", style, alignment=2) for style in (_SMALL, _HEAD)}

_FIRM = "\u00a0"


def report_pdf(source: Source) -> bytes:
    """The report; the same release, actions and language give the same bytes."""
    _register_fonts()
    written = BytesIO()
    title = f"{source.say('title')} – {source.release.period}"
    paper = SimpleDocTemplate(
        written,
        pagesize=A4,
        leftMargin=_SIDE - _PADDING,
        rightMargin=_SIDE - _PADDING,
        topMargin=_TOP,
        bottomMargin=_FOOT,
        title=title,
        subject=source.release.digest,
        lang=source.language,
        invariant=1,
        # Otherwise the library writes that nobody made it.
        author="",
        creator="",
        producer="",
    )
    draw_foot = partial(_draw_foot, source)
    paper.build(list(_flow(source)), onFirstPage=draw_foot, onLaterPages=draw_foot)
    return written.getvalue()


def _register_fonts() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    for name, file in _FONTS.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / file)))


def _flow(source: Source) -> Iterator[Flowable]:
    yield Paragraph(escape(source.say("title")), _TITLE)
    yield Paragraph(escape(source.say("lead", period=source.release.period)), _LEAD)
    for section in _sections(blocks(source)):
        yield CondPageBreak(_least_room(section))
        for block in section:
            yield from _drawn(block)


def _sections(every: Iterable[Block]) -> list[list[Block]]:
    found: list[list[Block]] = []
    for block in every:
        if isinstance(block, Heading):
            found.append([])
        found[-1].append(block)
    return found


def _least_room(section: Sequence[Block]) -> float:
    """Room that a section starts in: a heading never stands alone, and stands on the page of its chart."""
    charts = [_picture(block.png).drawHeight for block in section if isinstance(block, Image)]
    return float(min(_SOME_LINES + sum(charts), _PAGE))


def _drawn(block: Block) -> Iterator[Flowable]:
    match block:
        case Heading(text):
            yield _Bookmark(text)
            yield Paragraph(escape(text), _HEADING)
        case Sentence(text, fixed):
            yield Paragraph(escape(text), _CODE if fixed else _BODY)
        case Grid():
            yield _table(block)
            yield Spacer(0, 3 * mm)
        case Image(png):
            yield KeepTogether([_picture(png), Spacer(0, 3 * mm)])


class _Bookmark(Flowable):  # type: ignore[misc]
    """A place that the reader's outline leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self._text, 0, 0)
        self.canv.addOutlineEntry(self._text, self._text, 0)


def _picture(png: bytes) -> Picture:
    wide, tall = ImageReader(BytesIO(png)).getSize()
    scale = min(_ROOM / wide, _TALLEST / tall)
    return Picture(BytesIO(png), wide * scale, tall * scale, hAlign="LEFT")


def _table(grid: Grid) -> Table:
    rest = (1 - grid.first) / (len(grid.header) - 1)
    rows = [_cells(grid.header, _HEAD), *(_cells(row, _SMALL) for row in grid.rows)]
    return Table(
        rows,
        colWidths=[_ROOM * grid.first, *[_ROOM * rest] * (len(grid.header) - 1)],
        repeatRows=1,
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(_BAND)),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(_LINE)),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ],
    )


def _cells(row: Sequence[str], style: ParagraphStyle) -> list[Paragraph]:
    """Words at the left, numbers at the right, so that they can be compared."""
    first, *others = row
    right = _RIGHT[style]
    # A number and its interval stay on one line.
    numbers = [
        Paragraph(escape(text.replace(" (", _FIRM + "(").replace("≥ ", "≥" + _FIRM)), right)
        for text in others
    ]
    return [Paragraph(escape(first), style), *numbers]


def _draw_foot(source: Source, canvas: Canvas, _: SimpleDocTemplate) -> None:
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.saveState()
    canvas.setFont(_TEXT, 6.5)
    canvas.setFillColor(HexColor(_SOFT))
    period, digest = source.release.period, source.release.digest
    canvas.drawString(_SIDE, _FOOT - 8 * mm, source.say("digest", period=period, digest=digest))
    page = source.say("page", page=canvas.getPageNumber())
    canvas.setFont(_TEXT, 8)
    canvas.drawRightString(A4[0] - _SIDE, _FOOT - 8 * mm, page)
    canvas.restoreState()
