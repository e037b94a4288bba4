"""Registers the room `notifications` with Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "omnipresence.notifications"
    label = "notifications"
