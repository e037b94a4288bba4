"""Tablets that are missed: those that had marks waiting when they were heard of last (R5.8).

A tablet cannot report its own amnesia. What can be noticed is that it does not come back, or that one of its name comes
that nobody has seen before.
"""

from datetime import timedelta

from omnipresence.accounts.devices import ACTIVE, KnownDevice, devices
from omnipresence.accounts.models import SyncDevice
from omnipresence.accounts.selectors import all_organizations
from omnipresence.base import clock
from omnipresence.base.writes import write_unversioned
from omnipresence.notifications.models import NotificationType
from omnipresence.notifications.services import notify_administrators

MISSED_AFTER = timedelta(days=1)
NAMED = 5


def alarm_of_missing_devices() -> int:
    """Tell each organization's administrators, with one message, of tablets that went silent with marks on them.

    Each silence is told once: it ends when the tablet comes back. Returns how many tablets were told of.
    """
    return sum(write_unversioned(lambda pk=row.pk: _tell_of_missing(pk)) for row in all_organizations())  # type: ignore[misc]


def _tell_of_missing(organization_id: int) -> int:
    now = clock.now()
    silent = devices(organization_id).filter(
        status=ACTIVE, waiting_reported__gt=0, alarmed_at=None, last_seen_at__lt=now - MISSED_AFTER
    )
    missing = list(silent.order_by("last_seen_at", "pk"))
    # Two that look at the same time: whoever changes the rows tells.
    told = [
        row for row in missing if devices(organization_id).filter(pk=row.pk, alarmed_at=None).update(alarmed_at=now)
    ]
    if told:
        marks = sum(row.waiting_reported for row in told)
        _notify(
            organization_id,
            "A tablet with marks is missing" if len(told) == 1 else f"{len(told)} tablets with marks are missing",
            f"Not heard of for a day: {_named(told)}. {_counted(marks)} waited on them. Take them to a network, or "
            "bring their marks from a file.",
        )
    return len(told)


def tell_of_namesake(device: KnownDevice) -> None:
    """A tablet syncs for the first time: tell where another of its name had marks waiting when it was seen last.

    In the transaction that notes that it was seen, so that it is told once, however often the sync is sent.
    """
    if not device.label or not devices(device.organization_id).filter(pk=device.pk, last_seen_at=None).exists():
        return
    others = devices(device.organization_id).filter(label=device.label, waiting_reported__gt=0)
    older = others.exclude(pk=device.pk).order_by("-last_seen_at").first()
    if older is not None:
        _notify(
            device.organization_id,
            f"A new tablet is called {device.label}"[:255],
            f"{_counted(older.waiting_reported)} waited on the tablet of that name when it was seen last. If it is the "
            "same one, its browser has thrown them away: please look after what was marked there.",
        )


def _notify(organization_id: int, title: str, message: str) -> None:
    notify_administrators(
        organization_id=organization_id,
        notification_type=NotificationType.DATA_QUALITY,
        title=title,
        message=message,
        link=None,
        at=clock.now(),
    )


def _named(rows: list[SyncDevice]) -> str:
    names = [row.label or f"tablet {row.pk}" for row in rows[:NAMED]]
    return ", ".join(names) + (f" and {len(rows) - NAMED} more" if len(rows) > NAMED else "")


def _counted(marks: int) -> str:
    return "1 mark" if marks == 1 else f"{marks} marks"
