"""Somebody without an account asks to be added."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.rows import columns
from omnipresence.base.writes import write_unversioned
from omnipresence.notifications.models import NotificationType
from omnipresence.notifications.services import notify_administrators
from omnipresence.selfservice import selectors
from omnipresence.selfservice.models import Registration
from omnipresence.selfservice.rules import Kind, Status
from omnipresence.selfservice.services.acting import maker_of

TABLE = "registrations"
DIGEST = timedelta(hours=1)
# The log is for ever, and whom nobody approves is to be forgotten.
PERSONAL = ("first_name", "last_name", "identifier", "date_of_birth", "extra_data")


def register(token: str, *, values: Mapping[str, Any]) -> None:
    """Keep a registration for staff to decide. The same again while it waits is no error and adds nothing.

    Raises NotFound, or InvalidInput where the link wants more.
    """
    link = selectors.open_link(token, Kind.REGISTRATION)
    missing = [name for name in link.required_fields if values.get(name) in {None, ""}]
    if missing:
        raise InvalidInput(errors=[FieldError(f"/{name}", "required", "This link needs it.") for name in missing])
    given = {name: value for name, value in values.items() if value is not None}

    def work() -> None:
        held = selectors.hold(link)
        own = Registration.objects.for_organization(link.organization_id)
        details = {"last_name": "", "identifier": "", "date_of_birth": None, **given}
        details.pop("extra_data", None)
        if own.filter(link_id=held.pk, status=Status.PENDING, **details).exists():
            return
        row = Registration(
            organization_id=link.organization_id,
            link_id=held.pk,
            group_id=held.group_id,
            status=Status.PENDING.value,
            created_at=clock.now(),
            **given,
        )
        row.save(force_insert=True)
        held.uses += 1
        held.save(update_fields=["uses"])
        record_change(maker_of(link), TABLE, row.pk, "create", None, columns(row, PERSONAL))
        _tell(row)

    write_unversioned(work)


def _tell(row: Registration) -> None:
    """Tell of the first in an hour, in the transaction that keeps it: a class that registers is one message (R9.2)."""
    before = Registration.objects.for_organization(row.organization_id).exclude(pk=row.pk)
    if before.filter(created_at__gte=row.created_at - DIGEST).exists():
        return
    notify_administrators(
        row.organization_id,
        notification_type=NotificationType.DATA_QUALITY,
        title="Somebody asks to be added",
        message="A registration came by a link and waits to be approved or rejected, with those that follow this hour.",
        link="/registrations",
        at=row.created_at,
    )
