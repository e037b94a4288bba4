"""Notifications to users."""

from django.db import models

from omnipresence.base.models import TenantModel


class NotificationType(models.TextChoices):
    """What a notification is about (R9.1)."""

    ABSENCE = "absence"
    CONFLICT = "conflict"
    DATA_QUALITY = "data_quality"
    SECURITY = "security"


class Notification(TenantModel):
    """One message to one user."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    notification_type = models.CharField(max_length=50, choices=NotificationType.choices)
    title = models.CharField(max_length=255)
    message = models.TextField()
    link = models.CharField(max_length=500, null=True)  # noqa: DJ001 - the schema's "optional link"
    is_read = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "notifications"
        indexes = [
            models.Index(fields=["organization"], name="notifications_organization"),
            models.Index(fields=["user"], name="notifications_user"),
            models.Index(fields=["is_read"], name="notifications_is_read"),
            models.Index(fields=["created_at"], name="notifications_created_at"),
        ]
