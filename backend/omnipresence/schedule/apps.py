"""Registers the room `schedule` with Django."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "omnipresence.schedule"
    label = "schedule"
