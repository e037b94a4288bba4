"""Merges of participants."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, Roles, Scope, Scopes
from omnipresence.base.contract import operation
from omnipresence.base.http import ApiView
from omnipresence.base.problems import VersionChanged
from omnipresence.presence import services
from omnipresence.presence.serializers import MergeIn, MergeOut
from omnipresence.roster.shapes import participant_json


class ParticipantMerge(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.ROSTER_WRITE}

    @operation(
        "mergeParticipants",
        "Merge a duplicate into this participant.",
        tag="Roster",
        body=MergeIn,
        answer=MergeOut,
        refusals=[VersionChanged],
        by_id=True,
        description="Groups, presence records and conflicts move; the duplicate ends. Where both were marked in "
        "one session with different values, this participant's mark stands and a conflict waits for a decision. "
        "Marks of tablets that still name the duplicate are taken as this participant's. With both versions, nothing "
        "is merged that somebody changed since it was looked at.",
    )
    def post(self, request: Request, id: int) -> Response:
        given = self.body(MergeIn)
        done = services.merge_participants(
            self.caller,
            id,
            given["duplicate"],
            expected=given.get("expected_version"),
            duplicate_expected=given.get("duplicate_version"),
        )
        return Response(
            {
                "participant": participant_json(done.survivor),
                "memberships": done.memberships,
                "moved": done.moved,
                "equal": done.equal,
                "conflicts": done.conflicts,
            }
        )
