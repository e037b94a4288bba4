"""Memberships."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.roster import selectors, services
from omnipresence.roster.problems import MembershipExists
from omnipresence.roster.serializers import (
    GroupMembershipChangeIn,
    GroupMembershipFilters,
    GroupMembershipIn,
    GroupMembershipOut,
)
from omnipresence.roster.services import MOST
from omnipresence.roster.shapes import group_membership_json

TAG = "Roster"
MEMBERSHIP_ORDERINGS = ("id", "-id", "joined_at", "-joined_at")


class GroupMembershipList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.ROSTER_WRITE}

    @listing(
        "listGroupMemberships",
        "List memberships.",
        tag=TAG,
        item=GroupMembershipOut,
        filters=GroupMembershipFilters,
        orderings=MEMBERSHIP_ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.group_memberships(self.caller.organization_id)
        return self.page(rows, group_membership_json, GroupMembershipFilters, MEMBERSHIP_ORDERINGS)

    @operation(
        "createGroupMembership",
        "Put a participant into a group.",
        tag=TAG,
        body=GroupMembershipIn,
        answer=GroupMembershipOut,
        most=MOST,
        status=201,
        refusals=[MembershipExists],
        description="A list of at most 500 adds all of them or none, and is answered with a list.",
    )
    def post(self, request: Request) -> Response:
        if isinstance(request.data, list):
            rows = services.create_group_memberships(self.caller, many=self.bodies(GroupMembershipIn, most=MOST))
            return Response([group_membership_json(row) for row in rows], status=201)
        values = self.body(GroupMembershipIn)
        group, participant = values.pop("group"), values.pop("participant")
        row = services.create_group_membership(self.caller, group=group, participant=participant, values=values)
        return single(group_membership_json(row), status=201, location=f"{request.path}/{row.pk}")


class GroupMembershipItem(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.ROSTER_WRITE, "DELETE": Scope.ROSTER_WRITE}

    @operation("getGroupMembership", "Read a membership.", tag=TAG, answer=GroupMembershipOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return single(group_membership_json(selectors.get_group_membership(self.caller.organization_id, id)))

    @operation(
        "updateGroupMembership",
        "Change some fields of a membership.",
        tag=TAG,
        body=GroupMembershipChangeIn,
        answer=GroupMembershipOut,
        by_id=True,
        if_match=True,
    )
    def patch(self, request: Request, id: int) -> Response:
        values = self.body(GroupMembershipChangeIn, partial=True)
        row = services.update_group_membership(self.caller, id, values=values, expected=expected_version(request))
        return single(group_membership_json(row))

    @operation(
        "deleteGroupMembership",
        "Delete a membership.",
        tag=TAG,
        status=204,
        by_id=True,
        if_match=True,
        description="The participant leaves the group; presence recorded so far stays.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_group_membership(self.caller, id, expected=expected_version(request))
        return Response(status=204)
