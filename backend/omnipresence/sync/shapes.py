"""Rows of this room, and of the devices that it hears from, as the JSON of the API."""

from typing import Any
from uuid import UUID

from omnipresence.accounts.models import SyncDevice
from omnipresence.base.clock import rfc3339
from omnipresence.sync.models import SyncOperation, SyncQuarantine


def device_json(row: SyncDevice) -> dict[str, Any]:
    """A device and what it said of itself last."""
    user = row.last_user
    return {
        "id": row.pk,
        "device_uuid": row.device_uuid,
        "label": row.label,
        "status": row.status,
        "last_user": row.last_user_id,
        "last_user_name": (user.name or user.email) if user else "",
        "last_seen_at": rfc3339(row.last_seen_at),
        "waiting_reported": row.waiting_reported,
        "oldest_waiting_at": rfc3339(row.oldest_waiting_at),
        "app_version": row.app_version,
        "protocol": row.protocol,
        "clock_offset_ms": row.clock_offset_ms,
        "created_at": rfc3339(row.created_at),
    }


def quarantine_json(row: SyncQuarantine) -> dict[str, Any]:
    """An operation in the tray, to be shown as text."""
    return {
        "id": row.pk,
        "device": row.device_id,
        "user": row.user_id,
        "user_name": row.user.name or row.user.email,
        "reason": row.reason,
        "payload": row.payload,
        "received_at": rfc3339(row.received_at),
        "outcome": row.outcome,
        "handled_at": rfc3339(row.handled_at),
        "handled_by": row.handled_by_id,
    }


def operation_json(row: SyncOperation) -> dict[str, Any]:
    """A line of a device's sync history."""
    return {
        "op_id": str(UUID(bytes=bytes(row.op_id))),
        "seq_no": row.seq_no,
        "batch_id": str(UUID(bytes=bytes(row.batch_id))),
        "kind": row.kind,
        "session": row.session_id,
        "participant": row.participant_id,
        "outcome": row.outcome,
        "reason": row.reason,
        "detail": row.detail,
        "version": row.result_version,
        "conflict_id": row.conflict_id,
        "recorded_for": row.recorded_for,
        "uploaded_by": row.uploaded_by,
        "received_at": rfc3339(row.received_at),
        "payload": row.payload,
    }
