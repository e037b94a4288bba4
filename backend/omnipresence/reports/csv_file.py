"""A report as CSV: UTF-8 with its mark, so that spreadsheets read Bangla; formulas neutralised."""

from collections.abc import Iterator
from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.base.spreadsheets import csv_lines
from omnipresence.reports.report import Report, cells


def csv_bytes(report: Report) -> bytes:
    """Every row, under the names of its columns; each row ends with the report's own moment."""
    return "".join(csv_lines(_rows(report))).encode("utf-8", "replace")


def _rows(report: Report) -> Iterator[list[Any]]:
    yield [*(column.name.replace("states.", "state:") for column in report.columns), "generated_at"]
    generated = rfc3339(report.generated_at)
    for row in report.rows:
        yield [*("" if value is None else value for value in cells(report, row)), generated]
