"""Organizations, users, devices and the refresh tokens of sign-ins."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from omnipresence.base.fields import UnsignedBigIntegerField
from omnipresence.base.models import TenantModel, Timestamped, Versioned
from omnipresence.base.tenancy import TenantManager


class Role(models.TextChoices):
    """What a user may do (R8.2); the rules are in accounts/permissions.py."""

    FRONTLINE = "frontline"
    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    EXTERNAL = "external"


class Organization(Timestamped):
    """A tenant."""

    name = models.CharField(max_length=255)
    slug = models.CharField(max_length=50, unique=True)
    domain_type = models.CharField(max_length=50)
    # Extensions: "today" is a matter of the organization's own zone (R3.2), and settings hold its limits (R8.1).
    time_zone = models.CharField(max_length=64, default="UTC")
    settings = models.JSONField(default=dict)

    class Meta:
        db_table = "organizations"
        indexes = [models.Index(fields=["domain_type"], name="organizations_domain_type")]


class User(AbstractBaseUser, TenantModel, Timestamped):
    """Somebody who signs in. The e-mail is kept in lower case and unique within the organization."""

    email = models.CharField(max_length=255)
    password = models.CharField(max_length=255, db_column="password_hash")
    role = models.CharField(max_length=50, choices=Role.choices)
    is_active = models.BooleanField(default=True)
    last_login = models.DateTimeField(null=True, db_column="last_login_at")
    # Extensions: people are shown by name, and a step of token_version ends all of a user's access tokens at once.
    name = models.CharField(max_length=255, default="")
    token_version = models.PositiveIntegerField(default=0)

    objects: ClassVar[TenantManager["User"]] = TenantManager()  # type: ignore[assignment]

    # An e-mail names a person only together with an organization, so Django's own sign-in is not used.
    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "users"
        constraints = [models.UniqueConstraint(fields=["organization", "email"], name="users_organization_email")]
        indexes = [
            models.Index(fields=["organization"], name="users_organization"),
            models.Index(fields=["role"], name="users_role"),
        ]


class SyncDevice(TenantModel, Timestamped):
    """A browser profile on a tablet, known since its first sync."""

    device_uuid = models.CharField(max_length=36)
    label = models.CharField(max_length=100, default="")
    # What the tablet called itself last: an administrator's name for it stays until it calls itself something new.
    reported_label = models.CharField(max_length=100, default="")
    status = models.CharField(max_length=10, default="active")
    last_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    last_seen_at = models.DateTimeField(null=True)
    waiting_reported = models.PositiveIntegerField(default=0)
    oldest_waiting_at = models.DateTimeField(null=True)
    app_version = models.CharField(max_length=64, default="")
    protocol = models.PositiveIntegerField(default=0)
    last_cursor = UnsignedBigIntegerField(default=0)
    clock_offset_ms = models.BigIntegerField(default=0)

    class Meta:
        db_table = "sync_devices"
        constraints = [models.UniqueConstraint(fields=["organization", "device_uuid"], name="sync_devices_uuid")]


class RefreshToken(TenantModel):
    """One link of a sign-in's chain of refresh tokens; the token itself is never stored.

    A family is one sign-in. `parent_jti` is the token that was exchanged for this one; `first_used_at` is when this
    one was exchanged in turn, which is what confirms that its receiver has it (sync.md 2.6).
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    family = models.CharField(max_length=32)
    jti = models.CharField(max_length=32, unique=True)
    parent_jti = models.CharField(max_length=32, null=True, unique=True)  # noqa: DJ001 - unique, and the first has none
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    first_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=20, default="")

    class Meta:
        db_table = "refresh_tokens"
        indexes = [
            models.Index(fields=["family"], name="refresh_tokens_family"),
            models.Index(fields=["user"], name="refresh_tokens_user"),
            models.Index(fields=["expires_at"], name="refresh_tokens_expires_at"),
        ]


class Domain(TenantModel, Timestamped, Versioned):
    """A domain that an organization defined for itself; those that ship are files (accounts/domains)."""

    code = models.CharField(max_length=50)
    definition = models.JSONField()

    class Meta:
        db_table = "domains"
        constraints = [
            models.UniqueConstraint(fields=["organization", "code"], name="domains_organization_code"),
            models.UniqueConstraint(fields=["organization", "version"], name="domains_organization_version"),
        ]
