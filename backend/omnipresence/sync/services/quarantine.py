"""The tray for what could not be processed: kept as it came, once, for an administrator to look at."""

import hashlib
import logging
from typing import Any

from omnipresence.accounts.models import SyncDevice
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.compact import canonical
from omnipresence.presence.rules import Outcome
from omnipresence.sync.models import SyncQuarantine
from omnipresence.sync.services.ledger import Result

log = logging.getLogger("omnipresence.sync")

LONGEST_ECHO = 64


def keep(by: Caller, device: SyncDevice, fingerprint: bytes, payload: str, reason: str) -> None:
    """Store an operation as text, unless this very one is kept already."""
    SyncQuarantine.objects.bulk_create(
        [
            SyncQuarantine(
                organization_id=by.organization_id,
                device_id=device.pk,
                user_id=by.user_id,
                fingerprint=fingerprint,
                payload=payload,
                reason=reason,
                received_at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )
    log.warning(
        "operation quarantined (%s): organization %s, user %s, device %s",
        reason,
        by.organization_id,
        by.user_id,
        device.pk,
    )


def keep_unreadable(by: Caller, device: SyncDevice, body: Any) -> Result:
    """An operation without a usable id cannot enter the ledger: it goes straight to the tray."""
    payload = canonical(body)
    keep(by, device, hashlib.sha256(payload.encode()).digest(), payload, "invalid_op_id")
    echo = body.get("op_id") if isinstance(body, dict) else None
    known = echo if isinstance(echo, str) and len(echo) <= LONGEST_ECHO else ""
    detail = "/op_id must be a UUID in its canonical form"
    return Result(known, Outcome.QUARANTINED, reason="invalid_op_id", detail=detail)
