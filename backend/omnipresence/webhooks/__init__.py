"""Tells other systems what changed, by signed requests to their addresses (docs/webhooks.md)."""
