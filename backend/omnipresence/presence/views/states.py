"""Presence states, and the domain that they belong to."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, KEYS_REFUSED, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.presence import selectors, services
from omnipresence.presence.problems import PresenceStateExists, PresenceStateInUse, PresenceStateProtected
from omnipresence.presence.serializers import (
    AppliedOut,
    ApplyDomainIn,
    PresenceStateFilters,
    PresenceStateIn,
    PresenceStateListOut,
    PresenceStateOut,
    PresenceStatePatch,
    ReorderIn,
)
from omnipresence.presence.shapes import presence_state_json

TAG = "Presence"
STATE_ORDERINGS = ("sort_order", "-sort_order", "id", "-id")


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
        refusals=[PresenceStateProtected],
        by_id=True,
        if_match=True,
        description="A retired state (`is_active` false) stays on the records that have it. The code never changes. "
        "`present`, `absent` and the default cannot be retired; another state becomes the default by being made it.",
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
        refusals=[PresenceStateInUse, PresenceStateProtected],
        by_id=True,
        if_match=True,
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_presence_state(self.caller, id, expected_version(request))
        return Response(status=204)


class PresenceStateReorder(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.ROSTER_WRITE}

    @operation(
        "reorderPresenceStates",
        "Put the states of a domain into an order.",
        tag=TAG,
        body=ReorderIn,
        answer=PresenceStateListOut,
        description="States that are not named keep their order, behind those that are.",
    )
    def post(self, request: Request) -> Response:
        rows = services.reorder_presence_states(self.caller, **self.body(ReorderIn))
        return Response({"results": [presence_state_json(row) for row in rows]})


class ApplyDomain(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "applyDomain",
        "Work with another domain.",
        tag="Domains",
        body=ApplyDomainIn,
        answer=AppliedOut,
        description=(
            "Adds those of the domain's states that the organization lacks, and offers the states of this domain from "
            "now on. Nothing is lost: the other states stay, on their records and for marks that tablets still hold, "
            "and come back with their domain. Applying the same domain again adds what is missing."
        ),
    )
    def post(self, request: Request) -> Response:
        done = services.apply_domain(self.caller, **self.body(ApplyDomainIn))
        states = [presence_state_json(row) for row in done.states]
        return Response({"domain_type": done.code, "added": done.added, "states": states})
