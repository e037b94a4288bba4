"""Webhooks as the tests make them."""

from typing import Any

from omnipresence.base import clock
from omnipresence.webhooks.models import Webhook, WebhookDelivery
from omnipresence.webhooks.selectors import EVERYWHERE
from omnipresence.webhooks.services.collect import collect_events
from omnipresence.webhooks.services.deliver import deliver_due
from support.api import Api
from support.receivers import Receiver

Json = dict[str, Any]
EVENTS = ["participant.changed", "participant.deleted"]


def add_webhook(api: Api, receiver: Receiver, *events: str) -> Json:
    """A webhook that leads to the receiver, with its secret."""
    answer = api.post("webhooks", {"url": receiver.url(), "events": list(events) or EVENTS})
    assert answer.status_code == 201, answer.content
    made: Json = answer.json()
    return made


def carry() -> None:
    """What the worker does every few seconds."""
    collect_events()
    deliver_due()


def let_time_pass() -> None:
    """Until everything that waits is due."""
    Webhook.objects.across_organizations(EVERYWHERE).update(resting_until=None)
    waiting = WebhookDelivery.objects.across_organizations(EVERYWHERE).exclude(next_attempt_at=None)
    waiting.update(next_attempt_at=clock.now())


def add_participant(api: Api, identifier: str = "R-1") -> Json:
    answer = api.post("participants", {"identifier": identifier, "first_name": "Ada", "last_name": "Lovelace"})
    assert answer.status_code == 201, answer.content
    made: Json = answer.json()
    return made


def log(api: Api, hook: Json, **query: Any) -> list[Json]:
    """Its deliveries, oldest first."""
    answer = api.get(f"webhooks/{hook['id']}/deliveries", ordering="id", **query)
    assert answer.status_code == 200, answer.content
    found: list[Json] = answer.json()["results"]
    return found
