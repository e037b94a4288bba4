"""The secret link of a group's calendar, and what it opens."""

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, ANYBODY, KEYS_REFUSED, Roles, Scopes
from omnipresence.accounts.throttles import AddressThrottle
from omnipresence.base.clock import rfc3339
from omnipresence.base.contract import operation, problem_answers
from omnipresence.base.files import FileView
from omnipresence.base.http import ApiView
from omnipresence.base.problems import NotFound, Throttled
from omnipresence.schedule.calendars import selectors, services
from omnipresence.schedule.calendars.feed import calendar_bytes

TAG = "Calendars"


class CalendarOut(serializers.Serializer[Any]):
    group = serializers.IntegerField()
    created_by = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class CalendarLinkOut(CalendarOut):
    url = serializers.CharField(help_text="Whoever has it reads the group's sessions. It is shown this once.")


class GroupCalendarView(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "getGroupCalendar", "Whether a group's sessions have a secret link.", tag=TAG, answer=CalendarOut, by_id=True
    )
    def get(self, request: Request, id: int) -> Response:
        return Response(_json(selectors.get_calendar(self.caller.organization_id, id)))

    @operation(
        "rotateGroupCalendar",
        "Make a new secret link to a group's sessions.",
        tag=TAG,
        answer=CalendarLinkOut,
        status=201,
        by_id=True,
        description="For calendars that subscribe (RFC 5545). The link before, if there was one, opens nothing any "
        "more. It shows when sessions are and what they are called; nobody's name and nobody's presence.",
    )
    def post(self, request: Request, id: int) -> Response:
        link = services.rotate_calendar(self.caller, id)
        url = request.build_absolute_uri(f"/api/v1/calendars/{link.token}.ics")
        return Response({**_json(link.row), "url": url}, status=201, headers={"Location": request.path})

    @operation(
        "revokeGroupCalendar",
        "Let the secret link open nothing any more.",
        tag=TAG,
        status=204,
        by_id=True,
    )
    def delete(self, request: Request, id: int) -> Response:
        services.revoke_calendar(self.caller, id)
        return Response(status=204)


class CalendarThrottle(AddressThrottle):
    scope = "calendar"


class CalendarFeed(FileView):
    authentication_classes = ()
    throttle_classes = (CalendarThrottle,)
    roles: ClassVar[Roles] = {"GET": ANYBODY}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @extend_schema(
        operation_id="readCalendar",
        summary="Read a group's sessions by its secret link.",
        description="The last quarter and the year ahead. One answer for every token that opens nothing.",
        tags=[TAG],
        auth=[],
        responses={
            (200, "text/calendar"): OpenApiResponse(str, description="The calendar."),
            **problem_answers([NotFound, Throttled]),
        },
    )
    def get(self, request: Request, token: str) -> HttpResponse:
        return HttpResponse(calendar_bytes(selectors.open_calendar(token)), content_type="text/calendar; charset=utf-8")


def _json(row: Any) -> dict[str, Any]:
    return {"group": row.group_id, "created_by": row.created_by_id, "created_at": rfc3339(row.created_at)}
