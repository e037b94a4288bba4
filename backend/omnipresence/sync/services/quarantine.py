"""The tray for what could not be processed: kept as it came, once, for an administrator to look at."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from omnipresence.accounts.devices import KnownDevice
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.compact import canonical
from omnipresence.base.sql import upsert_rows
from omnipresence.base.values import is_storable
from omnipresence.presence.rules import Outcome
from omnipresence.sync.services.ledger import Result

log = logging.getLogger("omnipresence.sync")

LONGEST_ECHO = 64
COLUMNS = ("organization_id", "device_id", "user_id", "fingerprint", "payload", "reason", "received_at")


@dataclass(frozen=True, slots=True)
class Piece:
    """What is kept of one operation: its content as text, a hash of that, and why."""

    fingerprint: bytes
    payload: str
    reason: str


def keep(by: Caller, device: KnownDevice, pieces: Sequence[Piece]) -> None:
    """Store operations as text with one statement, those that are kept already once."""
    if not pieces:
        return
    now = clock.now()
    upsert_rows(
        "sync_quarantine",
        COLUMNS,
        [
            (by.organization_id, device.pk, by.user_id, piece.fingerprint, piece.payload, piece.reason, now)
            for piece in pieces
        ],
        key=("organization_id", "device_id", "fingerprint"),
        # What is there stays as it is, handled or not.
        update=("fingerprint",),
    )
    log.warning(
        "%s operations quarantined (%s): organization %s, user %s, device %s",
        len(pieces),
        ", ".join(sorted({piece.reason for piece in pieces})),
        by.organization_id,
        by.user_id,
        device.pk,
    )


def unreadable(body: Any) -> tuple[Piece, Result]:
    """An operation without a usable id cannot enter the ledger: it goes straight to the tray."""
    payload = canonical(body)
    piece = Piece(hashlib.sha256(payload.encode()).digest(), payload, "invalid_op_id")
    echo = body.get("op_id") if isinstance(body, dict) else None
    known = echo if isinstance(echo, str) and len(echo) <= LONGEST_ECHO and is_storable(echo) else ""
    detail = "/op_id must be a UUID in its canonical form"
    return piece, Result(known, Outcome.QUARANTINED, reason="invalid_op_id", detail=detail)
