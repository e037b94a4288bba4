"""Rows of this room as the JSON of the API, the same for REST and for the feed of /sync."""

from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.schedule import rules
from omnipresence.schedule.models import Session


def session_json(row: Session) -> dict[str, Any]:
    """A session as JSON."""
    return {
        "id": row.pk,
        "group": row.group_id,
        "name": row.name,
        "scheduled_start_at": rfc3339(row.scheduled_start_at),
        "scheduled_end_at": rfc3339(row.scheduled_end_at),
        "actual_start_at": rfc3339(row.actual_start_at),
        "actual_end_at": rfc3339(row.actual_end_at),
        "status": rules.status(row.actual_start_at, row.actual_end_at).value,
        "extra_data": row.extra_data,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "version": row.version,
    }
