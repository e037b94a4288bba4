"""Timetables: kept, previewed, turned into sessions."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.schedule.shapes import session_json
from omnipresence.schedule.timetables import selectors, services
from omnipresence.schedule.timetables.problems import TimetableInactive
from omnipresence.schedule.timetables.serializers import (
    CreatedOut,
    PreviewIn,
    PreviewOut,
    RangeIn,
    TimetableChangeIn,
    TimetableFilters,
    TimetableIn,
    TimetableOut,
    range_of,
)
from omnipresence.schedule.timetables.shapes import preview_json, timetable_json

TAG = "Timetables"
ORDERINGS = ("id", "-id", "name", "-name", "starts_on", "-starts_on")


class TimetableList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.SCHEDULE_WRITE}

    @listing(
        "listTimetables", "List timetables.", tag=TAG, item=TimetableOut, filters=TimetableFilters, orderings=ORDERINGS
    )
    def get(self, request: Request) -> Response:
        return self.page(selectors.timetables(self.caller.organization_id), timetable_json, TimetableFilters, ORDERINGS)

    @operation(
        "createTimetable",
        "Keep a timetable.",
        tag=TAG,
        body=TimetableIn,
        answer=TimetableOut,
        status=201,
        description="It plans nothing by itself: see `/timetables/preview` before, `/timetables/{id}/sessions` after.",
    )
    def post(self, request: Request) -> Response:
        values = self.body(TimetableIn)
        row = services.create_timetable(self.caller, group=values.pop("group"), values=values)
        return single(timetable_json(row), status=201, location=f"{request.path}/{row.pk}")


class TimetablePreview(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.SCHEDULE_WRITE}

    @operation(
        "previewTimetable",
        "Show what a timetable would plan.",
        tag=TAG,
        body=PreviewIn,
        answer=PreviewOut,
        description="Nothing is written. At most 1,000 occurrences, with what clocks that change do to them, and the "
        "group's other sessions at that time.",
    )
    def post(self, request: Request) -> Response:
        given = self.body(PreviewIn)
        first, last = range_of(given, given["starts_on"])
        done = selectors.preview_timetable(
            self.caller.organization_id,
            group=given["group"],
            pattern=selectors.pattern_of(given),
            first=first,
            last=last,
        )
        return Response(preview_json(done))


class TimetableItem(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.SCHEDULE_WRITE, "DELETE": Scope.SCHEDULE_WRITE}

    @operation("getTimetable", "Read a timetable.", tag=TAG, answer=TimetableOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return single(timetable_json(selectors.get_timetable(self.caller.organization_id, id)))

    @operation(
        "updateTimetable",
        "Change some fields of a timetable.",
        tag=TAG,
        body=TimetableChangeIn,
        answer=TimetableOut,
        by_id=True,
        if_match=True,
        description="Its sessions that lie ahead and that nobody touched follow: they move, or are deleted where their "
        "day is no longer meant. Sessions that were changed, started or marked stay as they are.",
    )
    def patch(self, request: Request, id: int) -> Response:
        values = self.body(TimetableChangeIn, partial=True)
        row = services.update_timetable(self.caller, id, values=values, expected=expected_version(request))
        return single(timetable_json(row))

    @operation(
        "deleteTimetable",
        "Delete a timetable.",
        tag=TAG,
        status=204,
        by_id=True,
        if_match=True,
        description="Its sessions that lie ahead and that nobody touched go with it; all others stay.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_timetable(self.caller, id, expected=expected_version(request))
        return Response(status=204)


class TimetableSessions(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.SCHEDULE_WRITE}

    @operation(
        "createTimetableSessions",
        "Make the sessions of a timetable between two days.",
        tag=TAG,
        body=RangeIn,
        answer=CreatedOut,
        refusals=[TimetableInactive],
        by_id=True,
        description="Days that have their session get no second one, so the same request again makes none. At most "
        "1,000 at once.",
    )
    def post(self, request: Request, id: int) -> Response:
        first, last = range_of(self.body(RangeIn))
        done = services.create_sessions(self.caller, id, first=first, last=last)
        return Response({"existing": done.existing, "sessions": [session_json(row) for row in done.sessions]})
