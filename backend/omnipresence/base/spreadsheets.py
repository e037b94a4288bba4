"""Rows for people's spreadsheets: CSV in which no cell is taken for a formula (security item 43)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer

# What Excel, LibreOffice and Google Sheets begin a formula with, also behind a tab or a line's end.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Excel reads UTF-8 only behind this mark.
BOM = "\ufeff"


def neutral(cell: Any) -> Any:
    """The cell, with an apostrophe before a text that a spreadsheet would compute. Numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The rows as lines of CSV, neutralised, with the mark that Excel wants at the start."""
    yield BOM
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([neutral(cell) for cell in row])
        yield line.getvalue()


class CsvRenderer(BaseRenderer):
    """Lets clients ask for text/csv; refusals are JSON all the same."""

    media_type = "text/csv"
    format = "csv"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, context: Mapping[str, Any] | None = None
    ) -> Any:
        return data if isinstance(data, str | bytes) or data is None else json.dumps(data).encode()
