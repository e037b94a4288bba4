"""What came of attempts: written to the log, and drawn conclusions from."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from omnipresence.accounts.models import Role
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.notifications.models import NotificationType
from omnipresence.notifications.services import notify_administrators
from omnipresence.webhooks import rules, selectors
from omnipresence.webhooks.models import Webhook, WebhookDelivery
from omnipresence.webhooks.rules import Disabled, Error, Status
from omnipresence.webhooks.sending import Outcome

SAID = {
    Disabled.GONE: "The receiver said that it is gone for good (410).",
    Disabled.FAILING: f"The receiver has taken nothing for {rules.DISABLE_AFTER.days} days.",
}
STATE = ("failures", "failing_since", "resting_until", "attempted_at")


def keep_outcomes(
    batch: Sequence[tuple[Webhook, Sequence[WebhookDelivery]]], outcomes: Mapping[int, Outcome], chance: float
) -> None:
    """Write what came of a round of attempts, in the caller's transaction. `chance` from 0 to 1 is the jitter."""
    now = clock.now()
    # In the order of their ids, as everybody locks them.
    for webhook, rows in sorted(batch, key=lambda pair: pair[0].pk):
        own = selectors.webhooks(webhook.organization_id)
        row: Webhook | None = own.select_for_update().filter(pk=webhook.pk).first()
        if row is None:
            # Deleted meanwhile, with its log.
            continue
        for delivery in rows:
            _keep(delivery, outcomes[delivery.pk], now, chance)
        _conclude(row, [outcomes[delivery.pk] for delivery in rows], now)


def _keep(delivery: WebhookDelivery, outcome: Outcome, now: datetime, chance: float) -> None:
    attempts = delivery.attempts + 1
    pause = rules.next_attempt(attempts, chance) if outcome.error else None
    status = Status.PENDING if pause else Status.FAILED if outcome.error else Status.DELIVERED
    # Only while it is where it was when it was sent: it may have been written by a worker that was believed dead.
    mine = selectors.deliveries(delivery.organization_id, delivery.webhook_id)
    mine.filter(pk=delivery.pk, status=Status.PENDING, attempts=delivery.attempts).update(
        status=status,
        attempts=attempts,
        next_attempt_at=now + pause if pause else None,
        attempted_at=now,
        response_status=outcome.status,
        response_excerpt=outcome.excerpt,
        error=outcome.error or "",
        duration_ms=outcome.duration_ms,
        finished_at=None if pause else now,
    )


def _conclude(row: Webhook, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Of the address as a whole: whether it lives, needs a rest, or is to be given up."""
    row.attempted_at = now
    if all(outcome.error for outcome in outcomes):
        row.failures += 1
        row.failing_since = row.failing_since or now
        row.resting_until = now + rules.rest(row.failures)
    else:
        row.failures, row.failing_since, row.resting_until = 0, None, None
    row.save(update_fields=STATE)
    if any(outcome.error is Error.GONE for outcome in outcomes):
        _disable(row, Disabled.GONE, now)
    elif row.failing_since and now - row.failing_since >= rules.DISABLE_AFTER:
        _disable(row, Disabled.FAILING, now)


def _disable(row: Webhook, reason: Disabled, now: datetime) -> None:
    if not row.is_active:
        return
    row.is_active, row.disabled_reason, row.updated_at = False, reason.value, now
    row.save(update_fields=["is_active", "disabled_reason", "updated_at"])
    # The audit log wants a user for every change; nobody did this, so it is who made the webhook, and the source
    # says where it came from.
    by = Caller(row.organization_id, row.created_by_id, Role.ADMINISTRATOR, device="webhooks")
    said = {"is_active": False, "disabled_reason": reason.value}
    record_change(by, "webhooks", row.pk, "update", {"is_active": True, "disabled_reason": ""}, said)
    notify_administrators(
        row.organization_id,
        notification_type=NotificationType.DATA_QUALITY,
        title="A webhook was switched off",
        message=f"{row.url[:200]}: {SAID[reason]} Nothing is lost: switched on again, it is sent all that changed.",
        link=None,
        at=now,
    )
