"""The dry run: the fate of every row, and nothing written to the roster."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from omnipresence.base.compact import compact
from omnipresence.base.sql import upsert_rows
from omnipresence.base.writes import write_unversioned
from omnipresence.imports.models import Import
from omnipresence.imports.rules import Fate, Status
from omnipresence.imports.selectors import rows_in_order
from omnipresence.imports.services.judge import Judge, Verdict
from omnipresence.imports.services.steps import advance, stop_if_asked

CHUNK = 500
COLUMNS = (
    "id", "organization_id", "import_id", "number", "cells", "fate", "errors", "participant_id", "is_done",
)  # fmt: skip
CHANGED = ("fate", "errors", "participant_id", "is_done")


def check_rows(row: Import) -> dict[str, Any]:
    """Judge all rows. Begun again it goes on behind the rows that were judged: `done` counts them in their transaction.

    Of those only the identifiers are read once more, since one that comes again further down is an error.
    """
    judge, seen = Judge(row), dict[str, int]()
    counts: Counter[str] = Counter()
    for rows in rows_in_order(row.organization_id, row.pk, CHUNK):
        behind = rows[: max(0, row.done - counts.total())]
        counts.update(one.fate for one in behind)
        judge.remember(behind, seen)
        if len(behind) == len(rows):
            continue
        stop_if_asked()
        verdicts = judge.judge(rows[len(behind) :], seen)
        counts.update(verdict.fate for verdict in verdicts)
        write_unversioned(partial(_keep, row, verdicts, counts.total()))
    return {"status": Status.CHECKED, "counts": {fate: counts[fate] for fate in Fate}, "problem": None}


def _keep(row: Import, verdicts: Sequence[Verdict], done: int) -> None:
    keep_verdicts(row, verdicts, done=False)
    advance(row, done=done)


def keep_verdicts(row: Import, verdicts: Sequence[Verdict], *, done: bool) -> None:
    """Write down what became of the rows, with one statement."""
    upsert_rows(
        "import_rows",
        COLUMNS,
        [
            (
                verdict.row.pk, row.organization_id, row.pk, verdict.row.number, compact(verdict.row.cells),
                str(verdict.fate), compact(_errors(row, verdict)),
                verdict.person.pk if verdict.person else verdict.row.participant_id, done,
            )
            for verdict in verdicts
        ],
        key=["id"],
        update=CHANGED,
    )  # fmt: skip


def _errors(row: Import, verdict: Verdict) -> list[dict[str, Any]]:
    return [
        {
            "column": row.columns[error.column]["name"] if error.column is not None else None,
            "code": error.code,
            "detail": error.detail,
        }
        for error in verdict.errors
    ]
