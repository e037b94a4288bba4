"""Groups."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.roster import selectors, services
from omnipresence.roster.problems import GroupCycle, GroupHasSessions, GroupHasSubgroups
from omnipresence.roster.serializers import (
    GroupFilters,
    GroupIn,
    GroupOut,
    GroupRangeIn,
    GroupRangeOut,
)
from omnipresence.roster.services import MOST
from omnipresence.roster.shapes import group_json

TAG = "Roster"
GROUP_ORDERINGS = ("id", "-id", "name", "-name", "group_type", "-updated_at")


class GroupList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.ROSTER_WRITE}

    @listing("listGroups", "List groups.", tag=TAG, item=GroupOut, filters=GroupFilters, orderings=GROUP_ORDERINGS)
    def get(self, request: Request) -> Response:
        rows = selectors.groups(self.caller.organization_id)
        return self.page(rows, group_json, GroupFilters, GROUP_ORDERINGS)

    @operation(
        "createGroup",
        "Add a group.",
        tag=TAG,
        body=GroupIn,
        answer=GroupOut,
        most=MOST,
        status=201,
        description="A list of at most 500 adds all of them or none, and is answered with a list.",
    )
    def post(self, request: Request) -> Response:
        if isinstance(request.data, list):
            rows = services.create_groups(self.caller, many=self.bodies(GroupIn, most=MOST))
            return Response([group_json(row) for row in rows], status=201)
        row = services.create_group(self.caller, values=self.body(GroupIn))
        return single(group_json(row), status=201, location=f"{request.path}/{row.pk}")


class GroupItem(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.ROSTER_WRITE, "DELETE": Scope.ROSTER_WRITE}

    @operation("getGroup", "Read a group.", tag=TAG, answer=GroupOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return single(group_json(selectors.get_group(self.caller.organization_id, id)))

    @operation(
        "updateGroup",
        "Change some fields of a group.",
        tag=TAG,
        body=GroupIn,
        answer=GroupOut,
        refusals=[GroupCycle],
        by_id=True,
        if_match=True,
    )
    def patch(self, request: Request, id: int) -> Response:
        values = self.body(GroupIn, partial=True)
        row = services.update_group(self.caller, id, values=values, expected=expected_version(request))
        return single(group_json(row))

    @operation(
        "deleteGroup",
        "Delete a group.",
        tag=TAG,
        status=204,
        refusals=[GroupHasSessions, GroupHasSubgroups],
        by_id=True,
        if_match=True,
        description="Memberships go with it. A group that has sessions cannot be deleted: set `is_active` to false.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_group(self.caller, id, expected=expected_version(request))
        return Response(status=204)


class GroupRange(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.ROSTER_WRITE}

    @operation(
        "createGroupRange",
        "Add groups whose names count up: rooms 101 to 140, sections A to F.",
        tag=TAG,
        body=GroupRangeIn,
        answer=GroupRangeOut,
        description="Names that exist below the same parent are left alone. `preview` only shows the names.",
    )
    def post(self, request: Request) -> Response:
        names, rows = services.create_group_range(self.caller, **self.body(GroupRangeIn))
        return Response(
            {
                "names": [{"name": name, "exists": exists} for name, exists in names],
                "groups": [group_json(row) for row in rows],
            }
        )
