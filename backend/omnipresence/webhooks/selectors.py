"""Reads of this room."""

from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery

from omnipresence.base import clock
from omnipresence.base.models import SyncCounter
from omnipresence.base.problems import found
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.presence import selectors as presence
from omnipresence.roster import selectors as roster
from omnipresence.schedule import selectors as schedule
from omnipresence.webhooks.models import Webhook, WebhookDelivery

EVERYWHERE = "the worker carries the events of every organization"
CHANGED, DELETED, TEST = "changed", "deleted", "webhook.test"
FEEDS = tuple(sorted((*presence.FEEDS, *roster.FEEDS, *schedule.FEEDS), key=lambda feed: feed.kind))
EVENTS = tuple(f"{feed.kind}.{what}" for feed in FEEDS for what in (CHANGED, DELETED))


def webhooks(organization_id: int) -> TenantQuerySet[Webhook]:
    """All webhooks of an organization."""
    return Webhook.objects.for_organization(organization_id)


def get_webhook(organization_id: int, webhook_id: int) -> Webhook:
    """One webhook; raises NotFound."""
    return found(webhooks(organization_id).filter(pk=webhook_id).first())


def deliveries(organization_id: int, webhook_id: int) -> TenantQuerySet[WebhookDelivery]:
    """What was or will be sent to a webhook."""
    return WebhookDelivery.objects.for_organization(organization_id).filter(webhook_id=webhook_id)


def get_delivery(organization_id: int, webhook_id: int, delivery_id: int) -> WebhookDelivery:
    """One delivery of this webhook; raises NotFound."""
    return found(deliveries(organization_id, webhook_id).filter(pk=delivery_id).first())


def awake(now: datetime) -> TenantQuerySet[Webhook]:
    """Webhooks that may be sent to: switched on, of organizations that are open, and not resting after failures."""
    rested = Q(resting_until=None) | Q(resting_until__lte=now)
    rows = Webhook.objects.across_organizations(EVERYWHERE).filter(rested, is_active=True)
    return rows.filter(organization__suspended_at=None, organization__deleted_at=None)


def behind(now: datetime) -> TenantQuerySet[Webhook]:
    """Those whose organization has changes that they have not looked at."""
    counters = SyncCounter.objects.filter(organization_id=OuterRef("organization_id"))
    present = Subquery(counters.values("version")[:1])
    return awake(now).exclude(cursor=present)


def with_due(now: datetime) -> TenantQuerySet[Webhook]:
    """Those that something is due for, the one first whose last attempt is longest ago."""
    due = WebhookDelivery.objects.across_organizations(EVERYWHERE).filter(next_attempt_at__lte=now)
    return awake(now).filter(pk__in=due.values("webhook_id")).order_by(F("attempted_at").asc(nulls_first=True), "pk")


def due_deliveries(webhook: Webhook, now: datetime, most: int) -> list[WebhookDelivery]:
    """What is due for a webhook, oldest appointment first."""
    rows = deliveries(webhook.organization_id, webhook.pk).filter(next_attempt_at__lte=now)
    return list(rows.order_by("next_attempt_at", "pk")[:most])


def has_work() -> bool:
    """Whether there is anything to read from the feed or to send."""
    now = clock.now()
    return behind(now).exists() or with_due(now).exists()
