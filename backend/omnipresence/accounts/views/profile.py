"""The caller's own profile, password and sign-ins, and the caller's organization."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts import selectors, services
from omnipresence.accounts.domains.selectors import find_definition
from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, KEYS_REFUSED, Roles, Scope, Scopes
from omnipresence.accounts.serializers.profile import (
    MeIn,
    MeOut,
    OrganizationIn,
    OrganizationOut,
    PasswordIn,
    SignInFilters,
    SignInRowOut,
)
from omnipresence.accounts.shapes import me_json, organization_json, sign_in_json
from omnipresence.accounts.throttles import PasswordThrottle
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, stamped
from omnipresence.base.problems import Throttled

ACCOUNT = "Account"
NEWEST_FIRST = ("-id", "id")


class MeView(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @operation("getMe", "The caller's own profile.", tag=ACCOUNT, answer=MeOut)
    def get(self, request: Request) -> Response:
        row = selectors.get_user(self.caller.organization_id, self.caller.user_id)
        return Response(me_json(row, find_definition(row.organization_id, row.organization.domain_type)))

    @operation("updateMe", "Change the caller's own name.", tag=ACCOUNT, body=MeIn, answer=MeOut)
    def patch(self, request: Request) -> Response:
        services.update_me(self.caller, values=self.body(MeIn, partial=True))
        return self.get(request)


class PasswordView(ApiView):
    roles: ClassVar[Roles] = {"POST": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = KEYS_REFUSED
    throttle_classes = (PasswordThrottle,)

    @operation(
        "changePassword",
        "Change the caller's own password.",
        tag=ACCOUNT,
        body=PasswordIn,
        status=204,
        refusals=[Throttled],
        description="Needs the current one, and ends all of the caller's sign-ins, this one too.",
    )
    def post(self, request: Request) -> Response:
        given = self.body(PasswordIn)
        services.change_password(self.caller, current=given["current_password"], new=given["new_password"])
        return Response(status=204)


class SignInList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @listing(
        "listSignIns",
        "List the caller's own sign-ins, newest first.",
        tag=ACCOUNT,
        item=SignInRowOut,
        filters=SignInFilters,
        orderings=NEWEST_FIRST,
    )
    def get(self, request: Request) -> Response:
        rows = selectors.sign_ins_of(self.caller)
        current = selectors.family_of(self.caller.organization_id, self.credential.link)
        return self.page(rows, lambda row: sign_in_json(row, current), SignInFilters, NEWEST_FIRST)


class SignInItem(ApiView):
    roles: ClassVar[Roles] = {"DELETE": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "endSignIn",
        "End one of the caller's own sign-ins.",
        tag=ACCOUNT,
        status=204,
        by_id=True,
        description="At once, its access tokens included. Marks on that tablet are kept and wait for a sign-in.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.end_sign_in(self.caller, id)
        return Response(status=204)


class OrganizationView(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @operation("getOrganization", "The caller's organization.", tag=ACCOUNT, answer=OrganizationOut)
    def get(self, request: Request) -> Response:
        return self._answer(selectors.get_organization(self.caller.organization_id))

    @operation(
        "updateOrganization",
        "Change the organization's name, time zone or settings.",
        tag=ACCOUNT,
        body=OrganizationIn,
        answer=OrganizationOut,
        if_match=True,
        description="Settings that are not named stay as they are.",
    )
    def patch(self, request: Request) -> Response:
        given = self.body(OrganizationIn, partial=True)
        row = services.update_organization(self.caller, values=given, expected=expected_version(request))
        return self._answer(row)

    def _answer(self, row: Any) -> Response:
        return stamped(organization_json(row, find_definition(row.pk, row.domain_type)), row.updated_at)
