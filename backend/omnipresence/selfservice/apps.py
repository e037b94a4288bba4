"""Registers the room `selfservice` with Django."""

from django.apps import AppConfig


class SelfServiceConfig(AppConfig):
    name = "omnipresence.selfservice"
    label = "selfservice"
