"""Every write of this room."""

from omnipresence.notifications.services.choices import (
    add_missing_rules,
    create_notification_rule,
    delete_notification_rule,
    update_notification_rule,
    update_preferences,
)
from omnipresence.notifications.services.tell import (
    notify_administrators,
    read_all_notifications,
    read_notification,
    tell_of_copied_sign_in,
)

__all__ = [
    "add_missing_rules",
    "create_notification_rule",
    "delete_notification_rule",
    "notify_administrators",
    "read_all_notifications",
    "read_notification",
    "tell_of_copied_sign_in",
    "update_notification_rule",
    "update_preferences",
]
