"""Presence states: added, renamed, recoloured, reordered, retired; deleted only while nothing uses them."""

from collections.abc import Mapping
from typing import Any

from omnipresence.audit import synced
from omnipresence.base.caller import Caller
from omnipresence.base.writes import Versions, write
from omnipresence.presence import selectors
from omnipresence.presence.models import PresenceRecord, PresenceState
from omnipresence.presence.problems import PresenceStateExists, PresenceStateInUse


def create_presence_state(by: Caller, values: Mapping[str, Any]) -> PresenceState:
    """Add a state; raises PresenceStateExists when its code is taken in its domain."""

    def work(versions: Versions) -> PresenceState:
        taken = selectors.presence_states(by.organization_id).filter(domain=values["domain"], code=values["code"])
        if taken.exists():
            raise PresenceStateExists
        return synced.insert(by, versions, PresenceState(organization_id=by.organization_id, **values))

    return write(by.organization_id, work)


def update_presence_state(by: Caller, state_id: int, values: Mapping[str, Any], expected: int | None) -> PresenceState:
    """Change a state; raises NotFound or VersionChanged."""

    def work(versions: Versions) -> PresenceState:
        row = selectors.get_presence_state(by.organization_id, state_id)
        synced.expect(row, expected)
        return synced.update(by, versions, row, values)

    return write(by.organization_id, work)


def delete_presence_state(by: Caller, state_id: int, expected: int | None) -> None:
    """Delete a state that no record has; raises NotFound, VersionChanged or PresenceStateInUse."""

    def work(versions: Versions) -> None:
        row = selectors.get_presence_state(by.organization_id, state_id)
        synced.expect(row, expected)
        if PresenceRecord.objects.for_organization(by.organization_id).filter(presence_state_id=row.pk).exists():
            raise PresenceStateInUse
        synced.delete(by, versions, [row], selectors.PRESENCE_STATE)

    write(by.organization_id, work)
