"""What devices set aside, what administrators do with it, and the queues that they bring from a file."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from omnipresence.accounts.devices import known_device
from omnipresence.audit.services import record_change
from omnipresence.base import clock, ids
from omnipresence.base.caller import Caller
from omnipresence.base.compact import canonical
from omnipresence.base.problems import FieldError, found
from omnipresence.base.values import MAX_ID
from omnipresence.base.writes import write_unversioned
from omnipresence.sync.envelope import MAX_OPS
from omnipresence.sync.fields import Fields
from omnipresence.sync.models import SyncQuarantine
from omnipresence.sync.problems import EnvelopeInvalid, TooManyOperations
from omnipresence.sync.selectors import quarantined
from omnipresence.sync.services.batch import Batch
from omnipresence.sync.services.push import push
from omnipresence.sync.services.quarantine import Piece, keep
from omnipresence.sync.services.synchronize import admit


@dataclass(frozen=True, slots=True)
class Rescue:
    """A queue from a file: the operations of a tablet that cannot send them itself any more."""

    device_id: UUID
    exported_by: int
    ops: list[Any]


def set_aside(caller: Caller, body: Any) -> None:
    """Keep an operation that the device cannot get through, whatever it is; touches nothing else."""
    fields = _fields(body)
    device_id = fields.uuid("device_id")
    if "op" not in fields.body:
        fields.errors.append(FieldError("/op", "required", "must be there"))
    if fields.errors:
        raise EnvelopeInvalid(errors=fields.errors)
    device, payload = admit(caller, str(device_id)), canonical(fields.body["op"])
    piece = Piece(hashlib.sha256(payload.encode()).digest(), payload, "set_aside")
    write_unversioned(lambda: keep(caller, device, [piece]), repeatable=True)


def read_rescue(body: Any) -> Rescue:
    """Check the frame; raises EnvelopeInvalid or TooManyOperations."""
    fields = _fields(body)
    device_id, exported_by = fields.uuid("device_id"), fields.integer("exported_by", 1, MAX_ID)
    ops = fields.body.get("ops")
    if not isinstance(ops, list):
        fields.errors.append(FieldError("/ops", "array", "must be an array"))
    if fields.errors or not isinstance(ops, list):
        raise EnvelopeInvalid(errors=fields.errors)
    if len(ops) > MAX_OPS:
        raise TooManyOperations(max_ops=MAX_OPS)
    return Rescue(device_id, exported_by, ops)


def rescue(caller: Caller, body: Any) -> str:
    """Take in another tablet's queue as if it had come from there, also from a revoked one; its results as JSON text.

    The administrator vouches for the authors, so no grants are needed. What the tablet sends later itself, or has sent
    before, is the same operation and is answered the same.
    """
    given = read_rescue(body)
    device = known_device(caller, str(given.device_id), "")
    by = replace(caller, device=device.device_uuid)
    # The file does not know how wrong the tablet's clock was; the tablet's last sync did.
    batch = Batch(by, device, ids.uuid7(), timedelta(milliseconds=device.clock_offset_ms), rescue=True)
    results = push(batch, given.ops).results if given.ops else []
    return '{"results":[' + ",".join(result.as_json() for result in results) + "]}"


def handle(by: Caller, quarantine_id: int) -> SyncQuarantine:
    """Note that somebody has looked after it; who did so first stays. Raises NotFound."""

    def work() -> SyncQuarantine:
        rows = quarantined(by.organization_id)
        row = found(rows.filter(pk=quarantine_id).first())
        now = clock.now()
        if rows.filter(pk=row.pk, handled_at=None).update(handled_at=now, handled_by_id=by.user_id):
            new = {"handled_at": now, "handled_by": by.user_id}
            record_change(by, "sync_quarantine", row.pk, "update", dict.fromkeys(new), new)
        return found(rows.filter(pk=row.pk).first())

    return write_unversioned(work)


def _fields(body: Any) -> Fields:
    if not isinstance(body, dict):
        raise EnvelopeInvalid("The body must be an object.")
    return Fields(body)
