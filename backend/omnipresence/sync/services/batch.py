"""What a push works on: the batch, and its operations one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from omnipresence.accounts.devices import KnownDevice, Report
from omnipresence.base.caller import Caller
from omnipresence.base.ids import canonical_uuid
from omnipresence.base.values import MAX_ID
from omnipresence.presence.rules import Outcome
from omnipresence.sync.operations import (
    CREATE,
    FORMAT,
    KINDS,
    WALK_IN,
    Operation,
    fingerprint,
    kept_text,
    read_operation,
)
from omnipresence.sync.services.ledger import Entry, Result

MAX_DETAIL = 300
# More than the network's delays can make of two measurements of one clock.
JUMP = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Batch:
    """Who pushes, from which device, when, and how far its clock is off (server minus device).

    `clock_era` counts how often the device saw its clock being set, where it says so.
    `report` is what the device says of itself, noted in the same transaction: one wait for the disk instead of two.
    `rescue` is a queue that an administrator brings from a file: their word stands for tablet and authors. With
    `adopting` it also stands for what the author may not do any more.
    """

    by: Caller
    device: KnownDevice
    batch_id: UUID
    skew: timedelta
    clock_era: int | None = None
    report: Report | None = None
    rescue: bool = False
    adopting: bool = False

    def clock_was_set(self, era: int) -> bool:
        """Whether the clock by which an operation of this era was made may be another than the one at sending."""
        if self.clock_era is not None and era != self.clock_era:
            return True
        # Since the last sync, of which the device cannot know yet.
        last = timedelta(milliseconds=self.device.clock_offset_ms)
        return self.device.last_seen_at is not None and abs(self.skew - last) > JUMP


@dataclass(slots=True)
class Item:
    """One operation with a usable id. `verdict` is set where its shape alone decides.

    `text` is what is kept of it. What it says is read by `read` only where it is new: a repeat needs no look.
    """

    op_id: str
    text: str
    fingerprint: bytes
    body: dict[str, Any]
    operation: Operation | None = None
    verdict: Result | None = None

    @property
    def seq_no(self) -> int:
        return self.operation.seq_no if self.operation else 0

    @property
    def versions(self) -> int:
        """How many numbers it takes at most: a walk-in is a participant and a membership."""
        return 2 if self.operation and self.operation.kind == WALK_IN else 1

    def ends(self, outcome: Outcome, reason: str) -> Result:
        """Its result where nothing of it is written."""
        return Result(self.op_id, outcome, reason=reason)


def identify(body: Any) -> Item | None:
    """One operation as it came; None where it has no id that a ledger could keep."""
    op_id = canonical_uuid(body.get("op_id")) if isinstance(body, dict) else None
    if op_id is None:
        return None
    text = kept_text(body)
    return Item(op_id, text, fingerprint(body, op_id, text), body)


def read(item: Item) -> Item:
    """The item, with its operation or with its verdict."""
    written = item.body.get("format", FORMAT)
    if type(written) is not int or written != FORMAT:
        item.verdict = item.ends(Outcome.QUARANTINED, "unknown_format")
        return item
    if item.body.get("kind") not in KINDS:
        item.verdict = item.ends(Outcome.QUARANTINED, "unknown_kind")
        return item
    operation, errors = read_operation(item.body, item.op_id)
    if errors:
        detail = "; ".join(f"{error.pointer} {error.detail}" for error in errors)[:MAX_DETAIL]
        item.verdict = Result(item.op_id, Outcome.REJECTED, reason="invalid", detail=detail)
    else:
        item.operation = operation
    return item


def entry_of(item: Item, result: Result) -> Entry:
    """What the ledger keeps of an operation that has ended."""
    operation = item.operation
    if operation is None:
        # A kind that nobody knows may be any text, also one that no database stores; the payload has it as it came.
        kind = str(item.body.get("kind")).encode(errors="replace").decode()
        return Entry(item.op_id, item.fingerprint, kind, item.text, result, seq_no=_readable_seq_no(item.body))
    return Entry(
        item.op_id,
        item.fingerprint,
        operation.kind,
        item.text,
        result,
        seq_no=operation.seq_no,
        session_id=result.session if operation.kind == CREATE else operation.session or None,
        # A walk-in that brought nobody is about nobody: a repeat is answered from here.
        participant_id=result.participant or (operation.participant if operation.is_mark else None),
        ref_op=operation.ref,
        base_version=operation.base_version,
        prev_op=operation.prev_op,
        recorded_for=operation.marked_by,
    )


def operations_of(items: Sequence[Item]) -> list[Operation]:
    """The operations among the items whose shape is right."""
    return [item.operation for item in items if item.operation is not None]


def _readable_seq_no(body: Mapping[str, Any]) -> int:
    number = body.get("seq_no")
    return number if type(number) is int and 0 <= number <= MAX_ID else 0
