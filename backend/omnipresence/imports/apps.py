"""Registers the room `imports` with Django."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "omnipresence.imports"
    label = "imports"
