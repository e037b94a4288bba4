"""Presence states: added, renamed, recoloured, reordered, retired; deleted only while nothing uses them."""

from collections.abc import Mapping
from typing import Any

from omnipresence.audit.services import record_change
from omnipresence.base import clock, problems
from omnipresence.base.caller import Caller
from omnipresence.base.feed import Grave, bury
from omnipresence.base.writes import Versions, write
from omnipresence.presence import selectors
from omnipresence.presence.models import PresenceRecord, PresenceState
from omnipresence.presence.problems import PresenceStateExists, PresenceStateInUse

TABLE = "presence_states"
COLUMNS = ("domain", "code", "label", "color", "sort_order", "is_default", "is_active")


def create_presence_state(by: Caller, fields: Mapping[str, Any]) -> PresenceState:
    """Add a state; raises PresenceStateExists when its code is taken in its domain."""

    def work(versions: Versions) -> PresenceState:
        taken = selectors.presence_states(by.organization_id).filter(domain=fields["domain"], code=fields["code"])
        if taken.exists():
            raise PresenceStateExists
        now = clock.now()
        row = PresenceState.objects.create(
            organization_id=by.organization_id, version=versions.take(), created_at=now, updated_at=now, **fields
        )
        record_change(by, TABLE, row.pk, "create", None, _columns(row))
        return row

    return write(by.organization_id, work)


def update_presence_state(
    by: Caller, state_id: int, fields: Mapping[str, Any], expected_version: int | None
) -> PresenceState:
    """Change a state; raises NotFound or VersionChanged. Nothing to change takes no version."""

    def work(versions: Versions) -> PresenceState:
        row = _demanded(by, state_id, expected_version)
        old = _columns(row)
        for name, value in fields.items():
            setattr(row, name, value)
        if _columns(row) == old:
            return row
        row.version, row.updated_at = versions.take(), clock.now()
        row.save()
        record_change(by, TABLE, row.pk, "update", old, _columns(row))
        return row

    return write(by.organization_id, work)


def delete_presence_state(by: Caller, state_id: int, expected_version: int | None) -> None:
    """Delete a state that no record has; raises NotFound, VersionChanged or PresenceStateInUse."""

    def work(versions: Versions) -> None:
        row = _demanded(by, state_id, expected_version)
        if PresenceRecord.objects.for_organization(by.organization_id).filter(presence_state_id=row.pk).exists():
            raise PresenceStateInUse
        record_change(by, TABLE, row.pk, "delete", _columns(row), None)
        bury(by.organization_id, [Grave(versions.take(), "presence_state", row.pk, str(row.pk))])
        row.delete()

    write(by.organization_id, work)


def _demanded(by: Caller, state_id: int, expected_version: int | None) -> PresenceState:
    row = selectors.presence_states(by.organization_id).filter(pk=state_id).first()
    if row is None:
        raise problems.NotFound
    if expected_version is not None and expected_version != row.version:
        raise problems.VersionChanged
    return row


def _columns(row: PresenceState) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS}
