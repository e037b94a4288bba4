"""The register of devices: who synced from where, last seen when, with how many marks still waiting (R5.8)."""

from datetime import timedelta

from django.db import transaction

from omnipresence.accounts.models import SyncDevice
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.clock import from_milliseconds

ACTIVE = "active"
REVOKED = "revoked"


def known_device(by: Caller, device_uuid: str, label: str) -> SyncDevice:
    """The caller's device under the name that it gives itself; its registration and renaming are audited.

    The same id in another organization is another device.
    """
    devices = SyncDevice.objects.for_organization(by.organization_id)
    found: SyncDevice | None = devices.filter(device_uuid=device_uuid).first()
    if found is not None:
        return _renamed(by, found, label)
    now = clock.now()
    with transaction.atomic():
        # Two first requests of one tablet may race; get_or_create settles it by the unique key.
        device: SyncDevice
        device, created = SyncDevice.objects.across_organizations("bound below").get_or_create(
            organization_id=by.organization_id,
            device_uuid=device_uuid,
            defaults={"label": label, "status": ACTIVE, "created_at": now, "updated_at": now},
        )
        if created:
            new = {"device_uuid": device_uuid, "label": label, "status": ACTIVE}
            record_change(by, "sync_devices", device.pk, "create", None, new)
    return device


def _renamed(by: Caller, device: SyncDevice, label: str) -> SyncDevice:
    """A device that says no name keeps the one it has; a revoked one has no say any more."""
    if label in {"", device.label} or device.status != ACTIVE:
        return device
    with transaction.atomic():
        SyncDevice.objects.for_organization(by.organization_id).filter(pk=device.pk).update(
            label=label, updated_at=clock.now()
        )
        record_change(by, "sync_devices", device.pk, "update", {"label": device.label}, {"label": label})
    device.label = label
    return device


def report_device(
    by: Caller,
    device: SyncDevice,
    *,
    waiting: int,
    oldest_waiting_at: int | None,
    app_version: str,
    protocol: int,
    cursor: int,
    skew: timedelta,
) -> None:
    """Note what the device said of itself. Telemetry, so not audited; by itself, so it holds no lock of the batch."""
    SyncDevice.objects.for_organization(by.organization_id).filter(pk=device.pk).update(
        last_user_id=by.user_id,
        last_seen_at=clock.now(),
        waiting_reported=waiting,
        oldest_waiting_at=None if oldest_waiting_at is None else from_milliseconds(oldest_waiting_at),
        app_version=app_version,
        protocol=protocol,
        last_cursor=cursor,
        clock_offset_ms=int(skew.total_seconds() * 1000),
    )
