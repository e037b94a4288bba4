"""A batch's turn: what happens to its operations while the organization's counter is held."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from omnipresence.accounts.devices import report_device
from omnipresence.accounts.models import Role
from omnipresence.base import clock
from omnipresence.base.writes import Versions
from omnipresence.presence.rules import Outcome
from omnipresence.sync.operations import CREATE, END, KINDS, START, UNDO, WALK_IN
from omnipresence.sync.services import ledger, quarantine
from omnipresence.sync.services.alarms import tell_of_namesake
from omnipresence.sync.services.authors import load_authors, refusal_of_author
from omnipresence.sync.services.batch import Batch, Item, entry_of
from omnipresence.sync.services.creations import made_here, make_sessions, placed, take_back
from omnipresence.sync.services.kinds import Turn, add_people, mark_people, strike
from omnipresence.sync.services.ledger import Known, Result
from omnipresence.sync.services.quarantine import Piece
from omnipresence.sync.services.references import References, refusal
from omnipresence.sync.services.tell import tell_of_conflicts, tell_of_doubles, tell_of_identifiers

REUSED = "op_id_reused"
NOT_TAKEN = frozenset({Outcome.REJECTED, Outcome.QUARANTINED})

log = logging.getLogger("omnipresence.sync")


def take_turn(batch: Batch, versions: Versions, items: Sequence[Item], references: References) -> dict[str, Result]:
    """Decide and write; one result for each item. Sessions and people first, since marks of the same batch may refer
    to them."""
    at = clock.now()
    authors = load_authors(batch, items)
    previous = {item.operation.prev_op for item in items if item.operation and item.operation.prev_op}
    # Read again under the lock: the same request may have come by another connection and won.
    known = ledger.look_up(batch.by.organization_id, previous | {item.op_id for item in items})
    results = {item.op_id: replayed(batch, item, known[item.op_id]) for item in items if item.op_id in known}
    fresh = [item for item in items if item.op_id not in known]
    # A copy: what is made here is nothing to a later try.
    turn = Turn(batch, versions, replace(references, sessions=dict(references.sessions)), at, results)
    results |= {item.op_id: item.verdict for item in fresh if item.verdict is not None}
    # First of all: what nobody has said gets no answer but that, whatever it is about (invariant I31).
    for item, operation in turn.open(fresh, KINDS):
        unsaid = refusal_of_author(batch, item, operation, authors)
        if unsaid is not None:
            results[item.op_id] = unsaid
    may_be_old = {user for user, role in authors.roles.items() if role == Role.ADMINISTRATOR}
    make_sessions(turn, turn.open(fresh, {CREATE}), may_be_old)
    fresh = [placed(turn, item) for item in fresh]
    for item, operation in turn.open(fresh, KINDS):
        old = batch.rescue or operation.marked_by in may_be_old
        reason = refusal(operation, turn.references, at=at, may_be_old=old)
        if reason is not None:
            results[item.op_id] = item.ends(Outcome.REJECTED, reason)
    add_people(turn, turn.open(fresh, {WALK_IN}))
    times = turn.open(fresh, {START, END, UNDO})
    whole = {one[1].op_id: one for one in times if one[1].kind == UNDO and made_here(turn, one[1], known)}
    strike(turn, [one for one in times if one[1].op_id not in whole], known)
    mark_people(turn, turn.open(fresh), ledger.priors(known))
    take_back(turn, list(whole.values()))
    _keep(batch, fresh, results, at)
    tell_of_conflicts(batch.by, turn.conflicts, at)
    tell_of_identifiers(batch.by, turn.renamed, at)
    tell_of_doubles(batch.by, turn.doubled, at)
    note(batch)
    return results


def note(batch: Batch) -> None:
    """Note what the device says of itself, last: whoever wants to know of devices waits no longer than needed."""
    if batch.report is not None:
        if batch.device.last_seen_at is None:
            tell_of_namesake(batch.device)
        report_device(batch.by, batch.device, batch.report)


def _keep(batch: Batch, fresh: Sequence[Item], results: dict[str, Result], at: datetime) -> None:
    final = [(item, results[item.op_id]) for item in fresh if results[item.op_id].outcome is not Outcome.RETRY]
    enter(batch, final, at)
    # What was refused is somebody's deed as well: administrators see it, and may adopt it.
    kept = [(item, result.reason or "") for item, result in final if result.outcome in NOT_TAKEN]
    quarantine.keep(batch.by, batch.device, [Piece(item.fingerprint, item.text, reason) for item, reason in kept])


def enter(batch: Batch, ended: Sequence[tuple[Item, Result]], at: datetime) -> None:
    """Write the ledger, in the transaction of what it describes."""
    ledger.write_entries(
        batch.by.organization_id,
        [entry_of(item, result) for item, result in ended],
        device_id=batch.device.pk,
        batch_id=batch.batch_id,
        user_id=batch.by.user_id,
        at=at,
    )


def replayed(batch: Batch, item: Item, known: Known) -> Result:
    if known.repeats(batch.device.pk, item.fingerprint):
        return known.result
    return reused(batch, item.op_id)


def reused(batch: Batch, op_id: str) -> Result:
    log.warning(
        "op_id reused with other content: organization %s, user %s, device %s, operation %s",
        batch.by.organization_id, batch.by.user_id, batch.device.pk, op_id,
    )  # fmt: skip
    return Result(op_id, Outcome.REJECTED, reason=REUSED)
