"""Rows of this room as the JSON of the API, the same for REST and for the feed of /sync."""

from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.presence.models import PresenceRecord, PresenceState, SyncConflict

NOTE = "note"


def presence_state_json(row: PresenceState) -> dict[str, Any]:
    """A state as JSON."""
    return {
        "id": row.pk,
        "domain": row.domain,
        "code": row.code,
        "label": row.label,
        "color": row.color,
        "sort_order": row.sort_order,
        "is_default": row.is_default,
        "is_active": row.is_active,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "version": row.version,
    }


def presence_record_json(row: PresenceRecord, state_code: str | None = None) -> dict[str, Any]:
    """A record as JSON; its state by code (followed from the row unless given)."""
    return {
        "id": row.pk,
        "session": row.session_id,
        "participant": row.participant_id,
        "presence_state": row.presence_state.code if state_code is None else state_code,
        "recorded_at": rfc3339(row.recorded_at),
        "recorded_by": row.recorded_by_id,
        "source_device_id": row.source_device_id,
        "note": row.extra_data.get(NOTE, ""),
        "extra_data": {name: value for name, value in row.extra_data.items() if name != NOTE},
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "version": row.version,
    }


def sync_conflict_json(row: SyncConflict) -> dict[str, Any]:
    """A conflict as JSON, with both versions whole."""
    return {
        "id": row.pk,
        "session": row.session_id,
        "participant": row.participant_id,
        "version_a_data": row.version_a_data,
        "version_b_data": row.version_b_data,
        "chosen_version": row.chosen_version,
        "resolved_with_id": row.resolved_with_id,
        "resolved_at": rfc3339(row.resolved_at),
        "resolved_by": row.resolved_by_id,
        "created_at": rfc3339(row.created_at),
        "version": row.version,
    }
