"""Presence records."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import EVERYONE_INSIDE, STAFF, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.presence import selectors, services
from omnipresence.presence.problems import PresenceInQuestion, PresenceRecordExists, SessionTooOld
from omnipresence.presence.serializers import (
    PresenceRecordFilters,
    PresenceRecordIn,
    PresenceRecordOut,
    PresenceRecordPatch,
)
from omnipresence.presence.services import Mark
from omnipresence.presence.shapes import presence_record_json

TAG = "Presence"
RECORD_ORDERINGS = ("id", "-id", "recorded_at", "-recorded_at")


class PresenceRecordList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "POST": STAFF}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.PRESENCE_WRITE}

    @listing(
        "listPresenceRecords",
        "List presence records.",
        tag=TAG,
        item=PresenceRecordOut,
        filters=PresenceRecordFilters,
        orderings=RECORD_ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.presence_records(self.caller.organization_id)
        return self.page(rows, presence_record_json, PresenceRecordFilters, RECORD_ORDERINGS)

    @operation(
        "createPresenceRecord",
        "Mark a participant who is not marked yet.",
        tag=TAG,
        body=PresenceRecordIn,
        answer=PresenceRecordOut,
        status=201,
        refusals=[PresenceRecordExists, PresenceInQuestion, SessionTooOld],
        description="The same mark again is no error and changes nothing. Devices that queue use `/sync` instead.",
    )
    def post(self, request: Request) -> Response:
        given = self.body(PresenceRecordIn)
        mark = Mark(session_id=given.pop("session"), participant_id=given.pop("participant"), **given)
        row = services.create_presence_record(self.caller, mark)
        return single(presence_record_json(row), status=201, location=f"{request.path}/{row.pk}")


class PresenceRecordItem(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": STAFF, "DELETE": STAFF}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.PRESENCE_WRITE, "DELETE": Scope.PRESENCE_WRITE}

    @operation("getPresenceRecord", "Read a presence record.", tag=TAG, answer=PresenceRecordOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return single(presence_record_json(selectors.get_presence_record(self.caller.organization_id, id)))

    @operation(
        "updatePresenceRecord",
        "Correct a presence record.",
        tag=TAG,
        body=PresenceRecordPatch,
        answer=PresenceRecordOut,
        refusals=[PresenceInQuestion, SessionTooOld],
        by_id=True,
        if_match=True,
    )
    def patch(self, request: Request, id: int) -> Response:
        values = self.body(PresenceRecordPatch, partial=True)
        row = services.update_presence_record(
            self.caller,
            id,
            presence_state=values.get("presence_state"),
            note=values.get("note"),
            recorded_at=values.get("recorded_at"),
            expected_version=expected_version(request),
        )
        return single(presence_record_json(row))

    @operation(
        "deletePresenceRecord",
        "Clear a presence record.",
        tag=TAG,
        status=204,
        refusals=[PresenceInQuestion, SessionTooOld],
        by_id=True,
        if_match=True,
        description="The participant counts as not marked again. What was recorded stays in the audit log.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_presence_record(self.caller, id, expected_version=expected_version(request))
        return Response(status=204)
