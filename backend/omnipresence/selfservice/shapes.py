"""Rows of this room as the JSON of the API."""

from typing import Any

from omnipresence.base import clock
from omnipresence.base.clock import rfc3339
from omnipresence.selfservice.models import Registration, SelfServiceLink
from omnipresence.selfservice.rules import OPTIONAL_FIELDS, Kind
from omnipresence.selfservice.selectors import state_of, window_of


def link_json(row: SelfServiceLink) -> dict[str, Any]:
    """A link as staff see it: not what opens it."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "name": row.name,
        "session": row.session_id,
        "group": row.group_id,
        "requires_code": row.requires_code,
        "required_fields": row.required_fields,
        "max_uses": row.max_uses,
        "uses": row.uses,
        "wrong_tries": row.wrong_tries,
        "state": state_of(row).value,
        "created_by": row.created_by_id,
        "created_at": rfc3339(row.created_at),
        "expires_at": rfc3339(row.expires_at),
        "revoked_at": rfc3339(row.revoked_at),
    }


def opened_json(row: SelfServiceLink) -> dict[str, Any]:
    """What a link says to whoever has it: what it is for, and nobody's name."""
    session, window = row.session, window_of(row)
    group = row.group if session is None else session.group
    return {
        "kind": row.kind,
        "organization": row.organization.name,
        "time_zone": row.organization.time_zone,
        "group": group.name if group else None,
        "session": None
        if session is None or window is None
        else {
            "name": session.name,
            "scheduled_start_at": rfc3339(session.scheduled_start_at),
            "scheduled_end_at": rfc3339(session.scheduled_end_at),
            "opens_at": rfc3339(window.opens_at),
            "closes_at": rfc3339(window.closes_at),
            "is_open": window.is_open(clock.now()),
        },
        "requires_code": row.requires_code,
        "fields": _fields(row),
        "expires_at": rfc3339(row.expires_at),
    }


def registration_json(row: Any) -> dict[str, Any]:
    """A registration, with whoever has its identifier already."""
    found: Registration = row
    return {
        "id": found.pk,
        "link": found.link_id,
        "group": found.group_id,
        "first_name": found.first_name,
        "last_name": found.last_name,
        "identifier": found.identifier or None,
        "date_of_birth": found.date_of_birth.isoformat() if found.date_of_birth else None,
        "extra": found.extra_data,
        "status": found.status,
        "duplicate": row.duplicate_id if found.identifier else None,
        "participant": found.participant_id,
        "decided_by": found.decided_by_id,
        "decided_at": rfc3339(found.decided_at),
        "created_at": rfc3339(found.created_at),
    }


def _fields(row: SelfServiceLink) -> list[dict[str, Any]]:
    if row.kind == Kind.CHECK_IN:
        code = [{"name": "code", "required": True}] if row.requires_code else []
        return [{"name": "identifier", "required": True}, *code]
    optional = [{"name": name, "required": name in row.required_fields} for name in OPTIONAL_FIELDS]
    return [{"name": "first_name", "required": True}, *optional]
