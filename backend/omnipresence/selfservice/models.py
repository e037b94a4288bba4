"""Self-service links, and the registrations that came by them. No device holds a copy of either."""

from django.db import models

from omnipresence.base.fields import FixedBytesField
from omnipresence.base.models import TenantModel


class SelfServiceLink(TenantModel):
    """A secret link for people without an account: to check in to one session, or to register with a group.

    The token follows from `seed` and the server's key, so that it can be printed again; of itself only the digest is
    kept. `uses` counts what was recorded by it, `wrong_tries` check-ins with a wrong identifier or code.
    """

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=100, default="")
    session = models.ForeignKey("schedule.Session", on_delete=models.CASCADE, null=True, related_name="+")
    group = models.ForeignKey("roster.Group", on_delete=models.CASCADE, null=True, related_name="+")
    seed = FixedBytesField(length=32)
    token_hash = FixedBytesField(length=32, unique=True)
    requires_code = models.BooleanField(default=False)
    required_fields = models.JSONField(default=list)
    max_uses = models.PositiveIntegerField()
    uses = models.PositiveIntegerField(default=0)
    wrong_tries = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_column="created_by")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "self_service_links"
        indexes = [
            models.Index(fields=["organization"], name="self_links_organization"),
            models.Index(fields=["expires_at"], name="self_links_expires_at"),
        ]


class Registration(TenantModel):
    """Somebody asks to be added; staff decide. `participant` is whom an approval added or found."""

    link = models.ForeignKey(SelfServiceLink, on_delete=models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey("roster.Group", on_delete=models.SET_NULL, null=True, related_name="+")
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100, default="")
    identifier = models.CharField(max_length=100, default="")
    date_of_birth = models.DateField(null=True)
    extra_data = models.JSONField(default=dict)
    status = models.CharField(max_length=10)
    participant = models.ForeignKey("roster.Participant", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_column="decided_by"
    )
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "registrations"
        indexes = [
            models.Index(fields=["organization", "status"], name="registrations_status"),
            models.Index(fields=["created_at"], name="registrations_created_at"),
        ]
