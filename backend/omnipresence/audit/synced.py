"""Writes of synced rows: their versions, their audit rows and, at their end, their tombstones go with them.

For use inside base.writes.write, which holds the organization's counter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models

from omnipresence.audit.services import Change, record_change, record_changes
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.feed import Grave, bury
from omnipresence.base.problems import VersionChanged
from omnipresence.base.rows import change, columns
from omnipresence.base.sql import insert_rows, upsert_rows
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


def insert_many(by: Caller, versions: Versions, rows: Sequence[M], authors: Sequence[int] | None = None) -> list[M]:
    """Insert new rows of one table with three statements; `authors` made them, where that was not the caller."""
    new_rows: list[Any] = list(rows)
    for row in new_rows:
        row.version = versions.take()
        _stamp(row, created=True)
    if not rows:
        return []
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    insert_rows(meta.db_table, [str(field.column) for field in fields], [_stored(row, fields) for row in rows])
    # MySQL does not say which ids it gave; the versions that were just written find them by a range.
    manager: Any = type(rows[0])._default_manager
    taken = [row.version for row in new_rows]
    new = manager.for_organization(by.organization_id).filter(version__gte=min(taken), version__lte=max(taken))
    ids = dict(new.values_list("version", "pk"))
    for row in new_rows:
        row.pk = ids[row.version]
    who = authors or [by.user_id] * len(rows)
    record_changes(
        by,
        [
            Change(meta.db_table, row.pk, "create", None, columns(row), author)
            for row, author in zip(rows, who, strict=True)
        ],
    )
    return list(rows)


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


@dataclass(frozen=True, slots=True)
class Update:
    """Fields to set on a row. The same row may come several times: each is a step of its own, with its audit row."""

    row: Any
    values: Mapping[str, Any]
    changed_by: int | None = None


def update_many(by: Caller, versions: Versions, updates: Sequence[Update]) -> list[int]:
    """Take the steps in order, each of which must change something, with two statements; the version of each."""
    changes, taken = [], []
    for update in updates:
        row, before = update.row, update.row.version
        old, new = change(row, update.values)
        row.version = versions.take()
        taken.append(row.version)
        _stamp(row, created=False)
        old, new = {**old, "version": before}, {**new, "version": row.version}
        changes.append(Change(row._meta.db_table, row.pk, "update", old, new, update.changed_by))
    rows = list({update.row.pk: update.row for update in updates}.values())
    if not rows:
        return []
    fields = rows[0]._meta.concrete_fields
    written = {"updated_at", "version", *(name for update in updates for name in update.values)}
    upsert_rows(
        rows[0]._meta.db_table,
        [str(field.column) for field in fields],
        [_stored(row, fields) for row in rows],
        key=["id"],
        update=[str(field.column) for field in fields if field.name in written],
    )
    record_changes(by, changes)
    return taken


def delete(
    by: Caller, versions: Versions, rows: Sequence[models.Model], kind: str, authors: Sequence[int] | None = None
) -> list[int]:
    """Delete rows of one table, tell devices, and return the version of each one's grave; `authors` did it, where that
    was not the caller. Raises Django's ProtectedError while other rows refer to them."""
    if not rows:
        return []
    table = rows[0]._meta.db_table
    last = [(row.pk, columns(row)) for row in rows]
    manager: Any = type(rows[0])._default_manager
    manager.for_organization(by.organization_id).filter(pk__in=[row_id for row_id, _ in last]).delete()
    graves = [Grave(versions.take(), kind, row_id, str(row_id)) for row_id, _ in last]
    bury(by.organization_id, graves)
    who = authors or [by.user_id] * len(rows)
    record_changes(
        by,
        [
            Change(table, row_id, "delete", values, None, author)
            for (row_id, values), author in zip(last, who, strict=True)
        ],
    )
    return [grave.version for grave in graves]


def _stored(row: models.Model, fields: Sequence[Any]) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


def _stamp(row: Any, *, created: bool) -> None:
    names = {field.name for field in row._meta.concrete_fields}
    if "updated_at" in names:
        row.updated_at = clock.now()
        if created:
            row.created_at = row.updated_at
