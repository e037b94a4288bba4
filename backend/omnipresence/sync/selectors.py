"""Reads of this room."""

from typing import Any

from django.db.models import Count, Max, QuerySet

from omnipresence.accounts.devices import devices, get_device
from omnipresence.accounts.models import SyncDevice
from omnipresence.base.clock import rfc3339
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.presence.selectors import presence_records, sync_conflicts
from omnipresence.schedule.selectors import get_session
from omnipresence.sync.models import SyncOperation, SyncQuarantine

__all__ = ["devices", "get_device", "operations_of_device", "quarantined", "receipt_of"]


def operations_of_device(organization_id: int, device_id: int) -> QuerySet[SyncOperation]:
    """What a device has sent and how it ended; raises NotFound."""
    device = get_device(organization_id, device_id)
    return SyncOperation.objects.filter(organization_id=organization_id, device_id=device.pk)


def quarantined(organization_id: int) -> TenantQuerySet[SyncQuarantine]:
    """What could not be processed, handled or not."""
    return SyncQuarantine.objects.for_organization(organization_id).select_related("user")


def receipt_of(organization_id: int, session_id: int) -> dict[str, Any]:
    """What the server holds of a session, for a tablet to compare with its own; raises NotFound."""
    session = get_session(organization_id, session_id)
    recorded = set(
        presence_records(organization_id).filter(session_id=session.pk).values_list("participant_id", flat=True)
    )
    questions = set(
        sync_conflicts(organization_id)
        .filter(session_id=session.pk, resolved_at=None)
        .values_list("participant_id", flat=True)
    )
    return {
        "session": session.pk,
        "records": len(recorded),
        "marked": len(recorded | questions),
        "in_question": len(questions),
        "by_device": _by_device(organization_id, session.pk),
    }


def _by_device(organization_id: int, session_id: int) -> list[dict[str, Any]]:
    sent = SyncOperation.objects.filter(organization_id=organization_id, session_id=session_id)
    rows = sent.values("device_id").annotate(operations=Count("op_id"), last=Max("received_at")).order_by("-last")
    known: dict[int, SyncDevice] = devices(organization_id).in_bulk([row["device_id"] for row in rows])
    return [
        {
            "device_uuid": known[row["device_id"]].device_uuid,
            "label": known[row["device_id"]].label,
            "operations": row["operations"],
            "last_received_at": rfc3339(row["last"]),
        }
        for row in rows
    ]
