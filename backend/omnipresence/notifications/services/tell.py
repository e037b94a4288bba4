"""Writes of notifications.

They are messages about the data, not data: each follows from a change that the audit log holds already, so neither
their arrival nor their being read is audited again.
"""

from datetime import datetime

from django.db import connection

from omnipresence.accounts.models import Role
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import NotFound
from omnipresence.base.writes import write_unversioned
from omnipresence.notifications.models import Audience, Notification, NotificationType


def notify_administrators(
    organization_id: int,
    *,
    notification_type: NotificationType,
    title: str,
    message: str,
    link: str | None,
    at: datetime,
    instead_of: datetime | None = None,
) -> None:
    """Tell the organization's administrators, with one statement, in the caller's transaction.

    Its rule for this type may reach managers too, or nobody; whoever does not want to be told is left out.

    With `instead_of`, what was told of this type since that moment and nobody has read yet gives way to this message:
    a flood stays one message (R9.2), with one statement more.
    """
    if instead_of is not None:
        told = Notification.objects.for_organization(organization_id).filter(notification_type=notification_type)
        told.filter(is_read=False, created_at__gte=instead_of).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications"
            " (organization_id, user_id, notification_type, title, message, link, is_read, created_at)"
            " SELECT organization_id, id, %s, %s, %s, %s, %s, %s FROM users"
            " WHERE organization_id = %s AND is_active = %s"
            " AND CASE role WHEN %s THEN 1 WHEN %s THEN 2 ELSE 9 END <= COALESCE((SELECT MAX("
            "CASE WHEN NOT notification_rules.is_active THEN 0 WHEN audience = %s THEN 2 ELSE 1 END)"
            " FROM notification_rules WHERE notification_rules.organization_id = %s AND notification_type = %s), 1)"
            " AND NOT EXISTS (SELECT 1 FROM notification_preferences WHERE notification_preferences.user_id = users.id"
            " AND notification_type = %s AND NOT is_wanted)",
            [
                notification_type.value, title, message, link, False, connection.ops.adapt_datetimefield_value(at),
                organization_id, True, Role.ADMINISTRATOR.value, Role.MANAGER.value, Audience.MANAGERS.value,
                organization_id, notification_type.value, notification_type.value,
            ],
        )  # fmt: skip


def tell_of_copied_sign_in(*, organization_id: int, user_id: int, at: datetime, **_: object) -> None:
    """Tell a user that one of their sign-ins was used from two places, in the transaction that ended it."""
    Notification.objects.create(
        organization_id=organization_id,
        user_id=user_id,
        notification_type=NotificationType.SECURITY,
        title="A sign-in of yours was ended",
        message=(
            "It was used from two places, so somebody may have a copy of it. Sign in again; if you do not know why "
            "this happened, change your password, which ends all other sign-ins. Marks on the tablet are safe."
        ),
        link=None,
        created_at=at,
    )


def read_notification(by: Caller, notification_id: int) -> Notification:
    """Mark one of the caller's own notifications as read; one that is read already stays as it is."""

    def work() -> Notification:
        own = Notification.objects.for_organization(by.organization_id).filter(user_id=by.user_id)
        own.filter(pk=notification_id, is_read=False).update(is_read=True, read_at=clock.now())
        row: Notification | None = own.filter(pk=notification_id).first()
        if row is None:
            raise NotFound
        return row

    return write_unversioned(work)


def read_all_notifications(by: Caller) -> int:
    """Mark all of the caller's own notifications as read; returns how many were not."""

    def work() -> int:
        unread = Notification.objects.for_organization(by.organization_id).filter(user_id=by.user_id, is_read=False)
        return unread.update(is_read=True, read_at=clock.now())

    return write_unversioned(work)
