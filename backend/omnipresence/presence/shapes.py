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


def presence_record_json(row: Any, state_code: str | None = None) -> dict[str, Any]:
    """A record as JSON: a model, whose state's code is followed unless given, or a record that is being written."""
    return record_json(
        row.id, row.session_id, row.participant_id, state_code or row.presence_state.code, row.extra_data, row.version,
        rfc3339(row.recorded_at), row.recorded_by_id, row.source_device_id, rfc3339(row.created_at),
        rfc3339(row.updated_at),
    )  # fmt: skip


def record_json(  # noqa: PLR0913 - the columns of a record
    row_id: int | None, session: int, participant: int, code: str, extra_data: dict[str, Any], version: int,
    recorded_at: str | None, recorded_by: int, device: str, created_at: str | None, updated_at: str | None,
) -> dict[str, Any]:  # fmt: skip
    """The same from the columns of a record, its moments as texts."""
    extra = dict(extra_data)
    note = extra.pop(NOTE, "")
    return {
        "id": row_id,
        "session": session,
        "participant": participant,
        "presence_state": code,
        "recorded_at": recorded_at,
        "recorded_by": recorded_by,
        "source_device_id": device,
        "note": note,
        "extra_data": extra,
        "created_at": created_at,
        "updated_at": updated_at,
        "version": version,
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
