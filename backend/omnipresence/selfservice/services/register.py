"""Somebody without an account asks to be added."""

from collections.abc import Mapping
from typing import Any

from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.rows import columns
from omnipresence.base.writes import write_unversioned
from omnipresence.selfservice import selectors
from omnipresence.selfservice.models import Registration
from omnipresence.selfservice.rules import Kind, Status
from omnipresence.selfservice.services.acting import maker_of

TABLE = "registrations"
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

    write_unversioned(work)
