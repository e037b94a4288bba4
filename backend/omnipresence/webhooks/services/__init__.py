"""Every write of this room."""

from omnipresence.webhooks.services.addresses import create_webhook, delete_webhook, rotate_secret, update_webhook
from omnipresence.webhooks.services.log import replay, send_test

__all__ = ["create_webhook", "delete_webhook", "replay", "rotate_secret", "send_test", "update_webhook"]
