"""Today's sessions, and who was where in one of them."""

from collections import defaultdict
from typing import Any

from django.db.models import Count

from omnipresence.accounts.models import User
from omnipresence.base import clock
from omnipresence.base.clock import rfc3339
from omnipresence.presence.models import PresenceRecord
from omnipresence.reports.report import COUNTED, Column, Report, Row, state_columns, tally
from omnipresence.reports.scope import Scope, occurring, states_by_id
from omnipresence.roster.models import Group, GroupMembership, Participant
from omnipresence.schedule.models import Session
from omnipresence.schedule.selectors import get_session
from omnipresence.schedule.shapes import session_json

SESSION_COLUMNS = (
    Column("session", "Session id", 0.7),
    Column("session_name", "Session", 2),
    Column("group", "Group id", 0.7),
    Column("group_name", "Group", 2),
    Column("scheduled_start_at", "Start", 1.6),
    Column("scheduled_end_at", "End", 1.6),
)
PERSON_COLUMNS = (
    Column("participant", "Participant id", 0.8),
    Column("identifier", "Identifier", 1.2),
    Column("name", "Name", 2.4),
    Column("presence_state", "State", 1),
    Column("state_label", "State in words", 1.2),
    Column("recorded_at", "Recorded at", 1.7),
    Column("recorded_by", "Recorded by id", 0.8),
    Column("recorded_by_name", "Recorded by", 1.4),
    Column("note", "Note", 1.8),
)


def report_today(scope: Scope) -> Report:
    """Each session of the scope's days with its counts; `unmarked` are members of whom nothing is recorded."""
    sessions = list(scope.sessions().order_by("scheduled_start_at", "id"))
    states = states_by_id(scope.organization)
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    counted = scope.records().values_list("session_id", "presence_state_id").annotate(Count("pk")).order_by()
    for session, state, count in counted:
        counts[session][state] = count
    groups = {row.group_id for row in sessions}
    members = _member_counts(scope, groups)
    names = dict(Group.objects.for_organization(scope.organization.pk).filter(pk__in=groups).values_list("pk", "name"))
    rows = []
    for session in sessions:
        found = tally([(states[state], count) for state, count in counts[session.pk].items()])
        belonging = members.get(session.group_id, 0)
        rows.append(
            {
                **session_head(session, names),
                "status": session_json(session)["status"],
                "members": belonging,
                "unmarked": max(0, belonging - found["marked"]),
                **found,
            }
        )
    shown = occurring(states, {state for some in counts.values() for state in some})
    columns = (
        *SESSION_COLUMNS, Column("status", "Status"), Column("members", "Members", 0.7),
        Column("unmarked", "Unmarked", 0.7), *COUNTED, *state_columns(shown),
    )  # fmt: skip
    return report(scope, "today", "Sessions of the day", columns, rows, shown)


def report_session(scope: Scope, session_id: int, *, kinds: frozenset[str] | None = None) -> Report:
    """Everybody of a session: members, and whoever else was marked. `kinds` keeps only states that count so, and
    "unmarked". Raises NotFound."""
    organization = scope.organization
    session = get_session(organization.pk, session_id)
    states = states_by_id(organization)
    records = {
        row.participant_id: row
        for row in PresenceRecord.objects.for_organization(organization.pk).filter(session_id=session.pk)
    }
    memberships = GroupMembership.objects.for_organization(organization.pk).filter(group_id=session.group_id)
    members = set(memberships.values_list("participant_id", flat=True))
    joined = Participant.objects.for_organization(organization.pk).filter(memberships__group_id=session.group_id)
    marked = PresenceRecord.objects.for_organization(organization.pk).filter(session_id=session.pk)
    also = Participant.objects.for_organization(organization.pk).filter(pk__in=marked.values("participant_id"))
    people = {row.pk: row for row in [*joined, *also]}
    users = dict(User.objects.for_organization(organization.pk).values_list("pk", "name"))
    rows = []
    for person in sorted(people.values(), key=lambda row: (row.last_name, row.first_name, row.identifier)):
        record = records.get(person.pk)
        state = states[record.presence_state_id] if record else None
        kind = state.counts_as if state else "unmarked"
        if (record is None and not person.is_active) or (kinds is not None and kind not in kinds):
            continue
        rows.append(
            {
                "participant": person.pk,
                "identifier": person.identifier,
                "name": full_name(person.first_name, person.last_name),
                "is_member": person.pk in members,
                "presence_state": state.code if state else None,
                "state_label": state.label if state else None,
                "counts_as": kind,
                "recorded_at": rfc3339(record.recorded_at) if record else None,
                "recorded_by": record.recorded_by_id if record else None,
                "recorded_by_name": users.get(record.recorded_by_id) if record else None,
                "note": record.extra_data.get("note", "") if record else "",
            }
        )
    shown = occurring(states, {record.presence_state_id for record in records.values()})
    day = session.scheduled_start_at.astimezone(scope.zone).date()
    scope = Scope(organization, scope.zone, day, day)
    name, title = ("session", "Session") if kinds is None else ("absentees", "Absentees")
    about = {"session": session.pk}
    return report(scope, name, f"{title}: {session.name}", PERSON_COLUMNS, rows, shown, about)


def session_head(session: Session, names: dict[int, str]) -> Row:
    """How reports name a session."""
    return {
        "session": session.pk,
        "session_name": session.name,
        "group": session.group_id,
        "group_name": names.get(session.group_id, ""),
        "scheduled_start_at": rfc3339(session.scheduled_start_at),
        "scheduled_end_at": rfc3339(session.scheduled_end_at),
    }


def full_name(first: str, last: str) -> str:
    """A person's name in one piece."""
    return f"{first} {last}".strip()


def report(
    scope: Scope, name: str, title: str, columns: Any, rows: list[Row], states: Any, about: Any = None
) -> Report:
    """A report of this scope, made now."""
    return Report(
        name, title, scope.organization.slug, scope.organization.time_zone, clock.now(), scope.first, scope.last,
        columns, rows, states, about, scope.organization.name,
    )  # fmt: skip


def _member_counts(scope: Scope, groups: set[int]) -> dict[int, int]:
    active = GroupMembership.objects.for_organization(scope.organization.pk).filter(
        group_id__in=groups, participant__is_active=True
    )
    return dict(active.values_list("group_id").annotate(Count("pk")).order_by())
