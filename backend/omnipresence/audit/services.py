"""Writes of the audit log: always inside the transaction of the change that they describe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.compact import compact
from omnipresence.base.sql import insert_rows

Action = Literal["create", "update", "delete"]
Values = Mapping[str, Any]

COLUMNS = (
    "organization_id", "table_name", "record_id", "action", "changed_by",
    "old_values", "new_values", "changed_at", "source_device",
)  # fmt: skip


@dataclass(slots=True)
class Change:
    """What happened to one row. `old` is None for a creation, `new` for a deletion.

    `changed_by` names somebody else than the caller: who marked on a tablet that another person's sign-in emptied.
    """

    table: str
    record_id: int
    action: Action
    old: Values | None
    new: Values | None
    changed_by: int | None = None


def record_changes(by: Caller, changes: Sequence[Change], *, at: datetime | None = None) -> None:
    """Write one audit row for each change, with one statement, in the caller's transaction.

    A failure here fails the whole change: nothing happens unaudited (security item 41).
    """
    moment = at or clock.now()
    insert_rows(
        "audit_logs",
        COLUMNS,
        [
            (
                by.organization_id, change.table, change.record_id, change.action, change.changed_by or by.user_id,
                _json(change.old), _json(change.new), moment, by.source,
            )
            for change in changes
        ],
    )  # fmt: skip


def record_change(
    by: Caller, table: str, record_id: int, action: Action, old: Values | None, new: Values | None
) -> None:
    """Write the audit row of a single change."""
    record_changes(by, [Change(table, record_id, action, old, new)])


def _json(values: Values | None) -> str | None:
    return None if values is None else compact(values)
