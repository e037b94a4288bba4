"""Writes of timetables and of the sessions that they plan.

What somebody has touched is theirs: a change or the end of a timetable reaches only sessions that lie ahead and stand
as the timetable wrote them, with nothing recorded in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from omnipresence.audit import synced
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.rows import columns
from omnipresence.base.sql import insert_rows, upsert_rows
from omnipresence.base.writes import Versions, write
from omnipresence.roster.selectors import groups
from omnipresence.schedule.models import Session, Timetable, TimetableOccurrence
from omnipresence.schedule.selectors import SESSION, sessions
from omnipresence.schedule.timetables import rules, selectors
from omnipresence.schedule.timetables.problems import TimetableInactive

COLUMNS = ("organization_id", "timetable_id", "occurs_on", "session_id", "session_version")


def create_timetable(by: Caller, *, group: int, values: Mapping[str, Any]) -> Timetable:
    """A new timetable; raises InvalidInput for an unknown group or a rule that cannot be used."""
    selectors.pattern_of(values)

    def work(versions: Versions) -> Timetable:
        if not groups(by.organization_id).filter(pk=group).exists():
            raise InvalidInput(errors=[FieldError("/group", "unknown", "There is no such group.")])
        return synced.insert(by, versions, Timetable(organization_id=by.organization_id, group_id=group, **values))

    return write(by.organization_id, work)


@dataclass(frozen=True, slots=True)
class Created:
    """The sessions that were made, in order, and how many days had theirs already."""

    sessions: list[Session]
    existing: int


def create_sessions(by: Caller, timetable_id: int, *, first: date, last: date) -> Created:
    """Make the sessions of these days that are not there yet; doing it again makes none.

    A day whose session was deleted by hand stays free. Raises NotFound, TimetableInactive, or InvalidInput for more
    than 1,000 occurrences.
    """
    limit = selectors.MAX_OCCURRENCES

    def work(versions: Versions) -> Created:
        row = selectors.get_timetable(by.organization_id, timetable_id)
        if not row.is_active:
            raise TimetableInactive
        pattern, zone = selectors.pattern_of(_fields(row)), selectors.zone_of(by.organization_id)
        meant = rules.occurrences(pattern, zone, first, last, limit + 1)
        if len(meant) > limit:
            raise InvalidInput(errors=[FieldError("/to", "range", f"These would be more than {limit} sessions.")])
        known = set(selectors.occurrences_of(row).values_list("occurs_on", flat=True))
        missing = [one for one in meant if one.occurs_on not in known]
        made = synced.insert_many(by, versions, [_session(row, one) for one in missing])
        insert_rows(
            "timetable_occurrences",
            COLUMNS,
            [
                (by.organization_id, row.pk, one.occurs_on.isoformat(), session.pk, session.version)
                for one, session in zip(missing, made, strict=True)
            ],
        )
        return Created(made, len(meant) - len(missing))

    return write(by.organization_id, work, count=limit)


def update_timetable(
    by: Caller, timetable_id: int, *, values: Mapping[str, Any], expected: int | None = None
) -> Timetable:
    """Change a timetable and its untouched sessions ahead; raises NotFound, VersionChanged or InvalidInput.

    Sessions move to their new times; those on days that are no longer meant are deleted. New days are planned by
    create_sessions only.
    """

    def work(versions: Versions) -> Timetable:
        row = selectors.get_timetable(by.organization_id, timetable_id)
        synced.expect(row, expected)
        selectors.pattern_of({**_fields(row), **values})
        before = row.version
        synced.update(by, versions, row, values)
        if row.version != before:
            _follow(by, versions, row)
        return row

    return write(by.organization_id, work, count=selectors.MAX_OCCURRENCES)


def delete_timetable(by: Caller, timetable_id: int, *, expected: int | None = None) -> None:
    """Delete a timetable and its untouched sessions ahead; raises NotFound or VersionChanged."""

    def work(versions: Versions) -> None:
        row = selectors.get_timetable(by.organization_id, timetable_id)
        synced.expect(row, expected)
        _drop(by, versions, _untouched(row))
        record_change(by, "timetables", row.pk, "delete", columns(row), None)
        row.delete()

    write(by.organization_id, work, count=selectors.MAX_OCCURRENCES)


# A day of a timetable with the session that stands for it.
Kept = tuple[TimetableOccurrence, Session]


def _untouched(row: Timetable) -> list[Kept]:
    planned = {one.session_id: one for one in selectors.occurrences_of(row).exclude(session=None)}
    ahead = sessions(row.organization_id).filter(pk__in=list(planned), scheduled_start_at__gt=clock.now())
    as_written = [one for one in ahead if one.version == planned[one.pk].session_version]
    held = selectors.held_sessions(as_written)
    return [(planned[one.pk], one) for one in as_written if one.pk not in held]


def _follow(by: Caller, versions: Versions, row: Timetable) -> None:
    kept = _untouched(row)
    if not kept:
        return
    pattern, zone = selectors.pattern_of(_fields(row)), selectors.zone_of(by.organization_id)
    days = [day.occurs_on for day, _ in kept]
    limit = (max(days) - min(days)).days + 1
    meant = {one.occurs_on: one for one in rules.occurrences(pattern, zone, min(days), max(days), limit)}
    _drop(by, versions, [(day, session) for day, session in kept if day.occurs_on not in meant])
    moved = [(day, session) for day, session in kept if day.occurs_on in meant]
    updates = [(day, synced.Update(session, _values(row, meant[day.occurs_on]))) for day, session in moved]
    differing = [(day, update) for day, update in updates if _differs(update)]
    taken = synced.update_many(by, versions, [update for _, update in differing])
    upsert_rows(
        "timetable_occurrences",
        ("id", *COLUMNS),
        [
            (day.pk, by.organization_id, row.pk, day.occurs_on.isoformat(), day.session_id, version)
            for (day, _), version in zip(differing, taken, strict=True)
        ],
        key=["id"],
        update=["session_version"],
    )


def _drop(by: Caller, versions: Versions, kept: list[Kept]) -> None:
    occurrences = TimetableOccurrence.objects.for_organization(by.organization_id)
    occurrences.filter(pk__in=[day.pk for day, _ in kept]).delete()
    synced.delete(by, versions, [session for _, session in kept], SESSION)


def _differs(update: synced.Update) -> bool:
    return any(getattr(update.row, name) != value for name, value in update.values.items())


def _session(row: Timetable, one: rules.Occurrence) -> Session:
    return Session(organization_id=row.organization_id, group_id=row.group_id, **_values(row, one))


def _values(row: Timetable, one: rules.Occurrence) -> dict[str, Any]:
    return {"name": row.name, "scheduled_start_at": one.start, "scheduled_end_at": one.end}


def _fields(row: Timetable) -> dict[str, Any]:
    names = ("rrule", "starts_on", "start_time", "end_time", "until", "exceptions", "extra_dates")
    return {name: getattr(row, name) for name in names}
