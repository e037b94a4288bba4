"""What the operations of a batch refer to, read with a fixed number of statements and within one organization."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from omnipresence.base.sql import listed, moment, select, select_by_pairs
from omnipresence.presence.rules import is_too_old
from omnipresence.presence.selectors import States, states_of
from omnipresence.roster.selectors import survivors_of
from omnipresence.sync.operations import CREATE, MARK, Operation
from omnipresence.sync.services.ledger import End, ends_of

MEMBER = ("group_id", "participant_id")


@dataclass(frozen=True, slots=True)
class SessionRef:
    """What a mark needs to know of its session."""

    group_id: int
    start: datetime
    group_is_active: bool
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GroupRef:
    """What a session that is made on the spot needs to know of its group."""

    is_active: bool
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class References:
    """The organization's own sessions, participants, memberships and states among those that were named.

    What belongs to another organization is simply not here, like what never existed (invariant I19). `ends` says how
    what the device refers to has ended, `groups` are those for which it makes sessions. `merged` says who people are by
    now that were found to be somebody else.
    """

    sessions: dict[int, SessionRef]
    participants: frozenset[int]
    members: frozenset[tuple[int, int]]
    states: States
    ends: dict[str, End]
    groups: Mapping[int, GroupRef]
    merged: Mapping[int, int] = field(default_factory=dict)

    def now(self, participant_id: int) -> int:
        """Who that is by now."""
        return self.merged.get(participant_id, participant_id)


def load_references(organization_id: int, device_id: int, operations: Sequence[Operation]) -> References:
    """Seven statements at most, however many operations."""
    refs = {ref for operation in operations for ref in (operation.ref, operation.session_ref) if ref is not None}
    ends = ends_of(organization_id, device_id, refs) if refs else {}
    made = {operation.op_id: operation.group for operation in operations if operation.kind == CREATE}
    # Every statement names its organization: what is another's is not found.
    own = f"organization_id = {int(organization_id)}"
    rows = select(
        "SELECT s.id, group_id, scheduled_start_at, is_active, settings FROM sessions s "
        "JOIN `groups` g ON g.id = group_id JOIN organizations o ON o.id = s.organization_id "
        f"WHERE s.{own} AND s.id IN {listed({session_of(operation, ends) for operation in operations})}"
    )
    sessions = {
        pk: SessionRef(group, moment(start), bool(active), json.loads(settings))
        for pk, group, start, active, settings in rows
    }
    named = [(_group(operation, sessions, ends, made), _participant(operation, ends)) for operation in operations]
    whom = {one for _, one in named if one}
    members = _members(organization_id, named)
    known = {one for _, one in members}
    if whom - known:
        known |= {one for (one,) in select(f"SELECT id FROM participants WHERE {own} AND id IN {listed(whom - known)}")}
    # Only where somebody is gone: hardly ever.
    merged = survivors_of(organization_id, whom - known) if whom - known else {}
    if merged:
        members |= _members(organization_id, [(group, merged.get(one or 0)) for group, one in named])
    return References(
        sessions=sessions,
        participants=frozenset({*known, *merged.values()}),
        members=frozenset(members),
        states=states_of(organization_id),
        ends=ends,
        groups=_groups(own, made.values()) if made else {},
        merged=merged,
    )


def _members(organization_id: int, named: Sequence[tuple[int | None, int | None]]) -> set[tuple[int, int]]:
    """Those of the named (group, participant) that are members."""
    pairs = {(group, one) for group, one in named if group and one}
    found = select_by_pairs("group_memberships", MEMBER, organization_id, MEMBER, sorted(pairs))
    return {(group, one) for group, one in found}


def _groups(own: str, named: Collection[int]) -> dict[int, GroupRef]:
    rows = select(
        "SELECT g.id, is_active, settings FROM `groups` g JOIN organizations o ON o.id = g.organization_id "
        f"WHERE g.{own} AND g.id IN {listed(set(named))}"
    )
    return {pk: GroupRef(bool(active), json.loads(settings)) for pk, active, settings in rows}


def session_of(operation: Operation, ends: Mapping[str, End]) -> int:
    """The number of the session that an operation is about; 0 where it has none yet."""
    if operation.session_ref is None:
        return operation.session
    end = ends.get(operation.session_ref)
    return end.session_id or 0 if end else 0


def _group(
    operation: Operation, sessions: Mapping[int, SessionRef], ends: Mapping[str, End], made: Mapping[str, int]
) -> int | None:
    session = sessions.get(session_of(operation, ends))
    return session.group_id if session else made.get(operation.session_ref or "")


def _participant(operation: Operation, ends: Mapping[str, End]) -> int | None:
    if operation.ref is None:
        return operation.participant
    end = ends.get(operation.ref)
    return end.participant_id if end else None


def refusal(operation: Operation, references: References, *, at: datetime, may_be_old: bool) -> str | None:
    """Why this operation cannot be taken, whoever it is about, as a reason code, or None. `at` is the server's time:
    what the tablet's clock says opens no session again (security item 24)."""
    session = references.sessions.get(operation.session)
    if session is None:
        return "unknown_session"
    if not may_be_old and is_too_old(session.start, at, session.settings):
        return "too_old"
    return None if session.group_is_active else "group_inactive"


def refusal_of_session(
    operation: Operation, references: References, start: datetime, *, at: datetime, may_be_old: bool
) -> str | None:
    """Why no session can be made of this, as a reason code, or None. `start` is by the server's clock."""
    group = references.groups.get(operation.group)
    if group is None:
        return "unknown_group"
    if not group.is_active:
        return "group_inactive"
    return "too_old" if not may_be_old and is_too_old(start, at, group.settings) else None


def refusal_of_mark(
    operation: Operation, references: References, participant_id: int, *, just_added: int | None
) -> str | None:
    """Why this mark cannot be taken, or None. `just_added` is the group that a walk-in of this batch was put into."""
    group_id = references.sessions[operation.session].group_id
    if just_added is None and participant_id not in references.participants:
        return "unknown_participant"
    if group_id != just_added and (group_id, participant_id) not in references.members:
        return "not_in_group"
    if operation.kind != MARK:
        return None
    state = references.states.by_code.get(operation.state or "")
    if state is None:
        return "unknown_state"
    return None if state.is_active else "state_inactive"
