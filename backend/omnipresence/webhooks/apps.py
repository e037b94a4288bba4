"""Registers the room `webhooks` with Django."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "omnipresence.webhooks"
    label = "webhooks"
