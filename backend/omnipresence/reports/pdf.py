"""A report as PDF, in whatever scripts its names are: HarfBuzz shapes them, fonts come from the machine."""

from collections.abc import Sequence
from typing import Any

from fpdf import FPDF

from omnipresence.base.clock import rfc3339
from omnipresence.reports.fonts import base_font, fonts_for
from omnipresence.reports.problems import FontsMissing, ReportTooLarge
from omnipresence.reports.report import Report, cells

MAX_ROWS = 2000
MAX_COLUMNS = 24
LINE, SIZE, HEAD_SIZE = 5.0, 7.0, 12.0
SHADE = 236
ELLIPSIS = "…"


def pdf_bytes(report: Report) -> bytes:
    """The report on A4, the heads of its columns on every page; raises ReportTooLarge or FontsMissing."""
    if len(report.rows) > MAX_ROWS or len(report.columns) > MAX_COLUMNS:
        raise ReportTooLarge(f"A PDF takes at most {MAX_ROWS} rows and {MAX_COLUMNS} columns.")
    base = base_font()
    if base is None:
        raise FontsMissing
    lines = [[_text(value) for value in cells(report, row)] for row in report.rows]
    head = [column.label for column in report.columns]
    words = [report.title, *head, *(text for line in lines for text in line)]
    fonts, missing = fonts_for({character for text in words for character in text})
    sheet = _Sheet(report, head, missing)
    sheet.add_font(base.name, fname=base.file)
    for font in fonts:
        sheet.add_font(font.name, fname=font.file, collection_font_number=font.face)
    sheet.set_font(base.name, size=SIZE)
    sheet.set_fallback_fonts([font.name for font in fonts], exact_match=False)
    sheet.add_page()
    for line in lines:
        sheet.line_of(line)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """Pages with a head and a foot."""

    def __init__(self, report: Report, head: Sequence[str], missing: set[str]) -> None:
        super().__init__(orientation="L", format="A4")
        self.report, self.head, self.missing = report, head, missing
        self.set_title(report.title)
        self.set_creation_date(report.generated_at)
        self.set_margin(10)
        self.set_auto_page_break(True, margin=14)
        whole = sum(column.width for column in report.columns)
        self.widths = [column.width * self.epw / whole for column in report.columns]

    def header(self) -> None:
        report = self.report
        self.set_font("base", size=HEAD_SIZE)
        self._cell(self.epw, report.title)
        self.ln(LINE + 1)
        self.set_font("base", size=SIZE)
        days = f"{report.first} – {report.last}" if report.first != report.last else f"{report.first}"
        self._cell(
            self.epw, f"{report.organization_name} · {days} · {report.time_zone} · {rfc3339(report.generated_at)}"
        )
        self.ln(LINE + 1)
        self.set_fill_color(SHADE)
        self.line_of(self.head, fill=True)

    def footer(self) -> None:
        self.set_y(-10)
        lacking = ", ".join(sorted(self.missing))
        note = f" · This server has no font for: {lacking}" if lacking else ""
        self._cell(self.epw, f"{self.report.file_name} · {self.page_no()}{note}")

    def line_of(self, texts: Sequence[str], *, fill: bool = False) -> None:
        """One row, each text cut to its column."""
        for text, width in zip(texts, self.widths, strict=True):
            self._cell(width, text, fill=fill)
        self.ln(LINE)

    def _cell(self, width: float, text: str, *, fill: bool = False) -> None:
        # What is plain ASCII needs no shaping, and is most of a report.
        self.set_text_shaping(not text.isascii())
        room = width - 2 * self.c_margin
        if self.get_string_width(text) > room:
            while text and self.get_string_width(text + ELLIPSIS) > room:
                text = text[: max(0, len(text) - 1 - len(text) // 16)]
            text += ELLIPSIS
            self.set_text_shaping(True)
        self.cell(width, LINE, text, fill=fill, border="B")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1%}"
    return " ".join(str(value).split())
