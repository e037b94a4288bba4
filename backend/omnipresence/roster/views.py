"""Participants, groups and memberships."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.roster import selectors, services
from omnipresence.roster.problems import (
    GroupCycle,
    GroupHasSessions,
    GroupHasSubgroups,
    IdentifierTaken,
    MembershipExists,
    ParticipantHasPresence,
)
from omnipresence.roster.serializers import (
    GroupFilters,
    GroupIn,
    GroupMembershipChangeIn,
    GroupMembershipFilters,
    GroupMembershipIn,
    GroupMembershipOut,
    GroupOut,
    ParticipantFilters,
    ParticipantIn,
    ParticipantOut,
)
from omnipresence.roster.shapes import group_json, group_membership_json, participant_json

TAG = "Roster"
PARTICIPANT_ORDERINGS = ("id", "-id", "last_name", "-last_name", "first_name", "identifier", "-updated_at")
GROUP_ORDERINGS = ("id", "-id", "name", "-name", "group_type", "-updated_at")
MEMBERSHIP_ORDERINGS = ("id", "-id", "joined_at", "-joined_at")


class ParticipantList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.ROSTER_WRITE}

    @listing(
        "listParticipants",
        "List participants.",
        tag=TAG,
        item=ParticipantOut,
        filters=ParticipantFilters,
        orderings=PARTICIPANT_ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.participants(self.caller.organization_id)
        return self.page(rows, participant_json, ParticipantFilters, PARTICIPANT_ORDERINGS)

    @operation(
        "createParticipant",
        "Add a participant.",
        tag=TAG,
        body=ParticipantIn,
        answer=ParticipantOut,
        status=201,
        refusals=[IdentifierTaken],
        writes=True,
    )
    def post(self, request: Request) -> Response:
        row = services.create_participant(self.caller, values=self.body(ParticipantIn))
        return single(participant_json(row), status=201, location=f"{request.path}/{row.pk}")


class ParticipantItem(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.ROSTER_WRITE, "DELETE": Scope.ROSTER_WRITE}

    @operation("getParticipant", "Read a participant.", tag=TAG, answer=ParticipantOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return single(participant_json(selectors.get_participant(self.caller.organization_id, id)))

    @operation(
        "updateParticipant",
        "Change some fields of a participant.",
        tag=TAG,
        body=ParticipantIn,
        answer=ParticipantOut,
        refusals=[IdentifierTaken],
        by_id=True,
        writes=True,
        if_match=True,
    )
    def patch(self, request: Request, id: int) -> Response:
        values = self.body(ParticipantIn, partial=True)
        row = services.update_participant(self.caller, id, values=values, expected=expected_version(request))
        return single(participant_json(row))

    @operation(
        "deleteParticipant",
        "Delete a participant.",
        tag=TAG,
        status=204,
        refusals=[ParticipantHasPresence],
        by_id=True,
        writes=True,
        if_match=True,
        description="Memberships go with it. Whoever has presence recorded stays: set `is_active` to false.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_participant(self.caller, id, expected=expected_version(request))
        return Response(status=204)


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
        status=201,
        writes=True,
    )
    def post(self, request: Request) -> Response:
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
        writes=True,
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
        writes=True,
        if_match=True,
        description="Memberships go with it. A group that has sessions cannot be deleted: set `is_active` to false.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_group(self.caller, id, expected=expected_version(request))
        return Response(status=204)


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
        status=201,
        refusals=[MembershipExists],
        writes=True,
    )
    def post(self, request: Request) -> Response:
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
        writes=True,
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
        writes=True,
        if_match=True,
        description="The participant leaves the group; presence recorded so far stays.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_group_membership(self.caller, id, expected=expected_version(request))
        return Response(status=204)
