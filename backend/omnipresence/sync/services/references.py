"""What the operations of a batch refer to, read with a fixed number of statements and within one organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from omnipresence.base.sql import select_by_pairs
from omnipresence.presence.selectors import States, states_of
from omnipresence.roster.models import GroupMembership, Participant
from omnipresence.schedule.models import Session
from omnipresence.sync.envelope import Operation


@dataclass(frozen=True, slots=True)
class SessionRef:
    """What a mark needs to know of its session."""

    group_id: int
    start: datetime


@dataclass(frozen=True, slots=True)
class References:
    """The organization's own sessions, participants, memberships and states among those that were named.

    What belongs to another organization is simply not here, like what never existed (invariant I19).
    """

    sessions: dict[int, SessionRef]
    participants: frozenset[int]
    members: frozenset[tuple[int, int]]
    states: States


def load_references(organization_id: int, operations: Sequence[Operation]) -> References:
    """Four statements, however many operations."""
    session_ids = {operation.session for operation in operations}
    rows = Session.objects.for_organization(organization_id).filter(pk__in=session_ids)
    sessions = {
        pk: SessionRef(group, start) for pk, group, start in rows.values_list("pk", "group_id", "scheduled_start_at")
    }
    people = Participant.objects.for_organization(organization_id).filter(
        pk__in={operation.participant for operation in operations}
    )
    pairs = {
        (sessions[operation.session].group_id, operation.participant)
        for operation in operations
        if operation.session in sessions
    }
    columns = ("group_id", "participant_id")
    members = select_by_pairs(GroupMembership._meta.db_table, columns, organization_id, columns, sorted(pairs))
    return References(
        sessions=sessions,
        participants=frozenset(people.values_list("pk", flat=True)),
        members=frozenset((group, participant) for group, participant in members),
        states=states_of(organization_id),
    )


def refusal(operation: Operation, references: References, user_id: int) -> str | None:
    """Why this operation cannot be taken, as a reason code, or None."""
    if operation.marked_by != user_id:
        return "forbidden"
    session = references.sessions.get(operation.session)
    if session is None:
        return "unknown_session"
    if operation.participant not in references.participants:
        return "unknown_participant"
    if (session.group_id, operation.participant) not in references.members:
        return "not_in_group"
    if operation.kind != "mark":
        return None
    state = references.states.by_code.get(operation.state or "")
    if state is None:
        return "unknown_state"
    return None if state.is_active else "state_inactive"
