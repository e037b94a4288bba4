"""Reads of organizations, users and sign-ins."""

from omnipresence.accounts.models import Organization, RefreshToken, User
from omnipresence.base.tenancy import TenantQuerySet


def get_user(organization_id: int, user_id: int) -> User:
    """A user with their organization."""
    return User.objects.for_organization(organization_id).select_related("organization").get(pk=user_id)


def lock_user(organization_id: int, user_id: int) -> User | None:
    """A user, whose row nobody else changes until this transaction ends."""
    # Without the organization: its row would be locked as well, and every mark looks at that one.
    return User.objects.for_organization(organization_id).select_for_update().filter(pk=user_id).first()


def find_user_to_sign_in(organization_slug: str, email: str) -> User | None:
    """The user whom a sign-in names. There is no caller yet, so this looks across organizations, by slug."""
    everybody = User.objects.across_organizations("signing in: the organization is what the person types")
    named = everybody.select_related("organization").filter(organization__slug=organization_slug, email=email)
    # MariaDB takes "é" for "e". If that were enough, each spelling of an account would have its own throttle.
    return next((user for user in named if (user.organization.slug, user.email) == (organization_slug, email)), None)


def get_organization(organization_id: int) -> Organization:
    """The caller's organization."""
    return Organization.objects.get(pk=organization_id)


def refresh_tokens_of(organization_id: int) -> TenantQuerySet[RefreshToken]:
    """The chains of refresh tokens of an organization's users."""
    return RefreshToken.objects.for_organization(organization_id)


def all_organizations() -> list[Organization]:
    """Every organization, for the operator's commands."""
    return list(Organization.objects.order_by("id"))
