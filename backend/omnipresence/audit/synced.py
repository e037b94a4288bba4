"""Writes of synced rows: their versions, their audit rows and, at their end, their tombstones go with them.

For use inside base.writes.write, which holds the organization's counter.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection, models

from omnipresence.audit.services import Change, record_change, record_changes
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.feed import Grave, bury
from omnipresence.base.problems import VersionChanged
from omnipresence.base.rows import change, columns
from omnipresence.base.writes import Versions

M = TypeVar("M", bound=models.Model)


def expect(row: Any, expected: int | None) -> None:
    """Raises VersionChanged when the caller had seen another version of the row. None expects nothing."""
    if expected is not None and row.version != expected:
        raise VersionChanged


def insert(by: Caller, versions: Versions, row: M) -> M:
    """Insert a new row."""
    synced: Any = row
    synced.version = versions.take()
    _stamp(synced, created=True)
    row.save(force_insert=True)
    record_change(by, row._meta.db_table, row.pk, "create", None, columns(row))
    return row


def insert_many(by: Caller, versions: Versions, rows: Sequence[M]) -> list[M]:
    """Insert new rows of one table in bulk."""
    synced: Any
    for synced in rows:
        synced.version = versions.take()
        _stamp(synced, created=True)
    if not rows:
        return []
    if connection.features.can_return_rows_from_bulk_insert:
        inserted = list(type(rows[0])._default_manager.bulk_create(rows))
    else:
        # MySQL does not say which ids it gave.
        inserted = list(rows)
        for row in inserted:
            row.save(force_insert=True)
    table = rows[0]._meta.db_table
    record_changes(by, [Change(table, row.pk, "create", None, columns(row)) for row in inserted])
    return inserted


def update(by: Caller, versions: Versions, row: M, values: Mapping[str, Any]) -> M:
    """Set fields of a row. Where nothing differs nothing is written, and the version stays."""
    synced: Any = row
    old, new = change(row, values)
    if new:
        before = synced.version
        synced.version = versions.take()
        _stamp(synced, created=False)
        row.save(force_update=True)
        record_change(
            by,
            row._meta.db_table,
            row.pk,
            "update",
            {**old, "version": before},
            {**new, "version": synced.version},
        )
    return row


def delete(by: Caller, versions: Versions, rows: Sequence[models.Model], kind: str) -> None:
    """Delete rows of one table, and tell devices. Raises Django's ProtectedError while other rows refer to them."""
    if not rows:
        return
    table = rows[0]._meta.db_table
    last = [(row.pk, columns(row)) for row in rows]
    manager: Any = type(rows[0])._default_manager
    manager.for_organization(by.organization_id).filter(pk__in=[row_id for row_id, _ in last]).delete()
    bury(by.organization_id, [Grave(versions.take(), kind, row_id, str(row_id)) for row_id, _ in last])
    record_changes(by, [Change(table, row_id, "delete", values, None) for row_id, values in last])


def _stamp(row: Any, *, created: bool) -> None:
    names = {field.name for field in row._meta.concrete_fields}
    if "updated_at" in names:
        row.updated_at = clock.now()
        if created:
            row.created_at = row.updated_at
