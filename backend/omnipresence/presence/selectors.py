"""Reads of this room."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from omnipresence.accounts.models import SyncDevice, User
from omnipresence.audit.models import AuditLog
from omnipresence.base.feed import Change, Feed
from omnipresence.base.models import SyncTombstone
from omnipresence.base.problems import found
from omnipresence.base.sql import listed, moment, moment_text, select, select_by_pairs, spelled
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.presence.models import PresenceRecord, PresenceState, SyncConflict
from omnipresence.presence.shapes import (
    STATE_COLUMNS,
    presence_record_json,
    presence_state_json,
    record_json,
    sync_conflict_json,
)

Key = tuple[int, int]
PRESENCE_RECORD = "presence_record"
PRESENCE_STATE = "presence_state"
SYNC_CONFLICT = "sync_conflict"
PAIR = ("session_id", "participant_id")


def record_key(session_id: int, participant_id: int) -> str:
    """How devices name the record of a participant in a session."""
    return f"{session_id}:{participant_id}"


# The code is looked up row by row. Where the table of states is joined, MariaDB may begin there and go through every
# record of a state.
CODE = "(SELECT code FROM presence_states s WHERE s.id = presence_state_id)"
FED = ", ".join(
    ["id", "session_id", "participant_id", CODE]
    + [moment_text(column) for column in ("recorded_at", "created_at", "updated_at")]
    + ["recorded_by", "source_device_id", "extra_data", "version"]
)


def _changed_records(organization_id: int, ids: Sequence[int], upto: int) -> list[Change]:
    rows = select(
        f"SELECT {FED} FROM presence_records "  # noqa: S608 - names of columns, and integers
        f"WHERE organization_id = %s AND version <= %s AND id IN {listed(ids)}",
        [organization_id, upto],
    )
    found = []
    for row_id, session, participant, code, recorded_at, created_at, updated_at, by, device, extra, version in rows:
        data = record_json(
            row_id, session, participant, code, orjson.loads(extra), version,
            spelled(recorded_at), by, device, spelled(created_at), spelled(updated_at),
        )  # fmt: skip
        found.append(Change(PRESENCE_RECORD, record_key(session, participant), version, data))
    return found


def change_of(row: "Record", codes: Mapping[int, str]) -> Change:
    """The feed's change of a record that was just written."""
    data = presence_record_json(row, codes[row.presence_state_id])
    return Change(PRESENCE_RECORD, record_key(row.session_id, row.participant_id), row.version, data)


FEEDS: Sequence[Feed] = (
    Feed(
        PRESENCE_STATE,
        PresenceState,
        presence_state_json,
        key=lambda row: str(row.id),
        fields=STATE_COLUMNS,
    ),
    Feed(
        PRESENCE_RECORD,
        PresenceRecord,
        presence_record_json,
        key=lambda row: record_key(row.session_id, row.participant_id),
        read=_changed_records,
    ),
    Feed(SYNC_CONFLICT, SyncConflict, sync_conflict_json),
)


def presence_states(organization_id: int) -> TenantQuerySet[PresenceState]:
    """All states of an organization, retired ones and those of other domains too."""
    return PresenceState.objects.for_organization(organization_id).select_related("organization")


def get_presence_state(organization_id: int, state_id: int) -> PresenceState:
    """One state; raises NotFound."""
    return found(presence_states(organization_id).filter(pk=state_id).first())


def get_presence_record(organization_id: int, record_id: int) -> PresenceRecord:
    """One record with its state; raises NotFound."""
    return found(presence_records(organization_id).filter(pk=record_id).first())


def get_sync_conflict(organization_id: int, conflict_id: int) -> SyncConflict:
    """One conflict; raises NotFound."""
    return found(sync_conflicts(organization_id).filter(pk=conflict_id).first())


def presence_records(organization_id: int) -> TenantQuerySet[PresenceRecord]:
    """All records of an organization, with their states."""
    return PresenceRecord.objects.for_organization(organization_id).select_related("presence_state")


def sync_conflicts(organization_id: int) -> TenantQuerySet[SyncConflict]:
    """All conflicts of an organization, decided ones too."""
    return SyncConflict.objects.for_organization(organization_id)


@dataclass(slots=True)
class Record:
    """A presence record on its way through the write path: the columns, without what a model instance costs.

    `id` is None until the row is written.
    """

    id: int | None
    session_id: int
    participant_id: int
    presence_state_id: int
    recorded_at: datetime
    recorded_by_id: int
    source_device_id: str
    extra_data: dict[str, Any]
    created_at: datetime
    updated_at: datetime
    version: int


RECORD_COLUMNS = (
    "id", "session_id", "participant_id", "presence_state_id", "recorded_at", "recorded_by", "source_device_id",
    "extra_data", "created_at", "updated_at", "version",
)  # fmt: skip


