"""The quarantine tray, and queues that are rescued from a file."""

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, KEYS_REFUSED, Roles, Scope, Scopes
from omnipresence.accounts.problems import DeviceRevoked
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView
from omnipresence.sync import selectors
from omnipresence.sync.body import read_body
from omnipresence.sync.problems import AlreadyHandled, EnvelopeInvalid, NotAdoptable, TooManyOperations
from omnipresence.sync.serializers.tray import QuarantineFilters, QuarantineOut, RescuedOut, RescueIn, SetAsideIn
from omnipresence.sync.services.adopt import adopt
from omnipresence.sync.services.tray import handle, rescue, set_aside
from omnipresence.sync.shapes import quarantine_json

TAG = "Sync"
ORDERINGS = ("-id", "id")


class SetAside(ApiView):
    roles: ClassVar[Roles] = {"POST": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = {"POST": Scope.SYNC}

    @operation(
        "setAsideOperation",
        "Keep an operation that cannot be got through otherwise.",
        tag=TAG,
        body=SetAsideIn,
        status=204,
        refusals=[EnvelopeInvalid, DeviceRevoked],
        description="It is stored once, as it came, for an administrator. Nothing else is touched.",
    )
    def post(self, request: Request) -> Response:
        set_aside(self.caller, read_body(request._request))
        return Response(status=204)


class RescueView(ApiView):
    # Each operation has an id of its own, and the one that always fails is found by transactions of their own.
    keeps_answers = False

    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "rescueOperations",
        "Take in the queue of a tablet from a file.",
        tag=TAG,
        body=RescueIn,
        answer=RescuedOut,
        refusals=[EnvelopeInvalid, TooManyOperations],
        description="As if the tablet had sent it: repeats change nothing, and authors stay who they are.",
    )
    def post(self, request: Request) -> HttpResponse:
        """Answer with the ledger's own bytes, as /sync does."""
        return HttpResponse(rescue(self.caller, read_body(request._request)), content_type="application/json")


class QuarantineList(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @listing(
        "listQuarantine",
        "List what was refused or could not be processed, newest first.",
        tag=TAG,
        item=QuarantineOut,
        filters=QuarantineFilters,
        orderings=ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.quarantined(self.caller.organization_id)
        return self.page(rows, quarantine_json, QuarantineFilters, ORDERINGS)


class QuarantineAdopt(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "adoptQuarantine",
        "Apply it after all.",
        tag=TAG,
        answer=QuarantineOut,
        by_id=True,
        refusals=[NotAdoptable, AlreadyHandled],
        description=(
            "As its author's, on the administrator's authority: what contradicts becomes a conflict as ever. Where "
            "something still stands in the way, `reason` names it and the operation stays in the tray."
        ),
    )
    def post(self, request: Request, id: int) -> Response:
        return Response(quarantine_json(adopt(self.caller, id)))


class QuarantineHandle(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "handleQuarantine",
        "Note that it is looked after.",
        tag=TAG,
        answer=QuarantineOut,
        by_id=True,
    )
    def post(self, request: Request, id: int) -> Response:
        return Response(quarantine_json(handle(self.caller, id)))
