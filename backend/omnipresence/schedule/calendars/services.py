"""Writes of calendars' secret links."""

import secrets
from dataclasses import dataclass

from omnipresence.audit.services import Action, record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import found
from omnipresence.base.writes import write_unversioned
from omnipresence.roster.selectors import get_group
from omnipresence.schedule.calendars import selectors
from omnipresence.schedule.models import GroupCalendar

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Link:
    """A link, with the token that is shown this once."""

    row: GroupCalendar
    token: str


def rotate_calendar(by: Caller, group_id: int) -> Link:
    """A new secret link for a group; the one before opens nothing any more. Raises NotFound."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    get_group(by.organization_id, group_id)

    def work() -> GroupCalendar:
        own = GroupCalendar.objects.for_organization(by.organization_id)
        row = own.select_for_update().filter(group_id=group_id).first()
        action: Action = "create" if row is None else "update"
        row = row or GroupCalendar(organization_id=by.organization_id, group_id=group_id)
        row.token_hash = selectors.token_hash(token)
        row.created_by_id, row.created_at = by.user_id, clock.now()
        row.save()
        # That there is a new one is history; what opens it is nobody's to read.
        record_change(by, "group_calendars", row.pk, action, None, {"group_id": group_id, "token_hash": "changed"})
        return row

    return Link(write_unversioned(work), token)


def revoke_calendar(by: Caller, group_id: int) -> None:
    """The link of a group opens nothing any more; raises NotFound where there is none."""

    def work() -> None:
        own = GroupCalendar.objects.for_organization(by.organization_id)
        row = found(own.select_for_update().filter(group_id=group_id).first())
        record_change(by, "group_calendars", row.pk, "delete", {"group_id": group_id}, None)
        row.delete()

    write_unversioned(work)
