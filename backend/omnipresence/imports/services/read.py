"""The first step: the file becomes rows."""

from functools import partial
from itertools import islice
from typing import Any

from omnipresence.base.compact import compact
from omnipresence.base.sql import insert_rows
from omnipresence.base.values import BadValue
from omnipresence.base.writes import write_unversioned
from omnipresence.imports import selectors
from omnipresence.imports.models import Import
from omnipresence.imports.rules import Status, guess_fields
from omnipresence.imports.services.steps import advance, stop_if_asked
from omnipresence.imports.services.tables import read_table

CHUNK = 500
SAMPLES = 3
MAX_NAME = 100
COLUMNS = ("organization_id", "import_id", "number", "cells", "fate", "errors", "is_done")


def read_rows(row: Import) -> dict[str, Any]:
    """Keep the rows, the header's names and a guess of what each column holds. Begun again, it begins anew."""
    pieces = selectors.parts(row.organization_id, row.pk).values_list("content", flat=True)
    table = read_table(b"".join(bytes(piece) for piece in pieces), row.options)
    _, header = next(table, (0, None))
    if header is None:
        raise BadValue("empty", "The file is empty.")
    write_unversioned(lambda: selectors.import_rows(row.organization_id, row.pk)._raw_delete("default"))
    total, width = 0, len(header)
    samples: list[list[str]] = []
    while chunk := list(islice(table, CHUNK)):
        stop_if_asked()
        samples += [cells for _, cells in chunk[: SAMPLES - len(samples)]]
        total += len(chunk)
        width = max(width, *(len(cells) for _, cells in chunk))
        write_unversioned(partial(_keep, row, chunk, total))
    if not total:
        raise BadValue("empty", "The file has a header and no rows.")
    names = [name[:MAX_NAME] for name in header] + [""] * (width - len(header))
    fields = guess_fields(names, selectors.terms_of(row.organization_id))
    columns = [
        {"name": name, "field": field, "samples": [cells[number] for cells in samples if len(cells) > number]}
        for number, (name, field) in enumerate(zip(names, fields, strict=True))
    ]
    return {"status": Status.READY, "columns": columns, "total": total, "done": 0, "counts": {}, "problem": None}


def _keep(row: Import, chunk: list[tuple[int, list[str]]], total: int) -> None:
    insert_rows(
        "import_rows",
        COLUMNS,
        [(row.organization_id, row.pk, number, compact(cells), "", "[]", False) for number, cells in chunk],
    )
    advance(row, done=total, total=total)
