"""Reads of notifications."""

from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.notifications.models import Notification


def notifications(organization_id: int, user_id: int) -> TenantQuerySet[Notification]:
    """The notifications of one user."""
    return Notification.objects.for_organization(organization_id).filter(user_id=user_id)
