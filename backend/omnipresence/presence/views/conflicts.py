"""The review of conflicts."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, KEYS_REFUSED, READERS, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, single
from omnipresence.presence import selectors, services
from omnipresence.presence.problems import ConflictAlreadyResolved, PresenceChanged
from omnipresence.presence.serializers import (
    DecisionIn,
    DecisionsIn,
    ResolvedListOut,
    SyncConflictFilters,
    SyncConflictOut,
)
from omnipresence.presence.services import Decision, Resolved
from omnipresence.presence.shapes import sync_conflict_json

TAG = "Presence"
CONFLICT_ORDERINGS = ("-id", "id", "created_at", "-created_at")


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
        description=(
            "`a` is what stood, `b` what arrived, `other` neither. The record takes a new version even when `a` wins, "
            "so that every device learns of it. `expected_version` keeps you from deciding what you have not seen."
        ),
    )
    def post(self, request: Request, id: int) -> Response:
        row = services.resolve_conflict(self.caller, id, Decision(**self.body(DecisionIn)))
        return single(sync_conflict_json(row))
