"""The audit log as a file that is never held whole."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from omnipresence.audit.models import AuditLog
from omnipresence.audit.shapes import audit_log_json
from omnipresence.base.compact import compact
from omnipresence.base.spreadsheets import BOM, neutral

COLUMNS = (
    "id", "changed_at", "table_name", "record_id", "action", "changed_by", "changed_by_name", "source_device",
    "old_values", "new_values",
)  # fmt: skip
VALUES = ("old_values", "new_values")


def ndjson_pieces(pages: Iterable[list[AuditLog]]) -> Iterator[bytes]:
    """One JSON object a line, a page at a time."""
    for page in pages:
        yield "".join(f"{compact(audit_log_json(row))}\n" for row in page).encode("utf-8", "replace")


def csv_pieces(pages: Iterable[list[AuditLog]]) -> Iterator[bytes]:
    """A line for each change, its values as JSON; no cell is taken for a formula."""
    yield BOM.encode() + _lines([list(COLUMNS)])
    for page in pages:
        yield _lines([[_cell(name, audit_log_json(row)[name]) for name in COLUMNS] for row in page])


def _lines(rows: list[list[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[neutral(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8", "replace")


def _cell(name: str, value: Any) -> Any:
    if value is None:
        return ""
    return compact(value) if name in VALUES else value
