"""Notifications to users."""

from django.db import models

from omnipresence.base.fields import UnsignedBigIntegerField
from omnipresence.base.models import TenantModel, Timestamped, Versioned


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


class Audience(models.TextChoices):
    """Whom a rule tells: administrators, or managers too."""

    ADMINISTRATORS = "administrators"
    MANAGERS = "managers"


class NotificationRule(TenantModel, Timestamped, Versioned):
    """What administrators want their organization to be told of (R9.1). Without a rule administrators are told.

    `threshold` absences within `within_days` days; both null for what is not counted. `checked_at` and
    `checked_version` are the evaluation's own: up to which moment and which number it has looked.
    """

    notification_type = models.CharField(max_length=50)
    threshold = models.PositiveIntegerField(null=True)
    within_days = models.PositiveIntegerField(null=True)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.ADMINISTRATORS.value)
    is_active = models.BooleanField(default=True)
    checked_at = models.DateTimeField(null=True)
    checked_version = UnsignedBigIntegerField(default=0)

    class Meta:
        db_table = "notification_rules"
        constraints = [
            models.UniqueConstraint(fields=["organization", "version"], name="notification_rules_organization_version")
        ]


class NotificationPreference(TenantModel):
    """A user who does not want to be told of something. Who said nothing is told."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    notification_type = models.CharField(max_length=50)
    is_wanted = models.BooleanField()

    class Meta:
        db_table = "notification_preferences"
        constraints = [
            models.UniqueConstraint(fields=["user", "notification_type"], name="notification_preferences_user_type")
        ]


class AbsenceAlert(TenantModel):
    """Somebody's absences reached a rule's threshold, and it was told: told again only after they fell below it."""

    rule = models.ForeignKey(NotificationRule, on_delete=models.CASCADE, related_name="+", db_index=False)
    participant = models.ForeignKey("roster.Participant", on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        db_table = "absence_alerts"
        constraints = [models.UniqueConstraint(fields=["rule", "participant"], name="absence_alerts_rule_participant")]
