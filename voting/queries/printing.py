"""Sheets of paper: A4 pages as a PDF, with their fonts in the file, the same bytes for the same content.

Measures are points (1/72 inch), counted from the top of a page. docs/decisions/0024 says why ReportLab and DejaVu.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.conf import settings
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS_DIR = settings.BASE_DIR / "frontend" / "fonts"  # put there by frontend/build.mjs
PLAIN, BOLD, FIXED = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono"
LEADING = 1.35
# Registering changes tables of the library that all threads share, and so does drawing with a font: its subset grows.
drawing = Lock()


@dataclass(frozen=True)
class Type:
    """How a piece of text is set: a font of the three, and its size in points."""

    font: str = PLAIN
    size: float = 10

    @property
    def leading(self) -> float:
        """From one baseline to the next, in points."""
        return self.size * LEADING

    def width(self, text: str) -> float:
        """How wide a line of text is, in points."""
        return float(pdfmetrics.stringWidth(text, self.font, self.size))


BODY, SMALL, STRONG = Type(), Type(size=8), Type(BOLD)
TITLE, HEADING, CODE = Type(BOLD, 18), Type(BOLD, 12), Type(FIXED, 8)


def lines_of(text: str, width: float, style: Type = BODY) -> list[str]:
    """The text broken into lines no wider than `width`: at spaces, and within a word that is wider by itself."""
    done: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            joined = f"{line} {word}".strip()
            if style.width(joined) <= width:
                line = joined
                continue
            *full, line = _broken(word, width, style) if not line else [line, *_broken(word, width, style)]
            done += full
        done.append(line)
    return done


def _broken(word: str, width: float, style: Type) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and style.width(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _load_fonts() -> None:
    known = set(pdfmetrics.getRegisteredFontNames())
    for name in {PLAIN, BOLD, FIXED} - known:
        pdfmetrics.registerFont(TTFont(name, str(FONTS_DIR / f"{name}.ttf")))


class Sheet:
    """Pages written from the top down. `top` is where the next piece goes; what does not fit begins a new page.

    Used by one thread at a time, as `with drawing: sheet = Sheet(...) ... sheet.finish()`.
    """

    def __init__(
        self, title: str, *, language: str, margin: float = 50, foot: str = "", size: tuple[float, float] = A4
    ) -> None:
        _load_fonts()
        self.width, self.height = size
        self.margin, self.foot, self.page = margin, foot, 1
        self._bytes = BytesIO()
        # `invariant` leaves out the moment and the random number that would make every copy another file.
        self.canvas = Canvas(self._bytes, pagesize=size, invariant=1, lang=language)
        self.canvas.setTitle(title)
        self.top = margin

    @property
    def inner(self) -> float:
        """How wide a line may be, in points."""
        return self.width - 2 * self.margin

    @property
    def left_over(self) -> float:
        """How much of the page is free above its foot, in points."""
        return self.height - self.margin - self.top

    def text(self, text: str, style: Type = BODY, *, after: float = 4) -> None:
        """A paragraph, broken into lines."""
        for line in lines_of(text, self.inner, style):
            self.need(style.leading)
            self.write(line, self.margin, style)
            self.top += style.leading
        self.top += after

    def write(self, text: str, x: float, style: Type = BODY, *, is_right: bool = False) -> None:
        """One line at `x`, below `top`, which stays; with `is_right` it ends at `x`."""
        self.canvas.setFont(style.font, style.size)
        draw = self.canvas.drawRightString if is_right else self.canvas.drawString
        draw(x, self.height - self.top - style.size, text)

    def row(
        self, cells: Sequence[str], widths: Sequence[float], style: Type = BODY, *, right: Sequence[int] = ()
    ) -> None:
        """Cells side by side, each broken into lines; those whose place is in `right` end at their right edge."""
        broken = [lines_of(cell, width - 6, style) for cell, width in zip(cells, widths, strict=True)]
        height = max(map(len, broken)) * style.leading
        self.need(height)
        x, start = self.margin, self.top
        for place, (lines, width) in enumerate(zip(broken, widths, strict=True)):
            for number, line in enumerate(lines):
                self.top = start + number * style.leading
                is_right = place in right
                self.write(line, x + (width - 6 if is_right else 0), style, is_right=is_right)
            x += width
        self.top = start + height + 2

    def rule(self, *, after: float = 4) -> None:
        """A thin line across the page."""
        y = self.height - self.top
        self.canvas.setLineWidth(0.5)
        self.canvas.line(self.margin, y, self.width - self.margin, y)
        self.top += after

    def square(self, x: float, side: float) -> None:
        """An empty box at `x`, below `top`, which stays: somebody puts a cross in it."""
        self.canvas.setLineWidth(1)
        self.canvas.rect(x, self.height - self.top - side, side, side)

    def code(self, text: str, x: float, side: float) -> None:
        """A QR code of the text at `x`, below `top`, which stays."""
        widget = QrCodeWidget(text, barLevel="M", barWidth=side, barHeight=side)
        drawn = Drawing(side, side)
        drawn.add(widget)
        renderPDF.draw(drawn, self.canvas, x, self.height - self.top - side)

    def need(self, height: float) -> None:
        """A new page, where less than `height` points are left on this one."""
        if self.left_over < height:
            self.turn()

    def turn(self) -> None:
        """Ends this page and begins the next."""
        self._end_page()
        self.page += 1
        self.top = self.margin

    def finish(self) -> bytes:
        """Ends the last page; the whole file."""
        self._end_page()
        self.canvas.save()
        return self._bytes.getvalue()

    def _end_page(self) -> None:
        if self.foot:
            self.top = self.height - self.margin + 12
            self.write(f"{self.foot} · {self.page}", self.width - self.margin, SMALL, is_right=True)
        self.canvas.showPage()
