"""Refusals of this room."""

from omnipresence.base.problems import Problem


class TooManyWebhooks(Problem):
    status = 409
    code = "too-many-webhooks"
    title = "There are 20 webhooks already; delete one that is not needed."


class WebhookInactive(Problem):
    status = 409
    code = "webhook-inactive"
    title = "This webhook is switched off; switch it on first."


class DeliveryPending(Problem):
    status = 409
    code = "delivery-pending"
    title = "This delivery is on its way already."
