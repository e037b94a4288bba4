"""Registers the room `roster` with Django."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "omnipresence.roster"
    label = "roster"
