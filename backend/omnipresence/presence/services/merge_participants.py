"""Two participants that are one person become one: groups, presence records and open questions move to the survivor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from omnipresence.audit import synced
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.sql import chunked
from omnipresence.base.writes import Versions, write
from omnipresence.presence import selectors
from omnipresence.presence.rules import Outcome, Value
from omnipresence.presence.selectors import Key, Record
from omnipresence.presence.services.write_marks import Intent, write_marks
from omnipresence.presence.shapes import NOTE
from omnipresence.roster import selectors as roster
from omnipresence.roster.models import Participant
from omnipresence.roster.services import end_duplicate, take_over

# Records that are moved with one round of statements.
CHUNK = 1000


@dataclass(slots=True)
class Merged:
    """What a merge did. `equal` records said the same of both; of `conflicts` both versions wait for a decision."""

    survivor: Participant
    memberships: int = 0
    moved: int = 0
    equal: int = 0
    conflicts: int = 0


def merge_participants(
    by: Caller,
    survivor_id: int,
    duplicate_id: int,
    *,
    expected: int | None = None,
    duplicate_expected: int | None = None,
) -> Merged:
    """Merge the duplicate into the survivor; all of it or nothing.

    Where both have a record in one session the survivor's stands; another value of the duplicate's becomes a conflict
    for an administrator, as if two tablets had marked. Marks of tablets that still name the duplicate are taken as the
    survivor's (sync). `expected` and `duplicate_expected` are the versions of the two that the caller has seen. Raises
    NotFound, VersionChanged, or InvalidInput for a duplicate that is nobody, or the survivor.
    """

    def work(versions: Versions) -> Merged:
        survivor = roster.get_participant(by.organization_id, survivor_id)
        synced.expect(survivor, expected)
        duplicate = roster.participants(by.organization_id).filter(pk=duplicate_id).first()
        if duplicate is None:
            raise InvalidInput(errors=[FieldError("/duplicate", "unknown", "There is no such participant.")])
        if duplicate.pk == survivor.pk:
            raise InvalidInput(errors=[FieldError("/duplicate", "same", "Nobody is their own duplicate.")])
        synced.expect(duplicate, duplicate_expected)
        at = clock.now()
        done = Merged(survivor, memberships=take_over(by, versions, survivor, duplicate))
        rows = selectors.presence_records(by.organization_id).filter(participant_id=duplicate.pk)
        keys = [(session, duplicate.pk) for session in rows.order_by("session_id").values_list("session_id", flat=True)]
        for some in chunked(keys, CHUNK):
            _move_records(by, versions, done, some, at)
        _move_questions(by, versions, duplicate.pk, survivor.pk)
        for some in chunked(keys, CHUNK):
            _clear(by, versions, some, at)
        end_duplicate(by, versions, survivor, duplicate)
        return done

    return write(by.organization_id, work, count=CHUNK)


def _move_records(by: Caller, versions: Versions, done: Merged, keys: Sequence[Key], at: datetime) -> None:
    records = selectors.records_of(by.organization_id, keys)
    intents = [_intent(done.survivor.pk, records[key]) for key in keys]
    for result in write_marks(by, versions, intents, at=at):
        done.moved += result.outcome is Outcome.APPLIED
        done.equal += result.outcome is Outcome.SAME
        done.conflicts += result.outcome is Outcome.CONFLICT


def _intent(survivor_id: int, record: Record) -> Intent:
    extra = {name: value for name, value in record.extra_data.items() if name != NOTE}
    return Intent(
        session_id=record.session_id,
        participant_id=survivor_id,
        wanted=Value(record.presence_state_id, record.extra_data.get(NOTE, "")),
        recorded_at=record.recorded_at,
        # The mark knew nothing of the survivor's.
        base_version=0,
        extra=extra,
        history={"clock": extra.get("clock")},
        moves=record,
    )


def _move_questions(by: Caller, versions: Versions, duplicate_id: int, survivor_id: int) -> None:
    """Conflicts of the duplicate, decided ones too, become the survivor's; open ones freeze the survivor's record."""
    rows = selectors.sync_conflicts(by.organization_id).filter(participant_id=duplicate_id).order_by("id")
    synced.update_many(by, versions, [synced.Update(row, {"participant": survivor_id}) for row in rows])


def _clear(by: Caller, versions: Versions, keys: Sequence[Key], at: datetime) -> None:
    """The duplicate's own records end, each with its trace in the audit log and its tombstone."""
    intents = [Intent(session, participant, None, at, base_version=None) for session, participant in keys]
    write_marks(by, versions, intents, at=at)
