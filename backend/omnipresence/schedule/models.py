"""Sessions."""

from django.db import models

from omnipresence.base.models import TenantModel, Timestamped, Versioned


class Session(TenantModel, Timestamped, Versioned):
    """A lesson, a service, a talk: something of one group, at a time, at which presence is recorded."""

    group = models.ForeignKey("roster.Group", on_delete=models.PROTECT, related_name="sessions", db_index=False)
    name = models.CharField(max_length=255)
    scheduled_start_at = models.DateTimeField()
    scheduled_end_at = models.DateTimeField()
    actual_start_at = models.DateTimeField(null=True)
    actual_end_at = models.DateTimeField(null=True)
    extra_data = models.JSONField(default=dict)

    class Meta:
        db_table = "sessions"
        constraints = [
            models.UniqueConstraint(fields=["organization", "version"], name="sessions_organization_version")
        ]
        indexes = [
            models.Index(fields=["organization"], name="sessions_organization"),
            models.Index(fields=["group"], name="sessions_group"),
            models.Index(fields=["scheduled_start_at"], name="sessions_scheduled_start_at"),
        ]
