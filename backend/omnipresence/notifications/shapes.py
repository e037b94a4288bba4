"""Rows of this room as the JSON of the API."""

from collections.abc import Mapping
from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.notifications.models import Notification, NotificationRule


def notification_json(row: Notification) -> dict[str, Any]:
    """A notification as JSON."""
    return {
        "id": row.pk,
        "notification_type": row.notification_type,
        "title": row.title,
        "message": row.message,
        "link": row.link,
        "is_read": row.is_read,
        "read_at": rfc3339(row.read_at),
        "created_at": rfc3339(row.created_at),
    }


CHOOSABLE = ("absence", "conflict", "data_quality")


def notification_rule_json(row: NotificationRule) -> dict[str, Any]:
    """A rule as JSON."""
    return {
        "id": row.pk,
        "notification_type": row.notification_type,
        "threshold": row.threshold,
        "within_days": row.within_days,
        "audience": row.audience,
        "is_active": row.is_active,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "version": row.version,
    }


def preferences_json(said: Mapping[str, bool]) -> dict[str, bool]:
    """What a user wants to be told of."""
    return {name: said.get(name, True) for name in CHOOSABLE}
