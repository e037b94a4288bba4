"""The push half of a sync: every operation of a batch gets exactly one result, and each result is final or "retry".

A batch is written in one transaction. When something in it fails that no repetition heals, the batch is halved until
the one operation that fails is alone: that one goes to the quarantine tray, the others are applied (invariant I14).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Exists

from omnipresence.accounts.devices import ACTIVE
from omnipresence.accounts.models import Role, SyncDevice, User
from omnipresence.base import clock, problems
from omnipresence.base.caller import Caller
from omnipresence.base.clock import from_milliseconds
from omnipresence.base.ids import parse_uuid
from omnipresence.base.problems import Problem
from omnipresence.base.writes import Busy, Versions, is_transient, write
from omnipresence.presence.rules import Outcome, Value
from omnipresence.presence.services import Intent, MarkResult, write_marks
from omnipresence.sync.envelope import KINDS, Operation, canonical, fingerprint, read_operation
from omnipresence.sync.problems import DeviceRevoked
from omnipresence.sync.rules import correct_time
from omnipresence.sync.services import ledger, quarantine
from omnipresence.sync.services.ledger import Entry, Known, Result
from omnipresence.sync.services.references import References, load_references, refusal
from omnipresence.sync.services.tell import tell_administrators

log = logging.getLogger("omnipresence.sync")

WRITERS = frozenset({Role.ADMINISTRATOR, Role.FRONTLINE})


@dataclass(frozen=True, slots=True)
class Batch:
    """Who pushes, from which device, when, and how far its clock is off (server minus device)."""

    by: Caller
    device: SyncDevice
    batch_id: UUID
    skew: timedelta


@dataclass(frozen=True, slots=True)
class Item:
    """One operation with a usable id. `verdict` is set where its shape alone decides."""

    op_id: UUID
    fingerprint: bytes
    body: dict[str, Any]
    operation: Operation | None = None
    verdict: Result | None = None

    @property
    def seq_no(self) -> int:
        return self.operation.seq_no if self.operation else 0


def push(batch: Batch, bodies: Sequence[Any]) -> list[Result]:
    """One result for each operation, in the order of the request."""
    results: list[Result | None] = [None] * len(bodies)
    items: dict[UUID, Item] = {}
    asked: dict[int, UUID] = {}
    for n, body in enumerate(bodies):
        item = _read(body)
        if item is None:
            results[n] = quarantine.keep_unreadable(batch.by, batch.device, body)
        elif items.setdefault(item.op_id, item).fingerprint != item.fingerprint:
            # The same id twice in one batch with two contents: the first one stands.
            results[n] = _reused(batch, item.op_id)
        else:
            asked[n] = item.op_id
    settled = _settle_all(batch, list(items.values()))
    for n, op_id in asked.items():
        results[n] = settled[op_id]
    answered = [result for result in results if result is not None]
    if len(answered) != len(bodies):
        raise AssertionError("every operation has one result")
    return answered


def _read(body: Any) -> Item | None:
    op_id = parse_uuid(body.get("op_id")) if isinstance(body, dict) else None
    if op_id is None:
        return None
    mark = fingerprint(body)
    if body.get("kind") not in KINDS:
        return Item(op_id, mark, body, verdict=Result(str(op_id), Outcome.QUARANTINED, reason="unknown_kind"))
    operation, errors = read_operation(body, op_id)
    if errors:
        detail = "; ".join(f"{error.pointer} {error.detail}" for error in errors)[:300]
        verdict = Result(str(op_id), Outcome.REJECTED, reason="invalid", detail=detail)
        return Item(op_id, mark, body, verdict=verdict)
    return Item(op_id, mark, body, operation)


def _settle_all(batch: Batch, items: Sequence[Item]) -> dict[UUID, Result]:
    known = ledger.look_up(batch.by.organization_id, [item.op_id for item in items])
    settled = {item.op_id: _replayed(batch, item, known[item.op_id]) for item in items if item.op_id in known}
    # All known: no lock is taken, a repeat costs one read.
    fresh = sorted((item for item in items if item.op_id not in known), key=lambda item: item.seq_no)
    if fresh:
        settled |= _settle(batch, fresh)
    return settled


def _replayed(batch: Batch, item: Item, known: Known) -> Result:
    if known.repeats(batch.device.pk, item.fingerprint):
        return known.result
    return _reused(batch, item.op_id)


def _reused(batch: Batch, op_id: UUID) -> Result:
    log.warning(
        "op_id reused with other content: organization %s, user %s, device %s, operation %s",
        batch.by.organization_id, batch.by.user_id, batch.device.pk, op_id,
    )  # fmt: skip
    return Result(str(op_id), Outcome.REJECTED, reason="op_id_reused")


def _settle(batch: Batch, items: Sequence[Item], *, again: bool = False) -> dict[UUID, Result]:
    try:
        return _write(batch, items)
    except Problem:
        raise
    except Exception as error:
        # A database that cannot just now is no fault of an operation: the same request comes again.
        if isinstance(error, DatabaseError) and is_transient(error):
            raise Busy from error
        log.exception("a batch of %s operations failed; %s", len(items), "isolating" if len(items) > 1 else "keeping")
    if len(items) > 1:
        middle = len(items) // 2
        return _settle(batch, items[:middle]) | _settle(batch, items[middle:])
    if not again:
        # What it refers to may have gone between the look-up and the write: look again before giving up.
        return _settle(batch, items, again=True)
    item = items[0]
    with transaction.atomic(durable=True):
        result = Result(str(item.op_id), Outcome.QUARANTINED, reason="failed")
        quarantine.keep(batch.by, batch.device, item.fingerprint, canonical(item.body), "failed")
        _enter(batch, [_entry(item, result)], clock.now())
    return {item.op_id: result}


def _write(batch: Batch, items: Sequence[Item]) -> dict[UUID, Result]:
    operations = [item.operation for item in items if item.operation is not None]
    references = load_references(batch.by.organization_id, operations)
    # Repeatable, since what an earlier try kept is found in the ledger.
    return write(
        batch.by.organization_id,
        lambda versions: _decide(batch, versions, items, references),
        count=len(items),
        repeatable=True,
    )


def _decide(batch: Batch, versions: Versions, items: Sequence[Item], references: References) -> dict[UUID, Result]:
    at = clock.now()
    writer = _demand_allowed(batch)
    previous = {item.operation.prev_op for item in items if item.operation and item.operation.prev_op}
    # Read again under the lock: the same request may have come by another connection and won.
    known = ledger.look_up(batch.by.organization_id, previous | {item.op_id for item in items})
    results = {item.op_id: _replayed(batch, item, known[item.op_id]) for item in items if item.op_id in known}
    fresh = [item for item in items if item.op_id not in known]
    marks: list[tuple[Item, Intent]] = []
    for item in fresh:
        verdict = item.verdict or _refused(item, references, batch.by, writer=writer)
        if verdict is not None:
            results[item.op_id] = verdict
        elif item.operation is not None:
            marks.append((item, _intent(batch, item.operation, references, at)))
    intents = [intent for _, intent in marks]
    codes = references.states.codes
    done = write_marks(batch.by, versions, intents, at=at, prior=ledger.priors(known), codes=codes)
    for (item, _), mark in zip(marks, done, strict=True):
        results[item.op_id] = _result(item, mark)
    final = [item for item in fresh if results[item.op_id].outcome is not Outcome.RETRY]
    _enter(batch, [_entry(item, results[item.op_id]) for item in final], at)
    for item in final:
        if results[item.op_id].outcome is Outcome.QUARANTINED:
            reason = results[item.op_id].reason or ""
            quarantine.keep(batch.by, batch.device, item.fingerprint, canonical(item.body), reason)
    conflicts = [mark.conflict_id for mark in done if mark.conflict_id is not None]
    tell_administrators(batch.by, conflicts, at)
    return results


def _demand_allowed(batch: Batch) -> bool:
    """Whether the user may write presence; raises when the user or the device was shut out meanwhile (I20)."""
    active = SyncDevice.objects.for_organization(batch.by.organization_id).filter(pk=batch.device.pk, status=ACTIVE)
    users = User.objects.for_organization(batch.by.organization_id).filter(pk=batch.by.user_id, is_active=True)
    row = users.annotate(device_active=Exists(active)).values_list("role", "device_active").first()
    if row is None:
        raise problems.NotAuthenticated
    if not row[1]:
        raise DeviceRevoked
    return row[0] in WRITERS


def _refused(item: Item, references: References, by: Caller, *, writer: bool) -> Result | None:
    if item.operation is None:
        return None
    reason = refusal(item.operation, references, by.user_id) if writer else "forbidden"
    return Result(str(item.op_id), Outcome.REJECTED, reason=reason) if reason else None


def _intent(batch: Batch, operation: Operation, references: References, at: datetime) -> Intent:
    start = references.sessions[operation.session].start
    time = correct_time(from_milliseconds(operation.marked_at), batch.skew, start, at)
    return Intent(
        session_id=operation.session,
        participant_id=operation.participant,
        wanted=_value(operation, references),
        recorded_at=time.recorded_at,
        base_version=operation.base_version,
        op_id=operation.op_id,
        prev_op=operation.prev_op,
        prev_gone=operation.prev_gone,
        extra={"op": str(operation.op_id), "clock": time.clock},
        history={"edits": operation.edits, "clock": time.clock},
    )


def _value(operation: Operation, references: References) -> Value | None:
    if operation.state is None:
        return None
    return Value(references.states.by_code[operation.state].pk, operation.note)


def _result(item: Item, mark: MarkResult) -> Result:
    return Result(
        op_id=str(item.op_id),
        outcome=mark.outcome,
        version=mark.version,
        conflict_id=mark.conflict_id,
        reason=mark.reason,
        current=None if mark.current is None else ledger.compact(mark.current),
    )


def _entry(item: Item, result: Result) -> Entry:
    entry = Entry(item.op_id, item.fingerprint, str(item.body.get("kind")), canonical(item.body), result)
    operation = item.operation
    if operation is None:
        return entry
    return replace(
        entry,
        seq_no=operation.seq_no,
        session_id=operation.session,
        participant_id=operation.participant,
        base_version=operation.base_version,
        prev_op=operation.prev_op,
        recorded_for=operation.marked_by,
    )


def _enter(batch: Batch, entries: Sequence[Entry], at: datetime) -> None:
    ledger.write_entries(
        batch.by.organization_id,
        entries,
        device_id=batch.device.pk,
        batch_id=batch.batch_id,
        user_id=batch.by.user_id,
        at=at,
    )
