"""An administrator's decision: the one way by which a record in question changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from omnipresence.audit.services import Change, record_changes
from omnipresence.base import clock, problems
from omnipresence.base.caller import Caller
from omnipresence.base.clock import rfc3339
from omnipresence.base.problems import FieldError
from omnipresence.base.writes import Busy, Versions, write
from omnipresence.presence import selectors
from omnipresence.presence.models import SyncConflict
from omnipresence.presence.problems import ConflictAlreadyResolved, PresenceChanged
from omnipresence.presence.selectors import Key, Record
from omnipresence.presence.services.records import Step, step_change, write_records
from omnipresence.presence.shapes import NOTE, presence_record_json

Choice = Literal["a", "b", "other"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the administrator chose, and what the screen showed at that moment.

    `presence_state` (a code, None for "no record") and `note` count for "other" only. `expected_version` is the
    version of the record on the screen, 0 for none. `seen` are further open conflicts of the same record that the
    screen showed: the decision closes them too, and leaves those that it did not show. `op_id` makes a repeat harmless.
    """

    chosen_version: Choice
    expected_version: int
    presence_state: str | None = None
    note: str = ""
    seen: Sequence[int] = ()
    op_id: UUID | None = None


def resolve_conflict(by: Caller, conflict_id: int, decision: Decision) -> SyncConflict:
    """Designate the version that stands, and return the decided conflict.

    The record takes a new version even when what stood already wins: that is how tablets learn that the question
    is closed. Raises NotFound, ConflictAlreadyResolved (who, when, what), PresenceChanged (the newer record), or
    InvalidInput for a state that the organization does not have. The same `op_id` again gets the same answer (I18).
    """
    return write(
        by.organization_id,
        lambda versions: _resolve(by, versions, conflict_id, decision),
        count=2 + len(decision.seen),
        repeatable=decision.op_id is not None,
    )


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of one decision of several: the decided conflict, or the problem that kept it from being taken."""

    conflict_id: int
    conflict: SyncConflict | None = None
    problem: problems.Problem | None = None


def resolve_conflicts(by: Caller, decisions: Sequence[tuple[int, Decision]]) -> list[Resolved]:
    """Take the decisions one after the other, each by itself: what is refused stops no other. Raises Busy alone."""
    return [_resolved(by, conflict_id, decision) for conflict_id, decision in decisions]


def _resolved(by: Caller, conflict_id: int, decision: Decision) -> Resolved:
    try:
        return Resolved(conflict_id, conflict=resolve_conflict(by, conflict_id, decision))
    except Busy:
        raise
    except problems.Problem as problem:
        return Resolved(conflict_id, problem=problem)


def _resolve(by: Caller, versions: Versions, conflict_id: int, decision: Decision) -> SyncConflict:
    at = clock.now()
    conflict = selectors.get_sync_conflict(by.organization_id, conflict_id)
    if conflict.resolved_at is not None:
        if _is_repeat(by, conflict, decision):
            return conflict
        raise _already(by, conflict)
    key = (conflict.session_id, conflict.participant_id)
    codes = selectors.state_codes(by.organization_id)
    row = selectors.records_of(by.organization_id, [key]).get(key)
    _demand_seen(row, decision, codes)
    step = _step(by, versions, key, row, _winner(conflict, decision), at)
    closed = _closed(by, key, conflict, decision)
    if step is not None:
        write_records(by.organization_id, [step])
    changes = [step_change(step, codes)] if step is not None else []
    changes += [_close(by, versions, one, conflict, decision, step, at) for one in closed]
    record_changes(by, changes, at=at)
    return next(one for one in closed if one.pk == conflict.pk)


def _is_repeat(by: Caller, conflict: SyncConflict, decision: Decision) -> bool:
    if decision.op_id is None or conflict.resolved_op is None:
        return False
    same = (decision.op_id.bytes, by.user_id, decision.chosen_version)
    return same == (bytes(conflict.resolved_op), conflict.resolved_by_id, conflict.chosen_version)


def _already(by: Caller, conflict: SyncConflict) -> ConflictAlreadyResolved:
    who = selectors.names_of(by.organization_id, [conflict.resolved_by_id or 0], []).users
    return ConflictAlreadyResolved(
        resolved_at=rfc3339(conflict.resolved_at),
        resolved_by=conflict.resolved_by_id,
        resolved_by_name=who.get(conflict.resolved_by_id or 0, ""),
        chosen_version=conflict.chosen_version,
    )


def _demand_seen(row: Record | None, decision: Decision, codes: dict[int, str]) -> None:
    if (row.version if row else 0) != decision.expected_version:
        current = presence_record_json(row, codes[row.presence_state_id]) if row else None
        raise PresenceChanged(current=current)


def _winner(conflict: SyncConflict, decision: Decision) -> dict[str, Any]:
    """The side that stands from now on: its state's code (None for no record), note, time, device and person."""
    if decision.chosen_version == "a":
        return dict(conflict.version_a_data)
    if decision.chosen_version == "b":
        return dict(conflict.version_b_data)
    return {"presence_state": decision.presence_state, "note": decision.note}


