"""Participants."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, single
from omnipresence.roster import selectors, services
from omnipresence.roster.duplicates import find_duplicates
from omnipresence.roster.problems import IdentifierTaken, ParticipantHasPresence
from omnipresence.roster.serializers import DuplicatesOut, ParticipantFilters, ParticipantIn, ParticipantOut
from omnipresence.roster.services import MOST
from omnipresence.roster.shapes import participant_json

TAG = "Roster"
PARTICIPANT_ORDERINGS = ("id", "-id", "last_name", "-last_name", "first_name", "identifier", "-updated_at")


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
        most=MOST,
        status=201,
        refusals=[IdentifierTaken],
        description="A list of at most 500 adds all of them or none, and is answered with a list.",
    )
    def post(self, request: Request) -> Response:
        if isinstance(request.data, list):
            rows = services.create_participants(self.caller, many=self.bodies(ParticipantIn, most=MOST))
            return Response([participant_json(row) for row in rows], status=201)
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
        if_match=True,
        description="Memberships go with it. Whoever has presence recorded stays: set `is_active` to false.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_participant(self.caller, id, expected=expected_version(request))
        return Response(status=204)


class ParticipantDuplicates(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @operation(
        "listDuplicates",
        "List people who may be listed twice.",
        tag=TAG,
        answer=DuplicatesOut,
        description="At most 100 sets of active people, with what speaks for it. People of one name whose dates of "
        "birth differ are left out. `POST /participants/{id}/merge` makes two of them one.",
    )
    def get(self, request: Request) -> Response:
        found = find_duplicates(self.caller.organization_id)
        return Response(
            {
                "results": [
                    {"shared": one.shared, "participants": [participant_json(person) for person in one.people]}
                    for one in found
                ]
            }
        )
