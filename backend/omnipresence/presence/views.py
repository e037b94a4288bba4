"""Presence states, presence records and the review of conflicts."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import (
    ADMINISTRATOR,
    EVERYONE_INSIDE,
    KEYS_REFUSED,
    READERS,
    STAFF,
    Roles,
    Scope,
    Scopes,
)
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.presence import selectors, services
from omnipresence.presence.problems import (
    ConflictAlreadyResolved,
    PresenceChanged,
    PresenceInQuestion,
    PresenceRecordExists,
    PresenceStateExists,
    PresenceStateInUse,
)
from omnipresence.presence.serializers import (
    DecisionIn,
    DecisionsIn,
    PresenceRecordFilters,
    PresenceRecordIn,
    PresenceRecordOut,
    PresenceRecordPatch,
    PresenceStateFilters,
    PresenceStateIn,
    PresenceStateOut,
    PresenceStatePatch,
    ResolvedListOut,
    SyncConflictFilters,
    SyncConflictOut,
)
from omnipresence.presence.services import Decision, Mark, Resolved
from omnipresence.presence.shapes import presence_record_json, presence_state_json, sync_conflict_json

TAG = "Presence"
STATE_ORDERINGS = ("sort_order", "-sort_order", "id", "-id")
RECORD_ORDERINGS = ("id", "-id", "recorded_at", "-recorded_at")
CONFLICT_ORDERINGS = ("-id", "id", "created_at", "-created_at")


class PresenceStateList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.ROSTER_WRITE}

    @listing(
        "listPresenceStates",
        "List presence states.",
        tag=TAG,
        item=PresenceStateOut,
        filters=PresenceStateFilters,
        orderings=STATE_ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.presence_states(self.caller.organization_id)
        return self.page(rows, presence_state_json, PresenceStateFilters, STATE_ORDERINGS)

    @operation(
        "createPresenceState",
        "Add a presence state.",
        tag=TAG,
        body=PresenceStateIn,
        answer=PresenceStateOut,
        status=201,
        refusals=[PresenceStateExists],
        writes=True,
    )
    def post(self, request: Request) -> Response:
        row = services.create_presence_state(self.caller, self.body(PresenceStateIn))
        return single(presence_state_json(row), status=201, location=f"{request.path}/{row.pk}")


class PresenceStateItem(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.ROSTER_WRITE, "DELETE": Scope.ROSTER_WRITE}

    @operation("getPresenceState", "Read a presence state.", tag=TAG, answer=PresenceStateOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return single(presence_state_json(selectors.get_presence_state(self.caller.organization_id, id)))

    @operation(
        "updatePresenceState",
        "Rename, recolour, reorder or retire a presence state.",
        tag=TAG,
        body=PresenceStatePatch,
        answer=PresenceStateOut,
        by_id=True,
        writes=True,
        if_match=True,
        description="A retired state (`is_active` false) stays on the records that have it. The code never changes.",
    )
    def patch(self, request: Request, id: int) -> Response:
        values = self.body(PresenceStatePatch, partial=True)
        row = services.update_presence_state(self.caller, id, values, expected_version(request))
        return single(presence_state_json(row))

    @operation(
        "deletePresenceState",
        "Delete a presence state that no record has.",
        tag=TAG,
        status=204,
        refusals=[PresenceStateInUse],
        by_id=True,
        writes=True,
        if_match=True,
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_presence_state(self.caller, id, expected_version(request))
        return Response(status=204)


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
        refusals=[PresenceRecordExists, PresenceInQuestion],
        writes=True,
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
        refusals=[PresenceInQuestion],
        by_id=True,
        writes=True,
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
        refusals=[PresenceInQuestion],
        by_id=True,
        writes=True,
        if_match=True,
        description="The participant counts as not marked again. What was recorded stays in the audit log.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_presence_record(self.caller, id, expected_version=expected_version(request))
        return Response(status=204)


class SyncConflictList(ApiView):
    roles: ClassVar[Roles] = {"GET": READERS}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @listing(
        "listSyncConflicts",
        "List conflicts, newest first.",
        tag=TAG,
        item=SyncConflictOut,
        filters=SyncConflictFilters,
        orderings=CONFLICT_ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.sync_conflicts(self.caller.organization_id)
        return self.page(rows, sync_conflict_json, SyncConflictFilters, CONFLICT_ORDERINGS)


class SyncConflictItem(ApiView):
    roles: ClassVar[Roles] = {"GET": READERS}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @operation("getSyncConflict", "Read a conflict.", tag=TAG, answer=SyncConflictOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return single(sync_conflict_json(selectors.get_sync_conflict(self.caller.organization_id, id)))


class SyncConflictResolveMany(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "resolveConflicts",
        "Decide several conflicts, each by itself.",
        tag=TAG,
        body=DecisionsIn,
        answer=ResolvedListOut,
        writes=True,
        description="One result for each decision, in order; one that is refused stops no other.",
    )
    def post(self, request: Request) -> Response:
        given = self.body(DecisionsIn)["decisions"]
        decisions = [(one.pop("id"), Decision(**one)) for one in given]
        return Response(
            {"results": [_resolved_json(one) for one in services.resolve_conflicts(self.caller, decisions)]}
        )


def _resolved_json(one: Resolved) -> dict[str, Any]:
    return {
        "id": one.conflict_id,
        "status": one.problem.status if one.problem else 200,
        "conflict": sync_conflict_json(one.conflict) if one.conflict else None,
        "problem": one.problem.as_json() if one.problem else None,
    }


class SyncConflictResolve(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "resolveConflict",
        "Decide which version stands.",
        tag=TAG,
        body=DecisionIn,
        answer=SyncConflictOut,
        refusals=[ConflictAlreadyResolved, PresenceChanged],
        by_id=True,
        writes=True,
        description=(
            "`a` is what stood, `b` what arrived, `other` neither. The record takes a new version even when `a` wins, "
            "so that every device learns of it. `expected_version` keeps you from deciding what you have not seen."
        ),
    )
    def post(self, request: Request, id: int) -> Response:
        row = services.resolve_conflict(self.caller, id, Decision(**self.body(DecisionIn)))
        return single(sync_conflict_json(row))
