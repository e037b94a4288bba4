"""Badges to print: name, organization, and the identifier as a QR code, on cards or labels."""

from dataclasses import dataclass

import segno
from fpdf import FPDF

from omnipresence.reports.fonts import base_font, fonts_for
from omnipresence.reports.pdf import ELLIPSIS
from omnipresence.reports.problems import FontsMissing, ReportTooLarge
from omnipresence.reports.report import Report, Row

MAX_BADGES = 300
A4 = (210.0, 297.0)
# Four empty modules around the code are what readers want.
QUIET = 4
CUT = 200
POINT = 0.3528


@dataclass(frozen=True, slots=True)
class Sheet:
    """Millimetres: a page, how many badges it holds, where the first one begins, how far the next one is."""

    page: tuple[float, float]
    across: int
    down: int
    badge: tuple[float, float]
    first: tuple[float, float]
    step: tuple[float, float]
    # Cards are cut by hand; labels are cut already.
    cut: bool = False


def _single(width: float, height: float) -> Sheet:
    return Sheet((width, height), 1, 1, (width, height), (0, 0), (width, height))


SIZES = {
    "card": Sheet(A4, 2, 5, (85.0, 54.0), (20.0, 13.5), (85.0, 54.0), cut=True),
    "label-63x38": Sheet(A4, 3, 7, (63.5, 38.1), (7.2, 15.1), (66.0, 38.1)),
    "label-89x36": _single(89.0, 36.0),
    "label-62x29": _single(62.0, 29.0),
}


def badges_pdf(report: Report, size: str) -> bytes:
    """A badge for each row that has an identifier; raises ReportTooLarge or FontsMissing."""
    rows = [row for row in report.rows if row["identifier"]]
    if len(rows) > MAX_BADGES:
        raise ReportTooLarge(f"A PDF takes at most {MAX_BADGES} badges.")
    base = base_font()
    if base is None:
        raise FontsMissing
    words = [report.organization_name, *(row["name"] for row in rows), *(row["identifier"] for row in rows)]
    fonts, _ = fonts_for({character for text in words for character in text})
    paper = _Paper(report, SIZES[size])
    paper.add_font(base.name, fname=base.file)
    for font in fonts:
        paper.add_font(font.name, fname=font.file, collection_font_number=font.face)
    paper.set_font(base.name)
    paper.set_fallback_fonts([font.name for font in fonts], exact_match=False)
    paper.fill(rows)
    return bytes(paper.output())


class _Paper(FPDF):
    """Pages full of badges."""

    def __init__(self, report: Report, sheet: Sheet) -> None:
        super().__init__(orientation="P", format=sheet.page)
        self.sheet, self.organization = sheet, report.organization_name
        self.set_title(report.title)
        self.set_creation_date(report.generated_at)
        self.set_margin(0)
        self.set_auto_page_break(False)
        self.c_margin = 0

    def fill(self, rows: list[Row]) -> None:
        sheet = self.sheet
        places = [(across, down) for down in range(sheet.down) for across in range(sheet.across)]
        # Also without a single badge there is a page, which readers of PDF want.
        self.add_page()
        for number, row in enumerate(rows):
            across, down = places[number % len(places)]
            if number and (across, down) == places[0]:
                self.add_page()
            self._badge(sheet.first[0] + across * sheet.step[0], sheet.first[1] + down * sheet.step[1], row)

    def _badge(self, x: float, y: float, row: Row) -> None:
        width, height = self.sheet.badge
        if self.sheet.cut:
            self.set_draw_color(CUT)
            self.rect(x, y, width, height)
        # The code's own quiet zone is the margin around it.
        code = min(height, width * 0.45)
        self._code(x, y + (height - code) / 2, code, row["identifier"])
        left = x + code
        room = width - code - height * 0.06
        self._line(left, y + height * 0.12, room, height * 0.09, self.organization)
        for place, line in enumerate(_two_lines(row["name"])):
            self._line(left, y + height * (0.32 + 0.2 * place), room, height * 0.155, line)
        self._line(left, y + height * 0.78, room, height * 0.11, row["identifier"])

    def _code(self, x: float, y: float, side: float, text: str) -> None:
        matrix = segno.make(text, error="m", micro=False).matrix
        module = side / (len(matrix) + 2 * QUIET)
        self.set_fill_color(0)
        for down, line in enumerate(matrix):
            start = None
            for across, dark in enumerate([*line, 0]):
                if dark and start is None:
                    start = across
                elif not dark and start is not None:
                    # Run by run: a rectangle for each module would leave hairlines between them.
                    at = (x + (start + QUIET) * module, y + (down + QUIET) * module)
                    self.rect(*at, (across - start) * module, module, style="F")
                    start = None

    def _line(self, x: float, y: float, room: float, height: float, text: str) -> None:
        """One line as high as given, smaller where it is long, and cut where even that is too long."""
        self.set_text_shaping(not text.isascii())
        size = height / POINT
        self.set_font_size(size)
        if (needed := self.get_string_width(text)) > room:
            self.set_font_size(size * max(0.6, 0.99 * room / needed))
        while text and self.get_string_width(text) > room:
            text = text.removesuffix(ELLIPSIS)[:-1] + ELLIPSIS
        self.set_xy(x, y)
        self.cell(room, height, text)


def _two_lines(name: str) -> list[str]:
    """A long name in two lines of about the same length; names without spaces stay whole."""
    words = name.split()
    if len(words) < 2 or len(name) < 12:
        return [name]
    ends = [sum(len(word) + 1 for word in words[:at]) for at in range(1, len(words))]
    best = min(range(1, len(words)), key=lambda at: abs(len(name) / 2 - ends[at - 1]))
    return [" ".join(words[:best]), " ".join(words[best:])]