def _step(
    by: Caller,
    versions: Versions,
    key: Key,
    row: Record | None,
    winner: dict[str, Any],
    at: datetime,
) -> Step | None:
    if winner["presence_state"] is None:
        return None if row is None else Step(key, row, None, versions.take())
    new = Record(
        id=row.id if row else None,
        session_id=key[0],
        participant_id=key[1],
        presence_state_id=_state_id(by, winner["presence_state"]),
        # A version keeps the time and the person of its mark; what the administrator wrote is the administrator's.
        recorded_at=_moment(winner.get("recorded_at")) or at,
        recorded_by_id=winner.get("recorded_by") or by.user_id,
        source_device_id=winner.get("source_device_id") or by.device,
        extra_data=_extra(winner),
        created_at=row.created_at if row else at,
        updated_at=at,
        version=versions.take(),
    )
    return Step(key, row, new, new.version)


def _extra(winner: dict[str, Any]) -> dict[str, Any]:
    found = {NOTE: winner.get("note"), "op": winner.get("op_id"), "clock": winner.get("clock")}
    return {name: value for name, value in found.items() if value}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _state_id(by: Caller, code: str) -> int:
    state = selectors.states_of(by.organization_id).by_code.get(code)
    if state is None:
        error = FieldError("/presence_state", "unknown_state", "This organization has no such presence state.")
        raise problems.InvalidInput(errors=[error])
    return state.pk


def _closed(by: Caller, key: Key, conflict: SyncConflict, decision: Decision) -> list[SyncConflict]:
    shown = {conflict.pk, *decision.seen}
    return [one for one in selectors.open_conflicts_of(by.organization_id, {key})[key] if one.pk in shown]


def _close(
    by: Caller,
    versions: Versions,
    one: SyncConflict,
    decided: SyncConflict,
    decision: Decision,
    step: Step | None,
    at: datetime,
) -> Change:
    """Close one conflict row; what is a choice of "b" on the decided row may be "other" on its neighbour."""
    same = one.pk == decided.pk or decision.chosen_version == "a"
    one.chosen_version = decision.chosen_version if same else "other"
    one.resolved_with_id = step.record_id if step is not None and step.new is not None else None
    if one.pk == decided.pk and decision.op_id is not None:
        one.resolved_op = decision.op_id.bytes
    one.resolved_at, one.resolved_by_id, one.version = at, by.user_id, versions.take()
    selectors.sync_conflicts(by.organization_id).filter(pk=one.pk).update(
        chosen_version=one.chosen_version,
        resolved_op=one.resolved_op,
        resolved_with_id=one.resolved_with_id,
        resolved_at=at,
        resolved_by_id=by.user_id,
        version=one.version,
    )
    return Change(
        "sync_conflicts",
        one.pk,
        "update",
        {"chosen_version": None, "resolved_with_id": None, "resolved_by": None, "resolved_at": None},
        {
            "session_id": one.session_id,
            "participant_id": one.participant_id,
            "chosen_version": one.chosen_version,
            "resolved_with_id": one.resolved_with_id,
            "resolved_by": by.user_id,
            "resolved_at": at,
            "version": one.version,
        },
    )
