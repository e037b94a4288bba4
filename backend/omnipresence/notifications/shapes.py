"""Rows of this room as the JSON of the API."""

from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.notifications.models import Notification


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
