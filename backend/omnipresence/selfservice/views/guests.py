"""What whoever has a link may do: see what it is for, and send one thing. No sign-in."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ANYBODY, KEYS_REFUSED, Roles, Scopes
from omnipresence.accounts.throttles import AddressThrottle, FailureThrottle, Throttle
from omnipresence.base.contract import operation
from omnipresence.base.http import ApiView
from omnipresence.selfservice import selectors, services
from omnipresence.selfservice.problems import CheckInClosed, CheckInRefused
from omnipresence.selfservice.serializers import (
    CheckInAnswerOut,
    CheckInIn,
    RegisteredOut,
    RegistrationIn,
    SelfServiceOut,
)
from omnipresence.selfservice.shapes import opened_json

TAG = "Self-service, without sign-in"
HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
ONE_ANSWER = "One answer for tokens that never were, have ended, were revoked or used up."


class GuestAddressThrottle(AddressThrottle):
    """However many links somebody tries."""

    scope = "self-service-address"


class GuestLinkThrottle(Throttle):
    """However many addresses somebody has."""

    scope = "self-service-link"

    def whom(self, request: Request) -> str | None:
        return str(request.parser_context["kwargs"]["token"])


class GuestWrongThrottle(FailureThrottle):
    """Wrong identifiers and codes, however many links they are tried at: each of those has its own end of them."""

    scope = "self-service-wrong"


class GuestView(ApiView):
    """Counted by address and by link, seen by no search engine, told to no other site."""

    authentication_classes = ()
    throttle_classes: tuple[type[Throttle], ...] = (GuestAddressThrottle, GuestLinkThrottle)
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """The headers, on refusals too."""
        done = super().finalize_response(request, response, *args, **kwargs)
        for name, value in HEADERS.items():
            done.headers[name] = value
        return done


class SelfService(GuestView):
    roles: ClassVar[Roles] = {"GET": ANYBODY}

    @operation(
        "openSelfServiceLink",
        "See what a link is for.",
        tag=TAG,
        answer=SelfServiceOut,
        anonymous=True,
        by_id=True,
        description=f"Names of the organization, the group and the session; nobody's. {ONE_ANSWER}",
    )
    def get(self, request: Request, token: str) -> Response:
        return Response(opened_json(selectors.open_link(token)))


class SelfServiceCheckIn(GuestView):
    roles: ClassVar[Roles] = {"POST": ANYBODY}
    throttle_classes = (*GuestView.throttle_classes, GuestWrongThrottle)

    @operation(
        "checkIn",
        "Record one's own presence.",
        tag=TAG,
        body=CheckInIn,
        answer=CheckInAnswerOut,
        refusals=[CheckInRefused, CheckInClosed],
        anonymous=True,
        by_id=True,
        description=(
            f"The same again is no error and changes nothing; what staff recorded stays. {ONE_ANSWER} One answer, too, "
            "for an unknown identifier and a wrong code."
        ),
    )
    def post(self, request: Request, token: str) -> Response:
        try:
            recorded = services.check_in(token, **self.body(CheckInIn))
        except CheckInRefused:
            GuestWrongThrottle().failed(request)
            raise
        return Response({"outcome": "recorded" if recorded else "already_recorded"})


class SelfServiceRegistrations(GuestView):
    roles: ClassVar[Roles] = {"POST": ANYBODY}

    @operation(
        "register",
        "Ask to be added.",
        tag=TAG,
        body=RegistrationIn,
        answer=RegisteredOut,
        status=202,
        anonymous=True,
        by_id=True,
        description=f"Staff decide. The same again is no error and adds nothing. {ONE_ANSWER}",
    )
    def post(self, request: Request, token: str) -> Response:
        services.register(token, values=self.body(RegistrationIn))
        return Response({"outcome": "received"}, status=202)
