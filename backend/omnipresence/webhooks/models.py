"""Webhooks: addresses of other systems, and what was or will be sent there."""

from django.db import models

from omnipresence.base.fields import UnsignedBigIntegerField
from omnipresence.base.models import TenantModel, Timestamped


class Webhook(TenantModel, Timestamped):
    """An address that is told of changes. `cursor` is the version up to which its events are in the outbox.

    Secrets are sealed (webhooks/signing.py). `failures` counts the rounds in a row in which nothing was taken;
    until `resting_until` nothing is sent.
    """

    url = models.CharField(max_length=2000)
    events = models.JSONField()
    is_active = models.BooleanField(default=True)
    secret = models.CharField(max_length=255)
    previous_secret = models.CharField(max_length=255, default="")
    previous_until = models.DateTimeField(null=True)
    cursor = UnsignedBigIntegerField()
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    resting_until = models.DateTimeField(null=True)
    attempted_at = models.DateTimeField(null=True)
    disabled_reason = models.CharField(max_length=10, default="")
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_column="created_by", db_index=False
    )

    class Meta:
        db_table = "webhooks"
        indexes = [models.Index(fields=["organization", "id"], name="webhooks_organization")]


class WebhookDelivery(TenantModel):
    """An event on its way to one address: the outbox while it is pending, then the log.

    `payload` is the exact text that is signed and sent. `next_attempt_at` is set while it is pending, `finished_at`
    afterwards.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="+", db_index=False)
    event_id = models.CharField(max_length=40)
    event_type = models.CharField(max_length=50)
    payload = models.TextField()
    status = models.CharField(max_length=10)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    attempted_at = models.DateTimeField(null=True)
    response_status = models.PositiveIntegerField(null=True)
    response_excerpt = models.CharField(max_length=500, default="")
    error = models.CharField(max_length=20, default="")
    duration_ms = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook_deliveries"
        # An event is in the outbox once, however often the feed is read.
        constraints = [models.UniqueConstraint(fields=["webhook", "event_id"], name="webhook_deliveries_event")]
        indexes = [
            models.Index(fields=["webhook", "id"], name="webhook_deliveries_webhook"),
            models.Index(fields=["webhook", "next_attempt_at"], name="webhook_deliveries_due"),
            models.Index(fields=["finished_at"], name="webhook_deliveries_finished"),
        ]
