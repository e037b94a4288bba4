"""Presence in the demo's past sessions, written the way everything writes presence."""

import random
from collections.abc import Sequence
from datetime import timedelta

from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.writes import Versions, write
from omnipresence.presence.models import PresenceState
from omnipresence.presence.rules import Value
from omnipresence.presence.services import Intent, write_marks
from omnipresence.roster.models import GroupMembership
from omnipresence.schedule.models import Session

MOSTLY_PRESENT = (0.9, 0.05, 0.03, 0.02)
NOTES = ("", "", "", "Came with a note from home.", "Phoned in the morning.")


def mark_past_sessions(by: Caller, sessions: Sequence[Session], domain: str) -> None:
    """Everybody in those of the sessions that are over: nine in ten present."""
    states = list(
        PresenceState.objects.for_organization(by.organization_id)
        .filter(domain=domain)
        .order_by("sort_order")
        .values_list("pk", flat=True)[: len(MOSTLY_PRESENT)]
    )
    for session in sessions:
        if session.actual_end_at is not None:
            _mark(by, _intents(by, session, states))


def _mark(by: Caller, intents: list[Intent]) -> None:
    def work(versions: Versions) -> None:
        write_marks(by, versions, intents, at=clock.now())

    write(by.organization_id, work, count=len(intents))


def _intents(by: Caller, session: Session, states: list[int]) -> list[Intent]:
    chance = random.Random(session.pk)  # noqa: S311 - decoration
    members = GroupMembership.objects.for_organization(by.organization_id).filter(group_id=session.group_id)
    intents = []
    for participant in members.values_list("participant_id", flat=True):
        state = chance.choices(states, MOSTLY_PRESENT)[0]
        note = chance.choice(NOTES) if state != states[0] else ""
        moment = session.scheduled_start_at + timedelta(seconds=chance.randrange(30, 600))
        intents.append(Intent(session.pk, participant, Value(state, note), moment, base_version=0))
    return intents
