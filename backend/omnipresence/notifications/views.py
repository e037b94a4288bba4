"""The caller's own notifications."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, KEYS_REFUSED, READERS, Roles, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.notifications import selectors, services
from omnipresence.notifications.problems import NotificationRuleExists
from omnipresence.notifications.serializers import (
    NotificationFilters,
    NotificationOut,
    NotificationRuleChangeIn,
    NotificationRuleFilters,
    NotificationRuleIn,
    NotificationRuleOut,
    PreferencesIn,
    PreferencesOut,
    ReadAllOut,
)
from omnipresence.notifications.shapes import notification_json, notification_rule_json, preferences_json

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
    )
    def post(self, request: Request) -> Response:
        return Response({"read": services.read_all_notifications(self.caller)})


RULE_ORDERINGS = ("id", "-id")


class NotificationRuleList(ApiView):
    roles: ClassVar[Roles] = {"GET": READERS, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @listing(
        "listNotificationRules",
        "List what the organization is told of.",
        tag=TAG,
        item=NotificationRuleOut,
        filters=NotificationRuleFilters,
        orderings=RULE_ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.notification_rules(self.caller.organization_id)
        return self.page(rows, notification_rule_json, NotificationRuleFilters, RULE_ORDERINGS)

    @operation(
        "createNotificationRule",
        "Say what the organization is to be told of.",
        tag=TAG,
        body=NotificationRuleIn,
        answer=NotificationRuleOut,
        status=201,
        refusals=[NotificationRuleExists],
        description="`absence` counts what counts as absent in sessions that are over: whoever reaches `threshold` "
        "within `within_days` is told of once, everybody of an hour in one message.",
    )
    def post(self, request: Request) -> Response:
        row = services.create_notification_rule(self.caller, self.body(NotificationRuleIn))
        return single(notification_rule_json(row), status=201, location=f"{request.path}/{row.pk}")


class NotificationRuleItem(ApiView):
    roles: ClassVar[Roles] = {"GET": READERS, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation("getNotificationRule", "Read a rule.", tag=TAG, answer=NotificationRuleOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return single(notification_rule_json(selectors.get_notification_rule(self.caller.organization_id, id)))

    @operation(
        "updateNotificationRule",
        "Change a rule.",
        tag=TAG,
        body=NotificationRuleChangeIn,
        answer=NotificationRuleOut,
        by_id=True,
        if_match=True,
    )
    def patch(self, request: Request, id: int) -> Response:
        values = self.body(NotificationRuleChangeIn, partial=True)
        row = services.update_notification_rule(self.caller, id, values, expected_version(request))
        return single(notification_rule_json(row))

    @operation(
        "deleteNotificationRule",
        "Delete a rule.",
        tag=TAG,
        status=204,
        by_id=True,
        if_match=True,
        description="Of conflicts and data quality administrators are told then, as before there was a rule.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_notification_rule(self.caller, id, expected_version(request))
        return Response(status=204)


class NotificationPreferences(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation("getNotificationPreferences", "What the caller wants to be told of.", tag=TAG, answer=PreferencesOut)
    def get(self, request: Request) -> Response:
        return Response(preferences_json(selectors.preferences_of(self.caller.organization_id, self.caller.user_id)))

    @operation(
        "updateNotificationPreferences",
        "Say what the caller wants to be told of.",
        tag=TAG,
        body=PreferencesIn,
        answer=PreferencesOut,
    )
    def patch(self, request: Request) -> Response:
        said = services.update_preferences(self.caller, self.body(PreferencesIn, partial=True))
        return Response(preferences_json(said))
