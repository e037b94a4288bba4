"""Reads of this room."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import ForeignObjectRel

from omnipresence.base.feed import Feed
from omnipresence.base.problems import found
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.schedule.models import Session
from omnipresence.schedule.shapes import session_json

SESSION = "session"

FEEDS: Sequence[Feed] = (Feed(SESSION, Session, session_json),)


def sessions(organization_id: int) -> TenantQuerySet[Session]:
    """All sessions of an organization."""
    return Session.objects.for_organization(organization_id)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is known of a session beside its marks."""

    group_id: int
    start: datetime
    end: datetime
    extra_data: Mapping[str, Any]


def planned_between(organization_id: int, start: datetime, end: datetime) -> list[Planned]:
    """The sessions that are planned to begin in [start, end], in no order."""
    rows = sessions(organization_id).filter(scheduled_start_at__gte=start, scheduled_start_at__lte=end)
    columns = ("group_id", "scheduled_start_at", "scheduled_end_at", "extra_data")
    return [Planned(*row) for row in rows.values_list(*columns)]


def referred_to(organization_id: int, session_ids: Collection[int]) -> set[int]:
    """Those of the sessions on which something hangs, in whatever room: a record, a question, a link. One statement for
    each table that may."""
    held: set[int] = set()
    for relation in Session._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            rows: Any = relation.related_model
            column = relation.field.attname
            own = rows._default_manager.for_organization(organization_id).filter(**{f"{column}__in": list(session_ids)})
            held |= set(own.values_list(column, flat=True))
    return held


def get_session(organization_id: int, session_id: int) -> Session:
    """One session; raises NotFound."""
    return found(sessions(organization_id).filter(pk=session_id).first())
