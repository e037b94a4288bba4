"""The register of devices: who synced from where, last seen when, with how many marks still waiting (R5.8)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from omnipresence.accounts.models import SyncDevice
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.clock import from_milliseconds
from omnipresence.base.problems import Throttled, found
from omnipresence.base.rows import change
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.base.writes import Versions, write

# Far more than anybody's tablets and cleared browsers; few enough that made-up ids fill nothing.
MAX_NEW_DEVICES = 100
ACTIVE = "active"
REVOKED = "revoked"


def known_device(by: Caller, device_uuid: str, label: str) -> SyncDevice:
    """The caller's device under the name that it gives itself; its registration and renaming are audited.

    The same id in another organization is another device. Raises Throttled for too many new ones of a person in a day.
    """
    own = SyncDevice.objects.for_organization(by.organization_id)
    known: SyncDevice | None = own.filter(device_uuid=device_uuid).first()
    if known is not None:
        return _renamed(by, known, label)
    now = clock.now()
    if own.filter(last_user_id=by.user_id, created_at__gt=now - timedelta(days=1)).count() >= MAX_NEW_DEVICES:
        refused = Throttled("Too many new tablets of one person; those that are known go on syncing.")
        refused.retry_after = 3600
        raise refused
    with transaction.atomic():
        # Two first requests of one tablet may race; get_or_create settles it by the unique key.
        device: SyncDevice
        device, created = SyncDevice.objects.across_organizations("bound below").get_or_create(
            organization_id=by.organization_id,
            device_uuid=device_uuid,
            defaults={
                "label": label,
                "reported_label": label,
                "status": ACTIVE,
                "last_user_id": by.user_id,
                "created_at": now,
                "updated_at": now,
            },
        )
        if created:
            new = {"device_uuid": device_uuid, "label": label, "status": ACTIVE}
            record_change(by, "sync_devices", device.pk, "create", None, new)
    return device


def devices(organization_id: int) -> TenantQuerySet[SyncDevice]:
    """The devices of an organization, with those who used them last."""
    return SyncDevice.objects.for_organization(organization_id).select_related("last_user")


def get_device(organization_id: int, device_id: int) -> SyncDevice:
    """One device; raises NotFound."""
    return found(devices(organization_id).filter(pk=device_id).first())


def change_device(by: Caller, device_id: int, *, label: str | None = None, status: str | None = None) -> SyncDevice:
    """Rename, revoke or restore a device; audited, and nothing happens where nothing differs. Raises NotFound.

    It takes the organization's counter, so no batch of the device is between its check and its commit meanwhile:
    the first request after a revocation is refused, and none that was let in commits after it (invariant I20).
    """
    given = {"label": label, "status": status}

    def work(_: Versions) -> SyncDevice:
        row = get_device(by.organization_id, device_id)
        old, new = change(row, {name: value for name, value in given.items() if value is not None})
        if new:
            row.updated_at = clock.now()
            row.save(update_fields=[*new, "updated_at"])
            record_change(by, "sync_devices", row.pk, "update", old, new)
        return row

    return write(by.organization_id, work)


def _renamed(by: Caller, device: SyncDevice, label: str) -> SyncDevice:
    """A device that says no name keeps the one it has; a revoked one has no say any more."""
    if label in {"", device.reported_label} or device.status != ACTIVE:
        return device
    with transaction.atomic():
        SyncDevice.objects.for_organization(by.organization_id).filter(pk=device.pk).update(
            label=label, reported_label=label, updated_at=clock.now()
        )
        if label != device.label:
            record_change(by, "sync_devices", device.pk, "update", {"label": device.label}, {"label": label})
    device.label = label
    return device


@dataclass(frozen=True, slots=True)
class Report:
    """What a sync says of its device: marks that wait and since when (milliseconds), its build, how far it has read,
    server's clock minus its own, and the highest number of each person's operations."""

    waiting: int
    oldest_waiting_at: int | None
    app_version: str
    protocol: int
    cursor: int
    skew: timedelta
    last_numbers: dict[str, int]


def report_device(by: Caller, device: SyncDevice, said: Report) -> None:
    """Note what the device said of itself. Telemetry, so not audited; by itself, so it holds no lock of the batch."""
    oldest = said.oldest_waiting_at
    SyncDevice.objects.for_organization(by.organization_id).filter(pk=device.pk).update(
        last_user_id=by.user_id,
        last_seen_at=clock.now(),
        waiting_reported=said.waiting,
        oldest_waiting_at=None if oldest is None else from_milliseconds(oldest),
        app_version=said.app_version,
        protocol=said.protocol,
        last_cursor=said.cursor,
        clock_offset_ms=int(said.skew.total_seconds() * 1000),
        last_numbers=said.last_numbers,
        # It is back.
        alarmed_at=None,
    )
