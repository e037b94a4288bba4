"""Reads of notifications."""

from omnipresence.base.problems import found
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.notifications.models import Notification, NotificationPreference, NotificationRule


def notifications(organization_id: int, user_id: int) -> TenantQuerySet[Notification]:
    """The notifications of one user."""
    return Notification.objects.for_organization(organization_id).filter(user_id=user_id)


def notification_rules(organization_id: int) -> TenantQuerySet[NotificationRule]:
    """The rules of an organization."""
    return NotificationRule.objects.for_organization(organization_id)


def get_notification_rule(organization_id: int, rule_id: int) -> NotificationRule:
    """One rule; raises NotFound."""
    return found(notification_rules(organization_id).filter(pk=rule_id).first())


def preferences_of(organization_id: int, user_id: int) -> dict[str, bool]:
    """What a user said of each type; what is not there is wanted."""
    own = NotificationPreference.objects.for_organization(organization_id).filter(user_id=user_id)
    return dict(own.values_list("notification_type", "is_wanted"))
