"""Timetables as the JSON of the API."""

from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.schedule.models import Timetable
from omnipresence.schedule.timetables.selectors import Planned, Preview


def timetable_json(row: Timetable) -> dict[str, Any]:
    """A timetable as JSON."""
    return {
        "id": row.pk,
        "group": row.group_id,
        "name": row.name,
        "rrule": row.rrule,
        "starts_on": row.starts_on.isoformat(),
        "start_time": row.start_time.isoformat("minutes"),
        "end_time": row.end_time.isoformat("minutes"),
        "until": row.until.isoformat() if row.until else None,
        "exceptions": row.exceptions,
        "extra_dates": row.extra_dates,
        "is_active": row.is_active,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "version": row.version,
    }


def preview_json(preview: Preview) -> dict[str, Any]:
    """What a timetable would plan."""
    return {
        "time_zone": str(preview.zone),
        "truncated": preview.truncated,
        "occurrences": [_planned_json(one, preview) for one in preview.planned],
    }


def _planned_json(one: Planned, preview: Preview) -> dict[str, Any]:
    occurrence = one.occurrence
    return {
        "occurs_on": occurrence.occurs_on.isoformat(),
        "scheduled_start_at": rfc3339(occurrence.start),
        "scheduled_end_at": rfc3339(occurrence.end),
        "local_start": occurrence.start.astimezone(preview.zone).isoformat(),
        "local_end": occurrence.end.astimezone(preview.zone).isoformat(),
        "clock_change": occurrence.clock_change,
        "clashes": [{"session": other["id"], "name": other["name"]} for other in one.clashes],
    }
