"""Marks that come one at a time by REST: the same write path, with refusals where a tablet would get a conflict."""

from dataclasses import dataclass
from datetime import datetime

from omnipresence.accounts.models import Role
from omnipresence.audit import synced
from omnipresence.base import clock, problems
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError
from omnipresence.base.writes import Versions, write
from omnipresence.presence import selectors
from omnipresence.presence.models import PresenceRecord
from omnipresence.presence.problems import PresenceInQuestion, PresenceRecordExists, SessionTooOld
from omnipresence.presence.rules import Outcome, Value, is_too_old
from omnipresence.presence.selectors import Key
from omnipresence.presence.services.write_marks import Intent, write_marks
from omnipresence.presence.shapes import NOTE
from omnipresence.roster.models import GroupMembership, Participant
from omnipresence.schedule.models import Session


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody records; `recorded_at` None is now."""

    session_id: int
    participant_id: int
    presence_state: str
    note: str = ""
    recorded_at: datetime | None = None


def create_presence_record(by: Caller, mark: Mark) -> PresenceRecord:
    """Record a mark where none is. The same mark again is no error and changes nothing.

    Raises InvalidInput for references that the organization does not have, PresenceInQuestion, PresenceRecordExists.
    """

    def work(versions: Versions) -> PresenceRecord:
        state_id = _checked(by, mark)
        _demand_open(by, mark.session_id)
        wanted = Value(state_id, mark.note)
        intent = _intent((mark.session_id, mark.participant_id), wanted, mark.recorded_at, base_version=0)
        return _written(by, versions, intent)

    return write(by.organization_id, work)


def update_presence_record(
    by: Caller,
    record_id: int,
    *,
    presence_state: str | None,
    note: str | None,
    recorded_at: datetime | None,
    expected_version: int | None,
) -> PresenceRecord:
    """Correct a record; None leaves a field as it is.

    Raises NotFound, VersionChanged, InvalidInput or PresenceInQuestion.
    """

    def work(versions: Versions) -> PresenceRecord:
        row = _demanded(by, record_id, expected_version)
        state_id = row.presence_state_id if presence_state is None else _state(by, presence_state)
        wanted = Value(state_id, row.extra_data.get(NOTE, "") if note is None else note)
        key = (row.session_id, row.participant_id)
        return _written(by, versions, _intent(key, wanted, recorded_at or clock.now(), base_version=row.version))

    return write(by.organization_id, work)


def delete_presence_record(by: Caller, record_id: int, *, expected_version: int | None) -> None:
    """Clear a record; its trace stays in the audit log. Raises NotFound, VersionChanged, PresenceInQuestion."""

    def work(versions: Versions) -> None:
        row = _demanded(by, record_id, expected_version)
        intent = _intent((row.session_id, row.participant_id), None, None, base_version=row.version)
        if write_marks(by, versions, [intent], at=clock.now(), keep_conflicts=False)[0].outcome is Outcome.CONFLICT:
            raise PresenceInQuestion

    write(by.organization_id, work)


def _intent(key: Key, wanted: Value | None, recorded_at: datetime | None, *, base_version: int) -> Intent:
    return Intent(key[0], key[1], wanted, recorded_at or clock.now(), base_version)


def _written(by: Caller, versions: Versions, intent: Intent) -> PresenceRecord:
    (result,) = write_marks(by, versions, [intent], at=clock.now(), keep_conflicts=False)
    if result.outcome is Outcome.CONFLICT:
        frozen = selectors.open_conflicts_of(by.organization_id, {intent.key})
        raise PresenceInQuestion(current=result.current) if frozen else PresenceRecordExists(current=result.current)
    return selectors.presence_records(by.organization_id).get(
        session_id=intent.session_id, participant_id=intent.participant_id
    )


def _demanded(by: Caller, record_id: int, expected_version: int | None) -> PresenceRecord:
    row = selectors.get_presence_record(by.organization_id, record_id)
    _demand_open(by, row.session_id)
    synced.expect(row, expected_version)
    return row


def _demand_open(by: Caller, session_id: int) -> None:
    """Others than administrators change nothing about sessions of long ago."""
    if by.role == Role.ADMINISTRATOR:
        return
    known = Session.objects.for_organization(by.organization_id).filter(pk=session_id)
    start, settings = known.values_list("scheduled_start_at", "organization__settings").get()
    if is_too_old(start, clock.now(), settings):
        raise SessionTooOld


def _checked(by: Caller, mark: Mark) -> int:
    """The id of the state, once session, participant and membership are known to be the organization's own."""
    errors = []
    session = Session.objects.for_organization(by.organization_id).filter(pk=mark.session_id).first()
    people = Participant.objects.for_organization(by.organization_id).filter(pk=mark.participant_id)
    if session is None:
        errors.append(FieldError("/session", "unknown_session", "There is no such session."))
    if not people.exists():
        errors.append(FieldError("/participant", "unknown_participant", "There is no such participant."))
    if not errors and session is not None:
        members = GroupMembership.objects.for_organization(by.organization_id)
        if not members.filter(group_id=session.group_id, participant_id=mark.participant_id).exists():
            errors.append(FieldError("/participant", "not_in_group", "The participant is not in the session's group."))
    if errors:
        raise problems.InvalidInput(errors=errors)
    return _state(by, mark.presence_state)


def _state(by: Caller, code: str) -> int:
    state = selectors.states_of(by.organization_id).by_code.get(code)
    if state is None:
        raise problems.InvalidInput(errors=[FieldError("/presence_state", "unknown_state", "There is no such state.")])
    if not state.is_active:
        raise problems.InvalidInput(errors=[FieldError("/presence_state", "state_inactive", "This state is retired.")])
    return state.pk
