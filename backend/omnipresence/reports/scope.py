"""Whose records, of which days: what every report begins with."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from omnipresence.accounts.models import Organization
from omnipresence.accounts.selectors import get_organization
from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord, PresenceState
from omnipresence.reports.report import State
from omnipresence.roster.selectors import group_parents
from omnipresence.schedule.models import Session

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """One organization and its clock on the wall. `groups` None means all of them."""

    organization: Organization
    zone: ZoneInfo
    first: date
    last: date
    groups: frozenset[int] | None = None

    @property
    def today(self) -> date:
        return clock.now().astimezone(self.zone).date()

    def sessions(self) -> Any:
        """The sessions that are planned to start on the scope's days."""
        rows = Session.objects.for_organization(self.organization.pk).filter(
            scheduled_start_at__gte=midnight(self.first, self.zone),
            scheduled_start_at__lt=midnight(self.last + DAY, self.zone),
        )
        return rows if self.groups is None else rows.filter(group_id__in=self.groups)

    def records(self) -> Any:
        """What was recorded in them."""
        rows = PresenceRecord.objects.for_organization(self.organization.pk).filter(
            session__scheduled_start_at__gte=midnight(self.first, self.zone),
            session__scheduled_start_at__lt=midnight(self.last + DAY, self.zone),
        )
        return rows if self.groups is None else rows.filter(session__group_id__in=self.groups)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of a day by the organization's clock."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def scope_of(organization_id: int, first: date | None, last: date | None, *, days: int = 1) -> Scope:
    """The scope of a request; without days, the last `days` up to today."""
    organization = get_organization(organization_id)
    zone = ZoneInfo(organization.time_zone)
    end = last or max(clock.now().astimezone(zone).date(), first or date.min)
    return Scope(organization, zone, first or end - (days - 1) * DAY, end)


def within(scope: Scope, group: int | None, *, subgroups: bool) -> Scope:
    """The scope narrowed to a group, with all groups below it where asked for."""
    if group is None:
        return scope
    parents = group_parents(scope.organization.pk)
    chosen = descendants(parents, group) if subgroups else {group} & set(parents)
    return Scope(scope.organization, scope.zone, scope.first, scope.last, frozenset(chosen))


def descendants(parents: dict[int, int | None], top: int) -> set[int]:
    """A group and all below it; nothing for a group that is not there."""
    found = {top} & set(parents)
    grown = True
    while grown:
        below = {group for group, parent in parents.items() if parent in found and group not in found}
        found |= below
        grown = bool(below)
    return found


def states_by_id(organization: Organization) -> dict[int, State]:
    """The organization's states, those of its own domain first, then by their order."""
    rows = list(PresenceState.objects.for_organization(organization.pk).order_by("sort_order", "id"))
    rows.sort(key=lambda row: row.domain != organization.domain_type)
    return {row.pk: State(row.code, row.label, row.color, row.counts_as) for row in rows}


def occurring(states: dict[int, State], ids: Collection[int]) -> list[State]:
    """The states that occur, each code once, in order."""
    found: dict[str, State] = {}
    for row_id, state in states.items():
        if row_id in ids:
            found.setdefault(state.code, state)
    return list(found.values())
