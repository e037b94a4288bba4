"""Rows of this room as the JSON of the API, the same for REST and for the feed of /sync."""

from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.roster.models import Group, GroupMembership, Participant


def participant_json(row: Participant) -> dict[str, Any]:
    """A participant as JSON."""
    return {
        "id": row.pk,
        "external_id": row.external_id,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "identifier": row.identifier,
        "date_of_birth": row.date_of_birth.isoformat() if row.date_of_birth else None,
        "extra_data": row.extra_data,
        "is_active": row.is_active,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "version": row.version,
    }


def group_json(row: Group) -> dict[str, Any]:
    """A group as JSON."""
    return {
        "id": row.pk,
        "parent": row.parent_id,
        "name": row.name,
        "group_type": row.group_type,
        "extra_data": row.extra_data,
        "is_active": row.is_active,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "version": row.version,
    }


def group_membership_json(row: GroupMembership) -> dict[str, Any]:
    """A membership as JSON."""
    return {
        "id": row.pk,
        "group": row.group_id,
        "participant": row.participant_id,
        "joined_at": rfc3339(row.joined_at),
        "extra_data": row.extra_data,
        "version": row.version,
    }
