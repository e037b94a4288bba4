"""Rows of this room as the JSON of the API."""

from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.imports.models import Import, ImportRow
from omnipresence.imports.rules import Fate


def import_json(row: Import) -> dict[str, Any]:
    """An import as JSON."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "file_name": row.file_name,
        "status": row.status,
        "mode": row.mode or None,
        "columns": row.columns,
        "options": row.options,
        "total": row.total,
        "done": row.done,
        "counts": {fate: row.counts.get(fate, 0) for fate in Fate},
        "problem": row.problem,
        "created_by": row.created_by_id,
        "committed_by": row.committed_by_id,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "finished_at": rfc3339(row.finished_at),
    }


def import_row_json(row: ImportRow) -> dict[str, Any]:
    """A row of the file and what becomes of it."""
    return {
        "number": row.number,
        "fate": row.fate or None,
        "is_done": row.is_done,
        "participant": row.participant_id,
        "cells": row.cells,
        "errors": row.errors,
    }