def records_of(organization_id: int, keys: Sequence[Key]) -> dict[Key, Record]:
    """The records that stand for these (session, participant) pairs."""
    rows = select_by_pairs("presence_records", RECORD_COLUMNS, organization_id, PAIR, keys)
    return {(row[1], row[2]): _record(row) for row in rows}


def _record(row: tuple[Any, ...]) -> Record:
    row_id, session, participant, state, recorded_at, user, device, extra, created_at, updated_at, version = row
    return Record(
        row_id, session, participant, state, moment(recorded_at), user, device, json.loads(extra),
        moment(created_at), moment(updated_at), version,
    )  # fmt: skip


def open_conflicts_of(organization_id: int, keys: Collection[Key]) -> dict[Key, list[SyncConflict]]:
    """The undecided conflicts on these (session, participant) pairs, oldest first."""
    sessions = {session for session, _ in keys}
    by_key: dict[Key, list[SyncConflict]] = {}
    undecided = SyncConflict.objects.for_organization(organization_id).filter(resolved_at=None)
    for row in undecided.filter(session_id__in=sessions).order_by("id"):
        key = (row.session_id, row.participant_id)
        if key in keys:
            by_key.setdefault(key, []).append(row)
    return by_key


def in_question(organization_id: int, session_ids: Collection[int]) -> set[Key]:
    """The (session, participant) pairs of these sessions with an undecided conflict."""
    rows = select(
        "SELECT session_id, participant_id FROM sync_conflicts "  # noqa: S608 - integers
        f"WHERE organization_id = %s AND resolved_at IS NULL AND session_id IN {listed(session_ids)}",
        [organization_id],
    )
    return {(session, participant) for session, participant in rows}


def deletions_of(organization_id: int, keys: Sequence[Key]) -> dict[Key, int]:
    """The version of the last deletion of each of these records."""
    return {key: grave.version for key, grave in _last_graves(organization_id, keys).items()}


@dataclass(frozen=True, slots=True)
class Deletion:
    """Who cleared a record, when and from where."""

    version: int
    user_id: int
    device: str
    at: datetime


def last_deletions(organization_id: int, keys: Sequence[Key]) -> dict[Key, Deletion]:
    """How each of these records ended, as the audit log has it; records that never were are left out."""
    graves = _last_graves(organization_id, keys)
    log = AuditLog.objects.for_organization(organization_id).filter(
        table_name="presence_records", action="delete", record_id__in=[grave.record_id for grave in graves.values()]
    )
    ends = {row.record_id: row for row in log.order_by("id")}
    return {
        key: Deletion(grave.version, end.changed_by_id, end.source_device, end.changed_at)
        for key, grave in graves.items()
        if (end := ends.get(grave.record_id)) is not None
    }


def _last_graves(organization_id: int, keys: Sequence[Key]) -> dict[Key, SyncTombstone]:
    named = {record_key(*key): key for key in keys}
    rows = SyncTombstone.objects.filter(organization_id=organization_id, kind=PRESENCE_RECORD, key__in=named)
    return {named[row.key]: row for row in rows.order_by("version")}


@dataclass(frozen=True, slots=True)
class Names:
    """People and tablets in words, for those who will read a conflict long after both are gone."""

    users: dict[int, str]
    devices: dict[str, str]


def names_of(organization_id: int, user_ids: Collection[int], device_uuids: Collection[str]) -> Names:
    """The names of these users and devices."""
    users = User.objects.for_organization(organization_id).filter(pk__in=user_ids)
    devices = SyncDevice.objects.for_organization(organization_id).filter(device_uuid__in=device_uuids)
    return Names(
        users={row.pk: row.name or row.email for row in users},
        devices={row.device_uuid: row.label for row in devices},
    )


class StateRef(NamedTuple):
    """What a mark needs to know of its state."""

    pk: int
    code: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class States:
    """The states of an organization: those that a code names, and the code of each by id."""

    by_code: dict[str, StateRef]
    codes: dict[int, str]


def states_of(organization_id: int) -> States:
    """All states with one statement. Should two domains share a code, it names the organization's own domain's."""
    rows = select(
        "SELECT s.id, s.code, s.is_active FROM presence_states s JOIN organizations o ON o.id = s.organization_id "
        "WHERE s.organization_id = %s ORDER BY s.domain = o.domain_type, s.id",
        [organization_id],
    )
    found = [StateRef(*row) for row in rows]
    return States({state.code: state for state in found}, {state.pk: state.code for state in found})


def state_codes(organization_id: int) -> dict[int, str]:
    """The code of every state, by id."""
    rows = PresenceState.objects.for_organization(organization_id).values_list("pk", "code")
    return dict(rows)
