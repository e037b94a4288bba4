"""Staff decide who is added."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, READERS, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView
from omnipresence.roster.problems import IdentifierTaken
from omnipresence.selfservice import selectors, services
from omnipresence.selfservice.problems import RegistrationDecided
from omnipresence.selfservice.serializers import ApprovalIn, RegistrationFilters, RegistrationOut
from omnipresence.selfservice.shapes import registration_json
from omnipresence.selfservice.views.links import TAG

REGISTRATION_ORDERINGS = ("id", "-id", "created_at", "-created_at")


class RegistrationList(ApiView):
    roles: ClassVar[Roles] = {"GET": READERS}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @listing(
        "listRegistrations",
        "List those who asked to be added.",
        tag=TAG,
        item=RegistrationOut,
        filters=RegistrationFilters,
        orderings=REGISTRATION_ORDERINGS,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.registrations(self.caller.organization_id)
        return self.page(rows, registration_json, RegistrationFilters, REGISTRATION_ORDERINGS)


class RegistrationApprove(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.ROSTER_WRITE}

    @operation(
        "approveRegistration",
        "Add somebody who asked for it.",
        tag=TAG,
        body=ApprovalIn,
        answer=RegistrationOut,
        refusals=[IdentifierTaken, RegistrationDecided],
        by_id=True,
        description=(
            "Adds a participant, and a membership where there is a group. `identifier-taken` names in `participant` "
            "who has the identifier: send that as `participant` to put them into the group, or another `identifier`."
        ),
    )
    def post(self, request: Request, id: int) -> Response:
        row = services.approve(self.caller, id, **self.body(ApprovalIn))
        return Response(registration_json(row))


class RegistrationReject(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.ROSTER_WRITE}

    @operation(
        "rejectRegistration",
        "Add nobody.",
        tag=TAG,
        answer=RegistrationOut,
        refusals=[RegistrationDecided],
        by_id=True,
        description="What was sent is forgotten after 30 days.",
    )
    def post(self, request: Request, id: int) -> Response:
        return Response(registration_json(services.reject(self.caller, id)))
