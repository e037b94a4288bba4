"""Registers the room `presence` with Django."""

from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "omnipresence.presence"
    label = "presence"
