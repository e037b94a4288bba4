"""Registers the room `base` with Django."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "omnipresence.base"
    label = "base"
