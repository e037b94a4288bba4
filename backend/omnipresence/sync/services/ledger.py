"""The ledger: each operation's final outcome, once: a repeat changes nothing and is answered with the same bytes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from omnipresence.base.compact import compact
from omnipresence.base.feed import Change
from omnipresence.base.ids import uuid_bytes, uuid_text
from omnipresence.base.sql import insert_rows, listed_uuids, select
from omnipresence.presence.rules import Outcome, Prior
from omnipresence.sync.models import SyncOperation
from omnipresence.sync.operations import CREATE, UNDO, WALK_IN

COLUMNS = (
    "organization_id", "op_id", "device_id", "batch_id", "seq_no", "fingerprint", "kind", "session_id",
    "participant_id", "ref_op", "base_version", "prev_op", "payload", "outcome", "reason", "detail", "result_version",
    "conflict_id", "result_current", "recorded_for", "uploaded_by", "received_at",
)  # fmt: skip


KNOWN_COLUMNS = (
    "op_id", "device_id", "fingerprint", "outcome", "reason", "detail", "result_version", "conflict_id",
    "result_current", "kind", "participant_id", "ref_op", "session_id",
)  # fmt: skip


@dataclass(slots=True)
class Result:
    """An operation's outcome as the device gets it. `current` is JSON text: the bytes that every repeat repeats.

    `participant` is whom a walk-in became, and who is meant by a mark that refers to one. `session` is the number of a
    session that a tablet made; other results have no such field. `change` is what the feed says of the record that a
    mark has just left: at hand for this answer, and no part of the result.
    """

    op_id: str
    outcome: Outcome
    version: int = 0
    conflict_id: int | None = None
    reason: str | None = None
    detail: str | None = None
    participant: int | None = None
    current: str | None = None
    session: int | None = None
    change: Change | None = None

    def as_json(self) -> str:
        """The result as JSON text; field order and spacing are part of the promise (invariant I2)."""
        parts = {
            "op_id": self.op_id,
            "outcome": self.outcome.value,
            "version": self.version,
            "conflict_id": self.conflict_id,
            "reason": self.reason,
            "detail": self.detail,
            "participant": self.participant,
        }
        if self.session is not None:
            parts["session"] = self.session
        return compact(parts)[:-1] + ',"current":' + (self.current or "null") + "}"


@dataclass(slots=True)
class Entry:
    """What is written of one operation."""

    op_id: str
    fingerprint: bytes
    kind: str
    payload: str
    result: Result
    seq_no: int = 0
    session_id: int | None = None
    participant_id: int | None = None
    ref_op: str | None = None
    base_version: int = 0
    prev_op: str | None = None
    recorded_for: int = 0


@dataclass(slots=True)
class Known:
    """An operation that the ledger holds already."""

    device_id: int
    fingerprint: bytes
    result: Result

    def repeats(self, device_id: int, fingerprint: bytes) -> bool:
        """Whether a request's operation is this one: same device, same content."""
        return self.device_id == device_id and self.fingerprint == fingerprint


def look_up(organization_id: int, op_ids: Collection[str]) -> dict[str, Known]:
    """The operations of one organization that have ended, by id. Another organization's are not seen (I4)."""
    if not op_ids:
        return {}
    rows = select(
        f"SELECT {', '.join(KNOWN_COLUMNS)} FROM sync_operations "  # noqa: S608 - names, and ids as hexadecimal digits
        f"WHERE organization_id = {int(organization_id)} AND op_id IN {listed_uuids(op_ids)}"
    )
    return dict(map(_known, rows))


def priors(known: dict[str, Known]) -> dict[str, Prior]:
    """How earlier operations ended, for the rule that decides about their successors."""
    return {op_id: Prior(entry.result.outcome, entry.result.version) for op_id, entry in known.items()}


@dataclass(frozen=True, slots=True)
class End:
    """How a walk-in or a session_create ended: whom or which session it became, if any."""

    outcome: Outcome
    participant_id: int | None
    session_id: int | None


def ends_of(organization_id: int, device_id: int, op_ids: Iterable[str]) -> dict[str, End]:
    """How these operations of one device ended, as far as they have; other devices' are not seen."""
    rows = SyncOperation.objects.filter(
        organization_id=organization_id,
        device_id=device_id,
        op_id__in=[uuid_bytes(op_id) for op_id in op_ids],
    )
    return {
        uuid_text(bytes(op_id)): End(
            Outcome(outcome), participant if kind == WALK_IN else None, session if kind == CREATE else None
        )
        for op_id, outcome, kind, participant, session in rows.values_list(
            "op_id", "outcome", "kind", "participant_id", "session_id"
        )
    }


def taken_back(organization_id: int, device_id: int, session_ids: Collection[int]) -> set[str]:
    """What one device said of these sessions and has taken back."""
    undos = SyncOperation.objects.filter(
        organization_id=organization_id,
        device_id=device_id,
        session_id__in=session_ids,
        kind=UNDO,
        outcome=Outcome.APPLIED.value,
    )
    return {uuid_text(bytes(named)) for named in undos.values_list("prev_op", flat=True) if named is not None}


def write_entries(
    organization_id: int,
    entries: Sequence[Entry],
    *,
    device_id: int,
    batch_id: UUID,
    user_id: int,
    at: datetime,
) -> None:
    """Write the outcomes, with one statement, in the transaction of what they describe."""
    insert_rows(
        "sync_operations",
        COLUMNS,
        [
            (
                organization_id, uuid_bytes(entry.op_id), device_id, batch_id.bytes, entry.seq_no, entry.fingerprint,
                entry.kind[:20], entry.session_id, entry.participant_id,
                uuid_bytes(entry.ref_op) if entry.ref_op else None, entry.base_version,
                uuid_bytes(entry.prev_op) if entry.prev_op else None, entry.payload, entry.result.outcome.value,
                entry.result.reason, entry.result.detail, entry.result.version,
                entry.result.conflict_id, entry.result.current, entry.recorded_for or user_id, user_id, at,
            )
            for entry in entries
        ],
    )  # fmt: skip


def _known(row: tuple[Any, ...]) -> tuple[str, Known]:
    (
        raw, device_id, fingerprint, outcome, reason, detail, version, conflict_id, current, kind, participant, ref_op,
        session,
    ) = row  # fmt: skip
    op_id = uuid_text(raw)
    result = Result(
        op_id=op_id,
        outcome=Outcome(outcome),
        version=version,
        conflict_id=conflict_id,
        reason=reason,
        detail=detail,
        participant=participant if kind == WALK_IN or ref_op is not None else None,
        current=current,
        session=session if kind == CREATE else None,
    )
    return op_id, Known(device_id, fingerprint, result)
