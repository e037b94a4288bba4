"""Rows of this room as the JSON of the API, the same for REST and for the feed of /sync."""

from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.presence.models import SyncConflict

NOTE = "note"


STATE_COLUMNS = (
    "id", "domain", "code", "label", "color", "sort_order", "is_default", "is_active", "counts_as", "created_at",
    "updated_at", "version", "organization__domain_type",
)  # fmt: skip


def presence_state_json(row: Any) -> dict[str, Any]:
    """A state as JSON, from a model or a row of STATE_COLUMNS."""
    own_domain = getattr(row, "organization__domain_type", None) or row.organization.domain_type
    return {
        "id": row.id,
        "domain": row.domain,
        "code": row.code,
        "label": row.label,
        "color": row.color,
        "sort_order": row.sort_order,
        "is_default": row.is_default,
        "is_active": row.is_active,
        "counts_as": row.counts_as,
        "is_offered": row.domain == own_domain,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "version": row.version,
    }


SHAPED_COLUMNS = (
    "id", "session_id", "participant_id", "recorded_at", "recorded_by_id", "source_device_id", "extra_data",
    "created_at", "updated_at", "version",
)  # fmt: skip


def presence_record_json(row: Any, state_code: str | None = None) -> dict[str, Any]:
    """A record as JSON. `row` has the attributes SHAPED_COLUMNS, whatever it is (a model, a row of the feed, a record
    being written); its state's code is followed from a model, or a column `presence_state__code`, unless given."""
    if state_code is None:
        state_code = getattr(row, "presence_state__code", None) or row.presence_state.code
    extra = dict(row.extra_data)
    note = extra.pop(NOTE, "")
    return {
        "id": row.id,
        "session": row.session_id,
        "participant": row.participant_id,
        "presence_state": state_code,
        "recorded_at": rfc3339(row.recorded_at),
        "recorded_by": row.recorded_by_id,
        "source_device_id": row.source_device_id,
        "note": note,
        "extra_data": extra,
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
