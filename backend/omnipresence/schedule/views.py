"""Sessions."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, STAFF, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.schedule import selectors, services
from omnipresence.schedule.problems import (
    SessionHasPresence,
    SessionNotStarted,
)
from omnipresence.schedule.serializers import (
    SessionChangeIn,
    SessionFilters,
    SessionIn,
    SessionOut,
)
from omnipresence.schedule.shapes import session_json

TAG = "Schedule"
MAX_SESSIONS = 500
SESSION_ORDERINGS = ("scheduled_start_at", "-scheduled_start_at", "id", "-id", "name", "-updated_at")


class SessionList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.SCHEDULE_WRITE}

    @listing(
        "listSessions", "List sessions.", tag=TAG, item=SessionOut, filters=SessionFilters, orderings=SESSION_ORDERINGS
    )
    def get(self, request: Request) -> Response:
        rows = selectors.sessions(self.caller.organization_id)
        return self.page(rows, session_json, SessionFilters, SESSION_ORDERINGS)

    @operation(
        "createSession",
        "Plan a session.",
        tag=TAG,
        body=SessionIn,
        answer=SessionOut,
        most=MAX_SESSIONS,
        status=201,
        description="A list of at most 500 plans all of them or none, and is answered with a list.",
    )
    def post(self, request: Request) -> Response:
        if isinstance(request.data, list):
            planned = self.bodies(SessionIn, most=MAX_SESSIONS)
            rows = services.create_sessions(self.caller, planned=planned)
            return Response([session_json(row) for row in rows], status=201)
        values = self.body(SessionIn)
        row = services.create_session(self.caller, group=values.pop("group"), values=values)
        return single(session_json(row), status=201, location=f"{request.path}/{row.pk}")


class SessionItem(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.SCHEDULE_WRITE, "DELETE": Scope.SCHEDULE_WRITE}

    @operation("getSession", "Read a session.", tag=TAG, answer=SessionOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return single(session_json(selectors.get_session(self.caller.organization_id, id)))

    @operation(
        "updateSession",
        "Change some fields of a session.",
        tag=TAG,
        body=SessionChangeIn,
        answer=SessionOut,
        by_id=True,
        if_match=True,
    )
    def patch(self, request: Request, id: int) -> Response:
        values = self.body(SessionChangeIn, partial=True)
        row = services.update_session(self.caller, id, values=values, expected=expected_version(request))
        return single(session_json(row))

    @operation(
        "deleteSession",
        "Delete a session.",
        tag=TAG,
        status=204,
        refusals=[SessionHasPresence],
        by_id=True,
        if_match=True,
        description="A session with recorded presence cannot be deleted.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_session(self.caller, id, expected=expected_version(request))
        return Response(status=204)


class SessionStart(ApiView):
    roles: ClassVar[Roles] = {"POST": STAFF}
    scopes: ClassVar[Scopes] = {"POST": Scope.SCHEDULE_WRITE}

    @operation(
        "startSession",
        "Start a session now.",
        tag=TAG,
        answer=SessionOut,
        by_id=True,
        description="A session that has started already stays as it is.",
    )
    def post(self, request: Request, id: int) -> Response:
        return single(session_json(services.start_session(self.caller, id)))


class SessionEnd(ApiView):
    roles: ClassVar[Roles] = {"POST": STAFF}
    scopes: ClassVar[Scopes] = {"POST": Scope.SCHEDULE_WRITE}

    @operation(
        "endSession",
        "End a session now.",
        tag=TAG,
        answer=SessionOut,
        refusals=[SessionNotStarted],
        by_id=True,
        description="A session that has ended already stays as it is.",
    )
    def post(self, request: Request, id: int) -> Response:
        return single(session_json(services.end_session(self.caller, id)))
