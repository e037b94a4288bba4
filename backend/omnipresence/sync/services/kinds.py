"""What each kind of operation does: walk-ins become people, sessions start and end, marks are made and cleared."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Literal

from omnipresence.base.clock import from_milliseconds
from omnipresence.base.compact import compact
from omnipresence.base.writes import Versions
from omnipresence.presence.rules import Outcome, Prior, Value
from omnipresence.presence.selectors import change_of
from omnipresence.presence.services import Intent, MarkResult, write_marks
from omnipresence.roster.services import Added, Guest, WalkIn, add_guests, add_walk_ins
from omnipresence.schedule.services import Strike, Struck, Written, strike_sessions
from omnipresence.sync.operations import END, MARKS, START, UNDO, Operation
from omnipresence.sync.rules import MarkTime, correct_time
from omnipresence.sync.services import ledger
from omnipresence.sync.services.batch import Batch, Item
from omnipresence.sync.services.ledger import Known, Result
from omnipresence.sync.services.pasts import pasts_of
from omnipresence.sync.services.references import References, refusal_of_mark


@dataclass(slots=True)
class Turn:
    """One batch under the lock. `results` grows kind by kind; what is not in it is still open."""

    batch: Batch
    versions: Versions
    references: References
    at: datetime
    results: dict[str, Result]
    added: dict[str, Added] = field(default_factory=dict)
    renamed: list[Added] = field(default_factory=list)
    conflicts: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)

    def open(self, items: Sequence[Item], kinds: Collection[str] = MARKS) -> list[tuple[Item, Operation]]:
        """The operations of these kinds that have no result yet."""
        return [
            (item, item.operation)
            for item in items
            if item.op_id not in self.results and item.operation is not None and item.operation.kind in kinds
        ]

    def time_of(self, operation: Operation) -> MarkTime:
        """When it happened, by the server's clock."""
        start = self.references.sessions[operation.session].start
        doubtful = self.batch.clock_was_set(operation.clock_era)
        marked_at = from_milliseconds(operation.marked_at)
        return correct_time(marked_at, self.batch.skew, start, self.at, doubtful=doubtful)


Open = Sequence[tuple[Item, Operation]]
VERBS: Mapping[str, Literal["start", "end", "undo"]] = {START: "start", END: "end", UNDO: "undo"}


def add_people(turn: Turn, walk_ins: Open) -> None:
    """Make a participant of every newcomer, and members of the session's group of all who walked in."""
    _newcomers(turn, [(item, operation) for item, operation in walk_ins if operation.participant is None])
    now = turn.references.now
    known = [(item, operation, now(operation.participant)) for item, operation in walk_ins if operation.participant]
    _guests(turn, known)


def _guests(turn: Turn, walk_ins: Sequence[tuple[Item, Operation, int]]) -> None:
    joining: dict[tuple[int, int], tuple[Item, Guest]] = {}
    for item, operation, participant_id in walk_ins:
        group_id = turn.references.sessions[operation.session].group_id
        if participant_id not in turn.references.participants:
            turn.results[item.op_id] = item.ends(Outcome.REJECTED, "unknown_participant")
            continue
        # Who is a member already, or comes twice in one batch, is welcome all the same.
        turn.added[item.op_id] = Added(participant_id, group_id, "", 0, renamed=False)
        turn.results[item.op_id] = Result(str(item.op_id), Outcome.SAME, participant=participant_id)
        if (group_id, participant_id) not in turn.references.members:
            joined_at = turn.time_of(operation).recorded_at
            guest = Guest(group_id, participant_id, joined_at, operation.marked_by)
            joining.setdefault((group_id, participant_id), (item, guest))
    versions = add_guests(turn.batch.by, turn.versions, [guest for _, guest in joining.values()])
    for (item, guest), version in zip(joining.values(), versions, strict=True):
        turn.results[item.op_id] = Result(str(item.op_id), Outcome.APPLIED, version, participant=guest.participant_id)


def _newcomers(turn: Turn, walk_ins: Open) -> None:
    wishes = [
        WalkIn(
            group_id=turn.references.sessions[operation.session].group_id,
            first_name=operation.first_name,
            last_name=operation.last_name,
            # The end of the id, which is chance: its beginning is the time, the same for everybody at the desk.
            identifier=operation.identifier or f"W-{operation.op_id[-8:].upper()}",
            joined_at=turn.time_of(operation).recorded_at,
            origin=operation.op_id,
            added_by=operation.marked_by,
        )
        for _, operation in walk_ins
    ]
    for (item, _), added in zip(walk_ins, add_walk_ins(turn.batch.by, turn.versions, wishes), strict=True):
        turn.added[item.op_id] = added
        if added.renamed:
            turn.renamed.append(added)
        turn.results[item.op_id] = Result(item.op_id, Outcome.APPLIED, added.version, participant=added.participant_id)


def strike(turn: Turn, operations: Open, known: Mapping[str, Known]) -> None:
    """Note when sessions really started and ended, or that somebody takes that back. `known` has the ledger's."""
    taken: list[Item] = []
    strikes: list[Strike] = []
    places: dict[tuple[int, str], int] = {}
    named = {operation.session for _, operation in operations if operation.kind == UNDO}
    gone = ledger.taken_back(turn.batch.by.organization_id, turn.batch.device.pk, named) if named else set()
    for item, operation in operations:
        of: int | Written | None = places.get((operation.session, operation.prev_op or ""))
        if operation.kind == UNDO and of is None:
            found = Outcome.SAME if operation.prev_op in gone else _written(turn, operation, known)
            if isinstance(found, Outcome):
                turn.results[item.op_id] = _undoes_nothing(item, operation, found)
                continue
            of = found
        places[operation.session, operation.op_id] = len(strikes)
        taken.append(item)
        at = turn.time_of(operation).recorded_at
        strikes.append(Strike(operation.session, VERBS[operation.kind], at, operation.marked_by, of))
    struck = strike_sessions(turn.batch.by, turn.versions, strikes)
    for item, done in zip(taken, struck, strict=True):
        turn.results[item.op_id] = _struck(item, done)


