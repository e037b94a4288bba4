"""Registers the room `notifications` with Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "omnipresence.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Listen to the rooms below, which do not know this one."""
        from omnipresence.accounts.signals import sign_in_was_copied
        from omnipresence.notifications.services import tell_of_copied_sign_in

        sign_in_was_copied.connect(tell_of_copied_sign_in)
