"""Reads of calendars."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from omnipresence.base import clock
from omnipresence.base.problems import NotFound, found
from omnipresence.schedule.models import GroupCalendar, Session

BEFORE, AFTER = timedelta(days=92), timedelta(days=366)
MAX_EVENTS = 2000


def token_hash(token: str) -> bytes:
    """What is kept of a token. It has 256 bits of chance, so a plain digest cannot be searched backwards."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def get_calendar(organization_id: int, group_id: int) -> GroupCalendar:
    """The link of a group; raises NotFound."""
    row: GroupCalendar = found(
        GroupCalendar.objects.for_organization(organization_id).filter(group_id=group_id).first()
    )
    return row


@dataclass(frozen=True, slots=True)
class Shown:
    """What a link shows: the group and its sessions. Nobody's name, nobody's presence."""

    slug: str
    group_name: str
    sessions: Sequence[Session]


def open_calendar(token: str) -> Shown:
    """What this token opens; raises NotFound, the same for every token that opens nothing."""
    links = GroupCalendar.objects.across_organizations("the secret link itself says whose group it is")
    link = links.select_related("group", "organization").filter(token_hash=token_hash(token)).first()
    if link is None or not link.organization.is_open:
        raise NotFound
    now = clock.now()
    rows = Session.objects.for_organization(link.organization_id).filter(
        group_id=link.group_id, scheduled_start_at__gt=now - BEFORE, scheduled_start_at__lt=now + AFTER
    )
    shown = list(rows.order_by("scheduled_start_at", "id")[:MAX_EVENTS])
    return Shown(link.organization.slug, link.group.name, shown)
