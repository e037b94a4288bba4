"""What people do with deliveries."""

from omnipresence.audit.services import record_change
from omnipresence.base import clock, ids
from omnipresence.base.caller import Caller
from omnipresence.base.clock import rfc3339
from omnipresence.base.compact import compact
from omnipresence.base.problems import found
from omnipresence.base.writes import write_unversioned
from omnipresence.webhooks import selectors
from omnipresence.webhooks.models import Webhook, WebhookDelivery
from omnipresence.webhooks.problems import DeliveryPending, WebhookInactive
from omnipresence.webhooks.rules import Status
from omnipresence.webhooks.services.addresses import locked

TABLE = "webhook_deliveries"


def send_test(by: Caller, webhook_id: int) -> WebhookDelivery:
    """Put an event of no meaning into the outbox; raises NotFound or WebhookInactive."""

    def work() -> WebhookDelivery:
        row = _active(by, webhook_id)
        now = clock.now()
        payload = {"type": selectors.TEST, "timestamp": rfc3339(now), "data": {"webhook": row.pk}}
        made: WebhookDelivery = WebhookDelivery.objects.create(
            organization_id=by.organization_id,
            webhook=row,
            event_id=f"msg_{ids.uuid4().hex}",
            event_type=selectors.TEST,
            payload=compact(payload),
            status=Status.PENDING,
            next_attempt_at=now,
            created_at=now,
        )
        record_change(by, TABLE, made.pk, "create", None, {"event_type": selectors.TEST, "webhook_id": row.pk})
        return made

    return write_unversioned(work)


def replay(by: Caller, webhook_id: int, delivery_id: int) -> WebhookDelivery:
    """Have an event sent once more, unchanged; raises NotFound, WebhookInactive or DeliveryPending."""

    def work() -> WebhookDelivery:
        _active(by, webhook_id)
        rows = selectors.deliveries(by.organization_id, webhook_id).filter(pk=delivery_id)
        row: WebhookDelivery = found(rows.select_for_update().first())
        if row.status == Status.PENDING:
            raise DeliveryPending
        before = row.status
        row.status, row.attempts, row.next_attempt_at, row.finished_at = Status.PENDING, 0, clock.now(), None
        row.save(update_fields=["status", "attempts", "next_attempt_at", "finished_at"])
        record_change(by, TABLE, row.pk, "update", {"status": before}, {"status": Status.PENDING})
        return row

    return write_unversioned(work)


def _active(by: Caller, webhook_id: int) -> Webhook:
    row = locked(by.organization_id, webhook_id)
    if not row.is_active:
        raise WebhookInactive
    return row
