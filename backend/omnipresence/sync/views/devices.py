"""The register of devices, what each has sent, and receipts of sessions."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.devices import ACTIVE, REVOKED, change_device
from omnipresence.accounts.permissions import (
    ADMINISTRATOR,
    EVERYONE_INSIDE,
    KEYS_REFUSED,
    READERS,
    Roles,
    Scope,
    Scopes,
)
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView
from omnipresence.sync import selectors
from omnipresence.sync.serializers.devices import (
    DeviceFilters,
    DeviceOut,
    DevicePatch,
    OperationFilters,
    OperationOut,
    ReceiptOut,
)
from omnipresence.sync.shapes import device_json, operation_json

TAG = "Devices"
ORDERINGS = ("id", "-id")
NEWEST_FIRST = ("-seq_no", "seq_no")


class DeviceList(ApiView):
    roles: ClassVar[Roles] = {"GET": READERS}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @listing(
        "listDevices",
        "List the devices that have synced.",
        tag=TAG,
        item=DeviceOut,
        filters=DeviceFilters,
        orderings=ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.devices(self.caller.organization_id)
        return self.page(rows, device_json, DeviceFilters, ORDERINGS)


class DeviceItem(ApiView):
    roles: ClassVar[Roles] = {"GET": READERS, "PATCH": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @operation("getDevice", "Read a device.", tag=TAG, answer=DeviceOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return Response(device_json(selectors.get_device(self.caller.organization_id, id)))

    @operation(
        "updateDevice",
        "Rename a device.",
        tag=TAG,
        body=DevicePatch,
        answer=DeviceOut,
        by_id=True,
        description="The name stays until the tablet itself is given a new one.",
    )
    def patch(self, request: Request, id: int) -> Response:
        label = self.body(DevicePatch, partial=True).get("label")
        return Response(device_json(change_device(self.caller, id, label=label)))


class DeviceRevoke(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "revokeDevice",
        "Shut a device out.",
        tag=TAG,
        answer=DeviceOut,
        by_id=True,
        description="Its very next request is refused. What waits on it stays there and can be restored or rescued.",
    )
    def post(self, request: Request, id: int) -> Response:
        return Response(device_json(change_device(self.caller, id, status=REVOKED)))


class DeviceRestore(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation("restoreDevice", "Let a revoked device in again.", tag=TAG, answer=DeviceOut, by_id=True)
    def post(self, request: Request, id: int) -> Response:
        return Response(device_json(change_device(self.caller, id, status=ACTIVE)))


class DeviceOperations(ApiView):
    roles: ClassVar[Roles] = {"GET": READERS}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @listing(
        "listDeviceOperations",
        "List what a device has sent and how it ended, newest first by the device's own counter.",
        tag=TAG,
        item=OperationOut,
        filters=OperationFilters,
        orderings=NEWEST_FIRST,
        by_id=True,
    )
    def get(self, request: Request, id: int) -> Response:
        rows = selectors.operations_of_device(self.caller.organization_id, id)
        return self.page(rows, operation_json, OperationFilters, NEWEST_FIRST, tie="op_id")


class SessionReceipt(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @operation(
        "getSessionReceipt",
        "What the server holds of a session, to be compared with a tablet.",
        tag=TAG,
        answer=ReceiptOut,
        by_id=True,
    )
    def get(self, request: Request, id: int) -> Response:
        return Response(selectors.receipt_of(self.caller.organization_id, id))
