"""Files as rows of texts. Whatever is in them, memory and time stay bounded, and nothing outside is looked at."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook

from omnipresence.base.values import BadValue, is_storable
from omnipresence.imports.rules import MAX_CELL, MAX_COLUMNS, MAX_ROW, MAX_ROWS

MAX_FILE_BYTES = 10 * 1024 * 1024
# What a workbook may unfold to; the reader of each member stops at the size that was declared here.
MAX_UNFOLDED_BYTES = 150 * 1024 * 1024
MAX_MEMBERS = 500
# With the empty ones: a sheet may claim a million of them.
MAX_SHEET_ROWS = 2 * MAX_ROWS
SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16", "cp1252", "iso-8859-15")
SAMPLE_LINES = 30
Rows = Iterator[list[str]]


def read_table(content: bytes, options: Mapping[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers, header first, empty ones left out; raises BadValue with what is wrong with the file.

    `options` may hold `encoding` and `separator`, where the guess is wrong.
    """
    if content[:4] == b"PK\x03\x04":
        rows = _workbook_rows(content)
    elif content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadValue("format", "This is an old or protected workbook; save it as .xlsx without a password.")
    else:
        rows = _text_rows(_decoded(content, options.get("encoding")), options.get("separator"))
    return _bounded(rows)


def _bounded(rows: Rows) -> Iterator[tuple[int, list[str]]]:
    count = 0
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise BadValue("too_many_columns", f"Row {number} has more than {MAX_COLUMNS} columns.")
        if any(len(cell) > MAX_CELL for cell in cells):
            raise BadValue("cell_too_long", f"Row {number} has a cell with more than {MAX_CELL} characters.")
        if sum(map(len, cells)) > MAX_ROW:
            raise BadValue("row_too_long", f"Row {number} has more than {MAX_ROW} characters.")
        if not is_storable(cells):
            raise BadValue("characters", f"Row {number} contains a character that cannot be stored.")
        count += 1
        if count > MAX_ROWS + 1:
            raise BadValue("too_many_rows", f"The file has more than {MAX_ROWS} rows.")
        yield number, cells


def _decoded(content: bytes, encoding: str | None) -> str:
    for name in [encoding] if encoding else _likely_encodings(content):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise BadValue("encoding", "The text is in an encoding that was not recognised; name it in `options`.")


def _likely_encodings(content: bytes) -> Sequence[str]:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return ("utf-16",)
    start = content[:4000]
    # Latin letters in UTF-16 without a mark at the start: every other byte is nothing.
    if start.count(b"\x00") > len(start) // 4:
        return ("utf-16-be",) if start[::2].count(b"\x00") > start[1::2].count(b"\x00") else ("utf-16-le",)
    return ("utf-8-sig", "cp1252")


def _text_rows(text: str, separator: str | None) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _likely_separator(text))
    try:
        yield from reader
    except csv.Error as error:
        raise BadValue("format", f"Line {reader.line_num} cannot be read: {error}.") from error


def _likely_separator(text: str) -> str:
    """The one that cuts most of the first rows into equally many cells, more than one."""
    sample = "".join(text[:200_000].splitlines(keepends=True)[:SAMPLE_LINES])

    def agreement(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(
                len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if row
            )
        except csv.Error:
            return (0, 0)
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        return (count, width) if width > 1 else (0, 0)

    return max(SEPARATORS, key=agreement)


def _workbook_rows(content: bytes) -> Rows:
    """The first sheet. defusedxml, which openpyxl takes where it is installed, refuses entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNFOLDED_BYTES:
                raise BadValue("too_large", "The workbook unfolds to more than is allowed.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            # The sheet's own claim of its size is not believed.
            sheet.reset_dimensions()
            number = 0
            for row in sheet.iter_rows(max_row=MAX_SHEET_ROWS, max_col=MAX_COLUMNS + 1, values_only=True):
                number += 1
                yield [_text(cell) for cell in row]
            if number == MAX_SHEET_ROWS:
                raise BadValue("too_many_rows", f"The sheet goes on beyond row {MAX_SHEET_ROWS}.")
        finally:
            book.close()
    except BadValue:
        raise
    except DefusedXmlException as error:
        raise BadValue("format", "The workbook contains what no spreadsheet writes (entities).") from error
    except Exception as error:
        # Broken archives and broken XML fail in a hundred ways inside the library; to the caller all are one.
        raise BadValue("format", "The workbook cannot be read.") from error


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