def _struck(item: Item, done: Struck) -> Result:
    if done.stale:
        return item.ends(Outcome.REJECTED, "changed_since")
    return Result(item.op_id, Outcome.APPLIED if done.applied else Outcome.SAME, done.version)


def _written(turn: Turn, operation: Operation, known: Mapping[str, Known]) -> Written | Outcome:
    """What the ledger says of the start or end that is taken back, or how that one ended where it wrote nothing."""
    before = known.get(operation.prev_op or "")
    if before is None or before.device_id != turn.batch.device.pk:
        here = turn.results.get(operation.prev_op or "")
        return here.outcome if here else Outcome.RETRY
    if before.result.outcome is not Outcome.APPLIED:
        return before.result.outcome
    return Written(before.result.version)


def _undoes_nothing(item: Item, operation: Operation, end: Outcome) -> Result:
    if end is Outcome.QUARANTINED:
        # Kept beside what it takes back, for whoever looks into the tray.
        return item.ends(Outcome.QUARANTINED, "missing_ref")
    if end is Outcome.RETRY and not operation.prev_gone:
        return item.ends(Outcome.RETRY, "missing_prev")
    # Refused, said by somebody before, or taken back already: nothing of it stands.
    return Result(item.op_id, Outcome.SAME)


def mark_people(turn: Turn, marks: Open, prior: Mapping[str, Prior]) -> None:
    """Decide and write the marks, in order."""
    taken: list[tuple[Item, Operation, Intent]] = []
    for item, operation in marks:
        whom = _participant(turn, item, operation)
        if isinstance(whom, Result):
            turn.results[item.op_id] = whom
        else:
            taken.append((item, operation, _intent(turn, operation, whom)))
    intents = [intent for _, _, intent in taken]
    states = turn.references.states.codes
    recall = partial(pasts_of, turn.batch.by.organization_id)
    done = write_marks(turn.batch.by, turn.versions, intents, at=turn.at, prior=prior, codes=states, recall=recall)
    for (item, operation, intent), mark in zip(taken, done, strict=True):
        result = _result(item, mark, intent.participant_id if operation.ref else None)
        if mark.written is not None:
            result.change = change_of(mark.written, states)
        turn.results[item.op_id] = result
    turn.conflicts += [mark.conflict_id for mark in done if mark.conflict_id is not None]


def _participant(turn: Turn, item: Item, operation: Operation) -> int | Result:
    """Whom a mark is about, or why it cannot be taken (now, or ever)."""
    participant_id, just_added = operation.participant, None
    if operation.ref is not None:
        added, ended = turn.added.get(operation.ref), turn.references.ends.get(operation.ref)
        here = turn.results.get(operation.ref)
        if added is not None:
            participant_id, just_added = added.participant_id, added.group_id
        elif ended is not None and ended.participant_id is not None:
            participant_id = ended.participant_id
        else:
            return _unmet(item, ended.outcome if ended else here.outcome if here else Outcome.RETRY)
    if participant_id is None:
        raise AssertionError("a mark without a participant was let through")
    participant_id = turn.references.now(participant_id)
    reason = refusal_of_mark(operation, turn.references, participant_id, just_added=just_added)
    if reason is None:
        return participant_id
    return Result(item.op_id, Outcome.REJECTED, reason=reason, participant=participant_id if operation.ref else None)


def _unmet(item: Item, end: Outcome) -> Result:
    """The result of a mark whose walk-in made nobody: an orphan is never written."""
    if end is Outcome.REJECTED:
        return item.ends(Outcome.REJECTED, "unknown_participant")
    if end is Outcome.QUARANTINED:
        # Kept beside its walk-in, for whoever looks into the tray.
        return item.ends(Outcome.QUARANTINED, "missing_ref")
    return item.ends(Outcome.RETRY, "missing_ref")


def _intent(turn: Turn, operation: Operation, participant_id: int) -> Intent:
    time = turn.time_of(operation)
    return Intent(
        session_id=operation.session,
        participant_id=participant_id,
        wanted=_value(operation, turn.references),
        recorded_at=time.recorded_at,
        base_version=operation.base_version,
        acked_version=operation.acked_version,
        op_id=operation.op_id,
        prev_op=operation.prev_op,
        prev_gone=operation.prev_gone,
        recorded_by=operation.marked_by,
        extra={"op": operation.op_id, "clock": time.clock},
        history={"edits": operation.edits, "clock": time.clock},
    )


def _value(operation: Operation, references: References) -> Value | None:
    if operation.state is None:
        return None
    return Value(references.states.by_code[operation.state].pk, operation.note)


def _result(item: Item, mark: MarkResult, participant: int | None) -> Result:
    return Result(
        op_id=item.op_id,
        outcome=mark.outcome,
        version=mark.version,
        conflict_id=mark.conflict_id,
        reason=mark.reason,
        participant=participant,
        current=None if mark.current is None else compact(mark.current),
    )
