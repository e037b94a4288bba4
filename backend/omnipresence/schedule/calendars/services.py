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
        values = {
            "token_hash": selectors.token_hash(token),
            "created_by_id": by.user_id,
            "created_at": clock.now(),
        }
        own = GroupCalendar.objects.for_organization(by.organization_id).select_for_update()
        # Two may make a group's first link at the same moment: the second replaces it.
        made = own.get_or_create(organization_id=by.organization_id, group_id=group_id, defaults=values)
        row: GroupCalendar = made[0]
        action: Action = "create" if made[1] else "update"
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
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
