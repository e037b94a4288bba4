"""Reads of timetables, and of what they would plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from omnipresence.accounts.selectors import get_organization
from omnipresence.base.problems import FieldError, InvalidInput, found
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.schedule.models import Session, Timetable, TimetableOccurrence
from omnipresence.schedule.timetables import rules
from omnipresence.schedule.timetables.recurrence import BadRule, read_rule
from omnipresence.schedule.timetables.rules import Occurrence, Pattern

# So many occurrences are planned or shown at once.
MAX_OCCURRENCES = 1000


def timetables(organization_id: int) -> TenantQuerySet[Timetable]:
    """All timetables of an organization."""
    return Timetable.objects.for_organization(organization_id)


def get_timetable(organization_id: int, timetable_id: int) -> Timetable:
    """One timetable; raises NotFound."""
    return found(timetables(organization_id).filter(pk=timetable_id).first())


def occurrences_of(row: Timetable) -> TenantQuerySet[TimetableOccurrence]:
    """The days of a timetable that were planned so far."""
    return TimetableOccurrence.objects.for_organization(row.organization_id).filter(timetable_id=row.pk)


def zone_of(organization_id: int) -> ZoneInfo:
    """The clock on the organization's wall."""
    return ZoneInfo(get_organization(organization_id).time_zone)


def pattern_of(values: Mapping[str, Any]) -> Pattern:
    """A timetable's fields as a pattern; raises InvalidInput for a rule that cannot be used."""
    try:
        rule = read_rule(values["rrule"])
    except BadRule as error:
        raise InvalidInput(errors=[FieldError("/rrule", "rule", str(error))]) from error
    return Pattern(
        rule,
        values["starts_on"],
        values["start_time"],
        values["end_time"],
        values.get("until"),
        frozenset(map(date.fromisoformat, values.get("exceptions", ()))),
        frozenset(map(date.fromisoformat, values.get("extra_dates", ()))),
    )


@dataclass(frozen=True, slots=True)
class Planned:
    """An occurrence beside the group's other sessions at that time."""

    occurrence: Occurrence
    clashes: list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a timetable would plan; `truncated` when there would be more."""

    zone: ZoneInfo
    planned: list[Planned]
    truncated: bool


def preview_timetable(organization_id: int, *, group: int, pattern: Pattern, first: date, last: date) -> Preview:
    """What a timetable means between two days. Nothing is written."""
    zone = zone_of(organization_id)
    meant = rules.occurrences(pattern, zone, first, last, MAX_OCCURRENCES + 1)
    shown = meant[:MAX_OCCURRENCES]
    others = _sessions_between(organization_id, group, shown) if shown else []
    planned = [Planned(one, rules.clashes(one, others)) for one in shown]
    return Preview(zone, planned, len(meant) > MAX_OCCURRENCES)


def _sessions_between(organization_id: int, group: int, shown: Sequence[Occurrence]) -> list[Mapping[str, Any]]:
    rows = Session.objects.for_organization(organization_id).filter(
        group_id=group, scheduled_end_at__gt=shown[0].start, scheduled_start_at__lt=max(one.end for one in shown)
    )
    return [
        {"id": row.pk, "name": row.name, "start": row.scheduled_start_at, "end": row.scheduled_end_at}
        for row in rows.order_by("scheduled_start_at")
    ]


def held_sessions(rows: Sequence[Session]) -> set[int]:
    """Which of these sessions something refers to: presence, conflicts, whatever comes.

    The rooms above are not known here; Django's own look at who would stop a deletion is.
    """
    try:
        Collector(using="default").collect(list(rows))
    except ProtectedError as error:
        return {one.session_id for one in error.protected_objects}  # type: ignore[attr-defined]
    return set()
