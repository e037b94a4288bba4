"""The push half of a sync: every operation of a batch gets exactly one result, and each result is final or "retry".

A batch is written in one transaction. When something in it fails that no repetition heals, the batch is halved until
the one operation that fails is alone: that one goes to the quarantine tray, the others are applied (invariant I14).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction

from omnipresence.base import clock
from omnipresence.base.problems import Problem
from omnipresence.base.writes import Busy, is_transient, write
from omnipresence.presence.rules import Outcome
from omnipresence.sync.services import ledger, quarantine
from omnipresence.sync.services.batch import Batch, Item, identify, operations_of, read
from omnipresence.sync.services.ledger import Result
from omnipresence.sync.services.quarantine import Piece
from omnipresence.sync.services.references import load_references
from omnipresence.sync.services.turn import REUSED, enter, note, replayed, reused, take_turn
from omnipresence.sync.services.twins import grows, has_twin

log = logging.getLogger("omnipresence.sync")


@dataclass(frozen=True, slots=True)
class Pushed:
    """One result for each operation, in the order of the request; whether the batch's report was noted; and whether
    its device turned out to be two."""

    results: list[Result]
    reported: bool = False
    twin: bool = False


def push(batch: Batch, bodies: Sequence[Any]) -> Pushed:
    """Take the operations in."""
    results: list[Result | None] = [None] * len(bodies)
    items: dict[str, Item] = {}
    asked: dict[int, str] = {}
    unreadable: list[Piece] = []
    for n, body in enumerate(bodies):
        item = identify(body)
        if item is None:
            piece, results[n] = quarantine.unreadable(body)
            unreadable.append(piece)
        elif items.setdefault(item.op_id, item).fingerprint != item.fingerprint:
            # The same id twice in one batch with two contents: the first one stands.
            results[n] = reused(batch, item.op_id)
        else:
            asked[n] = item.op_id
    quarantine.keep(batch.by, batch.device, unreadable)
    # Numbers that only grow are new: the look under the lock is enough for those.
    is_new = grows(batch.device, (item.body for item in items.values()))
    known = {} if is_new else ledger.look_up(batch.by.organization_id, items)
    strange = {} if is_new else {op_id: item.body for op_id, item in items.items() if op_id not in known}
    twin = batch.report is not None and has_twin(batch.device, strange)
    settled = {op_id: replayed(batch, items[op_id], entry) for op_id, entry in known.items()}
    # All known: no lock is taken, a repeat costs one read.
    fresh = sorted((read(item) for op_id, item in items.items() if op_id not in known), key=lambda item: item.seq_no)
    if fresh:
        settled |= _settle(batch, fresh)
    for n, op_id in asked.items():
        results[n] = settled[op_id]
    _keep_reused(batch, bodies, results)
    answered = [result for result in results if result is not None]
    if len(answered) != len(bodies):
        raise AssertionError("every operation has one result")
    return Pushed(answered, reported=bool(fresh), twin=twin)


def _keep_reused(batch: Batch, bodies: Sequence[Any], results: Sequence[Result | None]) -> None:
    """The ledger holds what the id meant first: what else came under it would be nowhere."""
    refused = [n for n, result in enumerate(results) if result is not None and result.reason == REUSED]
    items = [item for n in refused if (item := identify(bodies[n])) is not None]
    quarantine.keep(batch.by, batch.device, [Piece(item.fingerprint, item.text, REUSED) for item in items])


def _settle(batch: Batch, items: Sequence[Item], *, again: bool = False) -> dict[str, Result]:
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
        result = Result(item.op_id, Outcome.QUARANTINED, reason="failed")
        quarantine.keep(batch.by, batch.device, [Piece(item.fingerprint, item.text, "failed")])
        enter(batch, [(item, result)], clock.now())
        note(batch)
    return {item.op_id: result}


def _write(batch: Batch, items: Sequence[Item]) -> dict[str, Result]:
    references = load_references(batch.by.organization_id, batch.device.pk, operations_of(items))
    # Repeatable, since what an earlier try kept is found in the ledger.
    return write(
        batch.by.organization_id,
        lambda versions: take_turn(batch, versions, items, references),
        count=sum(item.versions for item in items),
        repeatable=True,
    )
