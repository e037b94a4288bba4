"""Sign-in, the caller's own profile, the caller's organization."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts import selectors, services
from omnipresence.accounts.domains.selectors import find_definition
from omnipresence.accounts.permissions import (
    ADMINISTRATOR,
    ANYBODY,
    EVERYONE_INSIDE,
    KEYS_REFUSED,
    Roles,
    Scope,
    Scopes,
)
from omnipresence.accounts.problems import InvalidCredentials, SessionEnded
from omnipresence.accounts.serializers import (
    MeIn,
    MeOut,
    OrganizationIn,
    OrganizationOut,
    RefreshIn,
    SignInIn,
    SignInOut,
    TokensOut,
)
from omnipresence.accounts.shapes import me_json, organization_json, user_json
from omnipresence.accounts.throttles import (
    PasswordThrottle,
    RefreshThrottle,
    SignInAccountThrottle,
    SignInAddressThrottle,
)
from omnipresence.base.contract import operation
from omnipresence.base.http import ApiView
from omnipresence.base.problems import Throttled

SIGN_IN = "Sign-in"
ACCOUNT = "Account"


class Anonymous(ApiView):
    """A view that needs no access token, and looks at none."""

    authentication_classes = ()
    roles: ClassVar[Roles] = {"POST": ANYBODY}
    scopes: ClassVar[Scopes] = KEYS_REFUSED


class SignInView(Anonymous):
    throttle_classes = (
        SignInAddressThrottle,
        SignInAccountThrottle,
    )

    @operation(
        "signIn",
        "Sign in.",
        tag=SIGN_IN,
        body=SignInIn,
        answer=SignInOut,
        refusals=[InvalidCredentials, Throttled],
        writes=True,
        anonymous=True,
        description=(
            "Exchange organization (its slug), e-mail and password for tokens. Whatever is wrong, the answer is the "
            "same. `device_id` is the tablet's own UUID; changes made with the tokens are audited with it."
        ),
    )
    def post(self, request: Request) -> Response:
        given = self.body(SignInIn)
        done = services.sign_in(device=given.pop("device_id", ""), **given)
        return Response(
            {"access": done.access, "refresh": done.refresh, "grant": done.grant, "user": user_json(done.user)}
        )


class RefreshView(Anonymous):
    throttle_classes = (RefreshThrottle,)

    @operation(
        "refreshSession",
        "Exchange a refresh token for its successor.",
        tag=SIGN_IN,
        body=RefreshIn,
        answer=TokensOut,
        refusals=[SessionEnded, Throttled],
        writes=True,
        anonymous=True,
        description=(
            "Repeating the exchange gives the same successor until that one is used, so a lost answer costs nothing. "
            "A token that is presented after its successor was used ends the whole sign-in."
        ),
    )
    def post(self, request: Request) -> Response:
        done = services.refresh_session(**self.body(RefreshIn))
        return Response({"access": done.access, "refresh": done.refresh})


class SignOutView(Anonymous):
    @operation(
        "signOut",
        "End a sign-in.",
        tag=SIGN_IN,
        body=RefreshIn,
        status=204,
        writes=True,
        anonymous=True,
        description="Its refresh tokens are refused from now on. A token that has ended already changes nothing.",
    )
    def post(self, request: Request) -> Response:
        services.sign_out(**self.body(RefreshIn))
        return Response(status=204)


class MeView(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}
    throttle_classes = (PasswordThrottle,)

    @operation("getMe", "The caller's own profile.", tag=ACCOUNT, answer=MeOut)
    def get(self, request: Request) -> Response:
        return Response(me_json(selectors.get_user(self.caller.organization_id, self.caller.user_id)))

    @operation(
        "updateMe",
        "Change the caller's own name or password.",
        tag=ACCOUNT,
        body=MeIn,
        answer=MeOut,
        refusals=[Throttled],
        writes=True,
        description=(
            "A new password needs the current one, and ends all of the caller's sign-ins, this one too. "
            "Name and password are changed by requests of their own."
        ),
    )
    def patch(self, request: Request) -> Response:
        given = self.body(MeIn, partial=True)
        if "new_password" in given:
            user = services.change_password(self.caller, current=given["current_password"], new=given["new_password"])
        else:
            user = services.update_me(self.caller, values=given)
        return Response(me_json(user))


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
        writes=True,
    )
    def patch(self, request: Request) -> Response:
        return self._answer(services.update_organization(self.caller, values=self.body(OrganizationIn, partial=True)))

    def _answer(self, row: Any) -> Response:
        return Response(organization_json(row, find_definition(row.pk, row.domain_type)))
