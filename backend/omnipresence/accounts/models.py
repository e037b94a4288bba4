"""Organizations, users, devices, sign-ins, invitations and API keys."""

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
    # Extensions: nobody gets in while either is set. No command erases what is deleted (R7.5): its rows stay.
    suspended_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    @property
    def is_open(self) -> bool:
        """Whether its users, keys and links are let in."""
        return self.suspended_at is None and self.deleted_at is None

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
    # The highest number of an operation, by user: two tablets with one id are known by counting alike.
    last_numbers = models.JSONField(default=dict)
    # When administrators were told that it is missing; null once it is back.
    alarmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sync_devices"
        constraints = [models.UniqueConstraint(fields=["organization", "device_uuid"], name="sync_devices_uuid")]


class RefreshToken(TenantModel):
    """One link of a sign-in's chain of refresh tokens; the token itself is never stored.

    A family is one sign-in, begun at `signed_in_at`. `parent_jti` is the token that was exchanged for this one;
    `first_used_at` is when this one was exchanged in turn, which is what confirms that its receiver has it (sync.md
    2.6). `last_used_at` is when an access token that came with it was last seen, to a tenth of the inactivity limit.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    family = models.CharField(max_length=32)
    jti = models.CharField(max_length=32, unique=True)
    parent_jti = models.CharField(max_length=32, null=True, unique=True)  # noqa: DJ001 - unique, and the first has none
    device = models.CharField(max_length=36, default="")
    signed_in_at = models.DateTimeField()
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
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


class Invitation(TenantModel):
    """Lets a user choose a password, once: the newest of each user. Of its token only the SHA-256 is kept."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="invitation")
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "invitations"


class ApiKey(TenantModel, Timestamped):
    """A program's way in (R8.5): it acts for the user who made it, within its scopes.

    The key reads omni_<public>_<secret>; of the secret only the SHA-256 is kept.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    public = models.CharField(max_length=16, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_keys"
        indexes = [
            models.Index(fields=["organization"], name="api_keys_organization"),
            models.Index(fields=["user"], name="api_keys_user"),
        ]
