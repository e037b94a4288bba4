"""Rows of this room as the JSON of the API. Secrets are shown by the two answers that make them, and never again."""

import json
from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.webhooks.models import Webhook, WebhookDelivery


def webhook_json(row: Webhook) -> dict[str, Any]:
    """A webhook as JSON, without its secrets."""
    return {
        "id": row.pk,
        "url": row.url,
        "events": row.events,
        "is_active": row.is_active,
        "disabled_reason": row.disabled_reason or None,
        "failing_since": rfc3339(row.failing_since),
        "attempted_at": rfc3339(row.attempted_at),
        "previous_secret_until": rfc3339(row.previous_until),
        "created_by": row.created_by_id,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def delivery_json(row: WebhookDelivery) -> dict[str, Any]:
    """A delivery as the log lists it."""
    return {
        "id": row.pk,
        "event_id": row.event_id,
        "event_type": row.event_type,
        "status": row.status,
        "attempts": row.attempts,
        "next_attempt_at": rfc3339(row.next_attempt_at),
        "attempted_at": rfc3339(row.attempted_at),
        "response_status": row.response_status,
        "response_excerpt": row.response_excerpt,
        "error": row.error or None,
        "duration_ms": row.duration_ms,
        "created_at": rfc3339(row.created_at),
        "finished_at": rfc3339(row.finished_at),
    }


def whole_delivery_json(row: WebhookDelivery) -> dict[str, Any]:
    """The same with what was sent."""
    return {**delivery_json(row), "payload": json.loads(row.payload)}
