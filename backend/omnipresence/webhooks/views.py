"""Webhooks: addresses, secrets, and the log of what was sent."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, stamped
from omnipresence.base.problems import ScopeMissing
from omnipresence.webhooks import selectors, services
from omnipresence.webhooks.problems import DeliveryPending, TooManyWebhooks, WebhookInactive
from omnipresence.webhooks.serializers import (
    DeliveryFilters,
    DeliveryOut,
    DeliveryWithPayloadOut,
    WebhookFilters,
    WebhookIn,
    WebhookOut,
    WebhookWithSecretOut,
)
from omnipresence.webhooks.shapes import delivery_json, webhook_json, whole_delivery_json

TAG = "Webhooks"
ORDERINGS = ("-id", "id")
NEEDS_READ = "A key needs the scope `read` as well: whoever says where events go reads them."


class WebhookView(ApiView):
    def demand_read(self) -> None:
        """Raises ScopeMissing for a key that may not read what it would have sent to itself."""
        scopes = self.credential.scopes
        if scopes is not None and Scope.READ not in scopes:
            raise ScopeMissing(f"This needs the scope {Scope.READ} as well.")


class WebhookList(WebhookView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.WEBHOOKS_WRITE}

    @listing("listWebhooks", "List webhooks.", tag=TAG, item=WebhookOut, filters=WebhookFilters, orderings=ORDERINGS)
    def get(self, request: Request) -> Response:
        return self.page(selectors.webhooks(self.caller.organization_id), webhook_json, WebhookFilters, ORDERINGS)

    @operation(
        "createWebhook",
        "Have changes told to an address.",
        tag=TAG,
        body=WebhookIn,
        answer=WebhookWithSecretOut,
        status=201,
        refusals=[TooManyWebhooks],
        description=f"Of what changes from now on. `secret` is shown only now. {NEEDS_READ}",
    )
    def post(self, request: Request) -> Response:
        given = self.body(WebhookIn)
        self.demand_read()
        row, secret = services.create_webhook(self.caller, given)
        body = {**webhook_json(row), "secret": secret}
        return stamped(body, row.updated_at, status=201, location=f"{request.path}/{row.pk}")


class WebhookItem(WebhookView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.WEBHOOKS_WRITE, "DELETE": Scope.WEBHOOKS_WRITE}

    @operation("getWebhook", "Read a webhook, but for its secret.", tag=TAG, answer=WebhookOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        row = selectors.get_webhook(self.caller.organization_id, id)
        return stamped(webhook_json(row), row.updated_at)

    @operation(
        "updateWebhook",
        "Change a webhook, or switch it off or on.",
        tag=TAG,
        body=WebhookIn,
        answer=WebhookOut,
        by_id=True,
        if_match=True,
        description=f"What changed while it was off is sent once it is on again. {NEEDS_READ}",
    )
    def patch(self, request: Request, id: int) -> Response:
        given = self.body(WebhookIn, partial=True)
        if given:
            self.demand_read()
        row = services.update_webhook(self.caller, id, given, expected_version(request))
        return stamped(webhook_json(row), row.updated_at)

    @operation(
        "deleteWebhook",
        "Delete a webhook, with its log and what waits to be sent.",
        tag=TAG,
        status=204,
        by_id=True,
        if_match=True,
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_webhook(self.caller, id, expected_version(request))
        return Response(status=204)


class WebhookRotation(WebhookView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.WEBHOOKS_WRITE}

    @operation(
        "rotateWebhookSecret",
        "Give a webhook a new secret.",
        tag=TAG,
        answer=WebhookWithSecretOut,
        by_id=True,
        description="For 24 hours everything is signed with both, the new one first. `secret` is shown only now.",
    )
    def post(self, request: Request, id: int) -> Response:
        row, secret = services.rotate_secret(self.caller, id)
        return stamped({**webhook_json(row), "secret": secret}, row.updated_at)


class WebhookTest(WebhookView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.WEBHOOKS_WRITE}

    @operation(
        "testWebhook",
        "Send an event `webhook.test`.",
        tag=TAG,
        answer=DeliveryOut,
        status=202,
        refusals=[WebhookInactive],
        by_id=True,
        description="Within seconds, in the background; the log tells how it went.",
    )
    def post(self, request: Request, id: int) -> Response:
        return Response(delivery_json(services.send_test(self.caller, id)), status=202)


class DeliveryList(WebhookView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @listing(
        "listWebhookDeliveries",
        "List what was or will be sent to a webhook.",
        tag=TAG,
        item=DeliveryOut,
        filters=DeliveryFilters,
        orderings=ORDERINGS,
        by_id=True,
        description="For 30 days.",
    )
    def get(self, request: Request, id: int) -> Response:
        row = selectors.get_webhook(self.caller.organization_id, id)
        rows = selectors.deliveries(row.organization_id, row.pk)
        return self.page(rows, delivery_json, DeliveryFilters, ORDERINGS)


class DeliveryItem(WebhookView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @operation(
        "getWebhookDelivery",
        "Read a delivery, with what was sent.",
        tag=TAG,
        answer=DeliveryWithPayloadOut,
        by_id=True,
    )
    def get(self, request: Request, id: int, delivery_id: int) -> Response:
        return Response(whole_delivery_json(selectors.get_delivery(self.caller.organization_id, id, delivery_id)))


class DeliveryReplay(WebhookView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.WEBHOOKS_WRITE}

    @operation(
        "replayWebhookDelivery",
        "Send the same event again.",
        tag=TAG,
        answer=DeliveryOut,
        status=202,
        refusals=[WebhookInactive, DeliveryPending],
        by_id=True,
        description="Unchanged and under the same id, with all its retries.",
    )
    def post(self, request: Request, id: int, delivery_id: int) -> Response:
        return Response(delivery_json(services.replay(self.caller, id, delivery_id)), status=202)
