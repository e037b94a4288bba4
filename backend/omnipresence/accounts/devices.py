"""The register of devices: who synced from where, last seen when, with how many marks still waiting (R5.8)."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from omnipresence.accounts.models import SyncDevice
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.clock import from_milliseconds
from omnipresence.base.compact import compact
from omnipresence.base.problems import Throttled, found
from omnipresence.base.rows import change
from omnipresence.base.sql import execute, moment, select
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.base.writes import Versions, write

# Far more than anybody's tablets and cleared browsers; few enough that made-up ids fill nothing.
MAX_NEW_DEVICES = 100
ACTIVE = "active"
REVOKED = "revoked"
# What a device says again so soon is not written again: that would be a wait for the disk, for nothing.
GRAIN = timedelta(seconds=10)
COLUMNS = (
    "id", "device_uuid", "label", "reported_label", "status", "clock_offset_ms", "organization_id", "last_seen_at",
    "last_user_id", "waiting_reported", "oldest_waiting_at", "app_version", "protocol", "last_cursor", "last_numbers",
)  # fmt: skip


class KnownDevice(NamedTuple):
    """What a sync needs to know of the device that it comes from."""

    pk: int
    device_uuid: str
    label: str
    reported_label: str
    status: str
    clock_offset_ms: int
    organization_id: int
    last_seen_at: datetime | str | None
    last_user_id: int | None
    waiting_reported: int
    oldest_waiting_at: datetime | str | None
    app_version: str
    protocol: int
    last_cursor: int
    last_numbers: dict[str, int]


def known_device(by: Caller, device_uuid: str, label: str) -> KnownDevice:
    """The caller's device under the name that it gives itself; its registration and renaming are audited.

    The same id in another organization is another device. Raises Throttled for too many new ones of a person in a day.
    """
    known = _find(by.organization_id, device_uuid)
    if known is not None:
        return _renamed(by, known, label)
    own, now = SyncDevice.objects.for_organization(by.organization_id), clock.now()
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
    return found(_find(by.organization_id, device_uuid))


def as_known(row: SyncDevice) -> KnownDevice:
    """The same of a device that was read in another way."""
    return KnownDevice(*(getattr(row, column) for column in COLUMNS))


def _find(organization_id: int, device_uuid: str) -> KnownDevice | None:
    rows = select(
        f"SELECT {', '.join(COLUMNS)} FROM sync_devices "  # noqa: S608 - names of columns
        "WHERE organization_id = %s AND device_uuid = %s",
        [organization_id, device_uuid],
    )
    if not rows:
        return None
    *known, last_numbers = rows[0]
    return KnownDevice._make([*known, json.loads(last_numbers)])


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


def _renamed(by: Caller, device: KnownDevice, label: str) -> KnownDevice:
    """A device that says no name keeps the one it has; a revoked one has no say any more."""
    if label in {"", device.reported_label} or device.status != ACTIVE:
        return device
    with transaction.atomic():
        SyncDevice.objects.for_organization(by.organization_id).filter(pk=device.pk).update(
            label=label, reported_label=label, updated_at=clock.now()
        )
        if label != device.label:
            record_change(by, "sync_devices", device.pk, "update", {"label": device.label}, {"label": label})
    return device._replace(label=label, reported_label=label)


@dataclass(frozen=True, slots=True)
class Report:
    """What a device says of itself with a sync: `cursor` is the version up to which it has read, `last_numbers` the
    highest number of each author's operations."""

    waiting: int
    oldest_waiting_at: int | None
    app_version: str
    protocol: int
    cursor: int
    skew: timedelta
    last_numbers: dict[str, int]

    @property
    def oldest(self) -> datetime | None:
        return None if self.oldest_waiting_at is None else from_milliseconds(self.oldest_waiting_at)


def is_news(by: Caller, device: KnownDevice, report: Report) -> bool:
    """Whether a report says anything that its device's row does not say already, as of a moment ago."""
    seen, oldest = device.last_seen_at, device.oldest_waiting_at
    if seen is None or abs(clock.now() - moment(seen)) > GRAIN:
        return True
    # The same request sent again has an old idea of what time it is: such a small difference says nothing.
    drift = abs(report.skew - timedelta(milliseconds=device.clock_offset_ms))
    said = (
        device.last_user_id, device.waiting_reported, None if oldest is None else moment(oldest), device.app_version,
        device.protocol, device.last_cursor, device.last_numbers,
    )  # fmt: skip
    return drift > GRAIN or said != (
        by.user_id, report.waiting, report.oldest, report.app_version,
        report.protocol, report.cursor, report.last_numbers,
    )  # fmt: skip


def report_device(by: Caller, device: KnownDevice, report: Report) -> None:
    """Note what the device said of itself. Telemetry, so not audited."""
    execute(
        "UPDATE sync_devices SET last_user_id = %s, last_seen_at = %s, waiting_reported = %s, oldest_waiting_at = %s, "
        "app_version = %s, protocol = %s, last_cursor = %s, clock_offset_ms = %s, last_numbers = %s, "
        # It is back.
        "alarmed_at = NULL "
        "WHERE organization_id = %s AND id = %s",
        [
            by.user_id, clock.now(), report.waiting, report.oldest, report.app_version, report.protocol,
            report.cursor, int(report.skew.total_seconds() * 1000), compact(report.last_numbers),
            by.organization_id, device.pk,
        ],
    )  # fmt: skip
