"""Reads of organizations, users, sign-ins, invitations and API keys."""

from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, Max, OuterRef, Subquery

from omnipresence.accounts.models import ApiKey, Invitation, Organization, RefreshToken, Role, SyncDevice, User
from omnipresence.accounts.rules import sign_in_limits
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import found
from omnipresence.base.tenancy import TenantQuerySet


def users(organization_id: int) -> TenantQuerySet[User]:
    """The users of an organization."""
    return User.objects.for_organization(organization_id)


def get_user(organization_id: int, user_id: int) -> User:
    """A user with their organization; raises NotFound."""
    return found(users(organization_id).select_related("organization").filter(pk=user_id).first())


def lock_user(organization_id: int, user_id: int) -> User | None:
    """A user, whose row nobody else changes until this transaction ends."""
    # Without the organization: its row would be locked as well, and every mark looks at that one.
    return users(organization_id).select_for_update().filter(pk=user_id).first()


def count_administrators(organization_id: int, besides: int) -> int:
    """How many users, this one aside, can administer: active, and with a password."""
    able = users(organization_id).filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=besides)
    return able.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).count()


def find_user_to_sign_in(organization_slug: str, email: str) -> User | None:
    """The user whom a sign-in names. There is no caller yet, so this looks across organizations, by slug."""
    everybody = User.objects.across_organizations("signing in: the organization is what the person types")
    named = everybody.select_related("organization").filter(organization__slug=organization_slug, email=email)
    # MariaDB takes "é" for "e". If that were enough, each spelling of an account would have its own throttle.
    return next((user for user in named if (user.organization.slug, user.email) == (organization_slug, email)), None)


def find_invitation(token_hash: str) -> Invitation | None:
    """The invitation of a token. There is no caller yet: the token itself says whom it is for."""
    everybody = Invitation.objects.across_organizations("redeeming: the token names the user")
    return everybody.select_related("user", "user__organization").filter(token_hash=token_hash).first()


def find_api_key(public: str) -> ApiKey | None:
    """The key of a public part, with the user whom it acts for and the organization."""
    everybody = ApiKey.objects.across_organizations("authenticating: the key names the organization")
    return everybody.select_related("user", "user__organization").filter(public=public).first()


def api_keys(organization_id: int) -> TenantQuerySet[ApiKey]:
    """The API keys of an organization, with those who made them."""
    return ApiKey.objects.for_organization(organization_id).select_related("user")


def get_api_key(organization_id: int, key_id: int) -> ApiKey:
    """One key; raises NotFound."""
    return found(api_keys(organization_id).filter(pk=key_id).first())


def get_organization(organization_id: int) -> Organization:
    """The caller's organization."""
    return Organization.objects.get(pk=organization_id)


def refresh_tokens_of(organization_id: int) -> TenantQuerySet[RefreshToken]:
    """The chains of refresh tokens of an organization's users."""
    return RefreshToken.objects.for_organization(organization_id)


def sign_ins_of(by: Caller) -> TenantQuerySet[Any]:
    """The caller's sign-ins that stand, each as the first link of its chain.

    Annotated: `used_at`, the last use of any of its links, and `device_label`.
    """
    organization_id, now = by.organization_id, clock.now()
    limits = sign_in_limits(get_organization(organization_id).settings)
    chains = refresh_tokens_of(organization_id).filter(user_id=by.user_id)
    chain = chains.filter(family=OuterRef("family")).order_by().values("family")
    ended = chains.filter(family=OuterRef("family"), revoked_at__isnull=False)
    device = SyncDevice.objects.for_organization(organization_id).filter(device_uuid=OuterRef("device"))
    standing = chains.filter(parent_jti=None, expires_at__gt=now, signed_in_at__gte=now - limits.whole).annotate(
        used_at=Subquery(chain.annotate(latest=Max("last_used_at")).values("latest")),
        device_label=Subquery(device.values("label")[:1]),
        over=Exists(ended),
    )
    return standing.filter(over=False, used_at__gte=now - limits.idle)


def family_of(organization_id: int, link: str) -> str:
    """The chain that a refresh token belongs to; '' for none."""
    return refresh_tokens_of(organization_id).filter(jti=link).values_list("family", flat=True).first() or ""


def all_organizations() -> list[Organization]:
    """Every organization, for the operator's commands."""
    return list(Organization.objects.order_by("id"))
