"""What the operations of a batch refer to, read with a fixed number of statements and within one organization."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from omnipresence.base.sql import listed, moment, select, select_by_pairs
from omnipresence.presence.rules import is_too_old
from omnipresence.presence.selectors import States, states_of
from omnipresence.roster.selectors import survivors_of
from omnipresence.sync.operations import MARK, Operation
from omnipresence.sync.services.ledger import End, walk_ins_of

MEMBER = ("group_id", "participant_id")


@dataclass(frozen=True, slots=True)
class SessionRef:
    """What a mark needs to know of its session."""

    group_id: int
    start: datetime
    group_is_active: bool
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class References:
    """The organization's own sessions, participants, memberships and states among those that were named.

    What belongs to another organization is simply not here, like what never existed (invariant I19). `walk_ins` are
    those of the device that ended before. `merged` says who people are by now that were found to be somebody else.
    """

    sessions: dict[int, SessionRef]
    participants: frozenset[int]
    members: frozenset[tuple[int, int]]
    states: States
    walk_ins: dict[str, End]
    merged: Mapping[int, int] = field(default_factory=dict)

    def now(self, participant_id: int) -> int:
        """Who that is by now."""
        return self.merged.get(participant_id, participant_id)


def load_references(organization_id: int, device_id: int, operations: Sequence[Operation]) -> References:
    """Six statements at most, however many operations."""
    refs = {operation.ref for operation in operations if operation.ref is not None}
    walk_ins = walk_ins_of(organization_id, device_id, refs) if refs else {}
    # Every statement names its organization: what is another's is not found.
    own = f"organization_id = {int(organization_id)}"
    rows = select(
        "SELECT s.id, group_id, scheduled_start_at, is_active, settings FROM sessions s "
        "JOIN `groups` g ON g.id = group_id JOIN organizations o ON o.id = s.organization_id "
        f"WHERE s.{own} AND s.id IN {listed({operation.session for operation in operations})}"
    )
    sessions = {
        pk: SessionRef(group, moment(start), bool(active), json.loads(settings))
        for pk, group, start, active, settings in rows
    }
    named = [(operation.session, _participant(operation, walk_ins)) for operation in operations]
    whom = {one for _, one in named if one}
    members = _members(organization_id, sessions, named)
    known = {one for _, one in members}
    if whom - known:
        known |= {one for (one,) in select(f"SELECT id FROM participants WHERE {own} AND id IN {listed(whom - known)}")}
    # Only where somebody is gone: hardly ever.
    merged = survivors_of(organization_id, whom - known) if whom - known else {}
    if merged:
        members |= _members(organization_id, sessions, [(session, merged.get(one or 0)) for session, one in named])
    return References(
        sessions=sessions,
        participants=frozenset({*known, *merged.values()}),
        members=frozenset(members),
        states=states_of(organization_id),
        walk_ins=walk_ins,
        merged=merged,
    )


def _members(
    organization_id: int, sessions: Mapping[int, SessionRef], named: Sequence[tuple[int, int | None]]
) -> set[tuple[int, int]]:
    """Those of the named (session, participant) that are in the session's group, as (group, participant)."""
    pairs = {(sessions[session].group_id, one) for session, one in named if one and session in sessions}
    found = select_by_pairs("group_memberships", MEMBER, organization_id, MEMBER, sorted(pairs))
    return {(group, one) for group, one in found}


def _participant(operation: Operation, walk_ins: dict[str, End]) -> int | None:
    if operation.ref is None:
        return operation.participant
    end = walk_ins.get(operation.ref)
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
