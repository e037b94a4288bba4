"""What an administrator does with an operation in the tray: adopt it, as its author's, on their own authority."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from omnipresence.accounts.devices import as_known, get_device
from omnipresence.audit.services import record_change
from omnipresence.base import clock, ids
from omnipresence.base.caller import Caller
from omnipresence.base.ids import parse_uuid
from omnipresence.base.problems import found
from omnipresence.base.writes import Versions, write
from omnipresence.sync.models import SyncQuarantine
from omnipresence.sync.problems import AlreadyHandled, NotAdoptable
from omnipresence.sync.rules import ADOPTED
from omnipresence.sync.selectors import quarantined
from omnipresence.sync.services import ledger
from omnipresence.sync.services.batch import Batch, Item, identify, operations_of, read
from omnipresence.sync.services.ledger import Result
from omnipresence.sync.services.references import load_references
from omnipresence.sync.services.turn import take_turn

NAMESPACE = UUID("6f6d6e69-7072-4573-a563-65000ad09ed0")


def adopt(by: Caller, quarantine_id: int) -> SyncQuarantine:
    """Take in an operation of the tray by the way that all operations go, and return its row.

    It is its author's and its tablet's, in record, audit and conflict; the ledger notes who brought it. The outcome
    that the tablet was told stays what it was: the ledger gets a second operation, whose id follows from the first
    one's. Adopting again returns the same. Raises NotFound, AlreadyHandled, or NotAdoptable with the reason.
    """
    organization = by.organization_id
    kept = found(quarantined(organization).filter(pk=quarantine_id).first())
    device = get_device(organization, kept.device_id)
    item = _item(organization, kept)
    skew = timedelta(milliseconds=device.clock_offset_ms)
    teller = replace(by, device=device.device_uuid)
    batch = Batch(teller, as_known(device), ids.uuid7(), skew, rescue=True, adopting=True)
    references = load_references(organization, device.pk, operations_of([item]))

    def work(versions: Versions) -> SyncQuarantine:
        row = found(quarantined(organization).filter(pk=quarantine_id).first())
        if row.outcome is not None:
            return row
        if row.handled_at is not None:
            raise AlreadyHandled(handled_by=row.handled_by_id)
        result = take_turn(batch, versions, [item], references)[item.op_id]
        if result.outcome not in ADOPTED:
            # Nothing of the try is kept: when what stands in the way is put right, it can be adopted.
            raise NotAdoptable(reason=result.reason)
        return _ended(by, row, result)

    # Repeatable, since what an earlier try kept is found in the row.
    return write(organization, work, count=item.versions, repeatable=True)


def adopted_id(op_id: UUID) -> str:
    """The id under which an operation is adopted: always the same."""
    return str(uuid5(NAMESPACE, op_id.hex))


def _item(organization_id: int, row: SyncQuarantine) -> Item:
    body = json.loads(row.payload)
    op_id = parse_uuid(body.get("op_id")) if isinstance(body, dict) else None
    if op_id is None:
        raise NotAdoptable(reason=row.reason)
    item = identify({**_as_adopted(organization_id, body), "op_id": adopted_id(op_id)})
    if item is None or read(item).operation is None:
        raise NotAdoptable(reason=item.verdict.reason if item and item.verdict else row.reason)
    return item


def _as_adopted(organization_id: int, body: dict[str, Any]) -> dict[str, Any]:
    """The operation, naming what it builds upon by the ids under which those were adopted: its predecessor, its walk-in
    and the session_create of its session."""
    named = {name: _reference(body.get(name)) for name in ("prev_op", "participant", "session")}
    ids_of = {name: adopted_id(op_id) for name, text in named.items() if (op_id := parse_uuid(text)) is not None}
    known = ledger.look_up(organization_id, ids_of.values())
    adopted = {name: op_id for name, op_id in ids_of.items() if op_id in known}
    return body | {name: op_id if name == "prev_op" else {"ref": op_id} for name, op_id in adopted.items()}


def _reference(named: Any) -> Any:
    return named.get("ref") if isinstance(named, dict) else named


def _ended(by: Caller, row: SyncQuarantine, result: Result) -> SyncQuarantine:
    new = {"handled_at": clock.now(), "handled_by": by.user_id, "outcome": result.outcome.value}
    own = quarantined(by.organization_id).filter(pk=row.pk, handled_at=None)
    if not own.update(handled_at=new["handled_at"], handled_by_id=by.user_id, outcome=new["outcome"]):
        raise AlreadyHandled
    record_change(by, "sync_quarantine", row.pk, "update", dict.fromkeys(new), new)
    return found(quarantined(by.organization_id).filter(pk=row.pk).first())
