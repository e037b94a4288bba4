"""Signing in and out, and choosing a password by an invitation."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts import services
from omnipresence.accounts.domains.selectors import find_definition
from omnipresence.accounts.permissions import ANYBODY, KEYS_REFUSED, Roles, Scopes
from omnipresence.accounts.problems import InvalidCredentials, InvitationEnded, SessionEnded
from omnipresence.accounts.serializers.session import RedeemedOut, RedeemIn, RefreshIn, SignInIn, SignInOut, TokensOut
from omnipresence.accounts.shapes import signed_in_json
from omnipresence.accounts.throttles import RefreshThrottle, SignInAccountThrottle, SignInAddressThrottle
from omnipresence.base.contract import operation
from omnipresence.base.http import ApiView
from omnipresence.base.problems import Throttled

SIGN_IN = "Sign-in"


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
        anonymous=True,
        description=(
            "Exchange organization (its slug), e-mail and password for tokens. Whatever is wrong, the answer is the "
            "same. `device_id` is the tablet's own UUID; changes made with the tokens are audited with it."
        ),
    )
    def post(self, request: Request) -> Response:
        given = self.body(SignInIn)
        done = services.sign_in(device=given.pop("device_id", ""), **given)
        organization = done.user.organization
        user = signed_in_json(done.user, find_definition(organization.pk, organization.domain_type))
        return Response({"access": done.access, "refresh": done.refresh, "grant": done.grant, "user": user})


class RefreshView(Anonymous):
    throttle_classes = (RefreshThrottle,)

    @operation(
        "refreshSession",
        "Exchange a refresh token for its successor.",
        tag=SIGN_IN,
        body=RefreshIn,
        answer=TokensOut,
        refusals=[SessionEnded, Throttled],
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
        anonymous=True,
        description="Its refresh tokens are refused from now on. A token that has ended already changes nothing.",
    )
    def post(self, request: Request) -> Response:
        services.sign_out(**self.body(RefreshIn))
        return Response(status=204)


class RedeemView(Anonymous):
    throttle_classes = (SignInAddressThrottle,)

    @operation(
        "redeemInvitation",
        "Choose a password by an invitation or a reset.",
        tag=SIGN_IN,
        body=RedeemIn,
        answer=RedeemedOut,
        refusals=[InvitationEnded, Throttled],
        anonymous=True,
        description="The token works once. All sign-ins that the user had before have ended.",
    )
    def post(self, request: Request) -> Response:
        user = services.redeem(**self.body(RedeemIn))
        return Response({"organization": user.organization.slug, "email": user.email})
