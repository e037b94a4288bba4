"""The caller's own notifications."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import EVERYONE_INSIDE, KEYS_REFUSED, Roles, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView
from omnipresence.notifications import selectors, services
from omnipresence.notifications.serializers import NotificationFilters, NotificationOut, ReadAllOut
from omnipresence.notifications.shapes import notification_json

TAG = "Notifications"
ORDERINGS = ("-id", "id")


class NotificationList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @listing(
        "listNotifications",
        "List the caller's own notifications, newest first.",
        tag=TAG,
        item=NotificationOut,
        filters=NotificationFilters,
        orderings=ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.notifications(self.caller.organization_id, self.caller.user_id)
        return self.page(rows, notification_json, NotificationFilters, ORDERINGS)


class NotificationRead(ApiView):
    roles: ClassVar[Roles] = {"POST": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "readNotification",
        "Mark one of the caller's notifications as read.",
        tag=TAG,
        answer=NotificationOut,
        by_id=True,
        writes=True,
    )
    def post(self, request: Request, id: int) -> Response:
        return Response(notification_json(services.read_notification(self.caller, id)))


class NotificationReadAll(ApiView):
    roles: ClassVar[Roles] = {"POST": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "readAllNotifications",
        "Mark all of the caller's notifications as read.",
        tag=TAG,
        answer=ReadAllOut,
        writes=True,
    )
    def post(self, request: Request) -> Response:
        return Response({"read": services.read_all_notifications(self.caller)})
