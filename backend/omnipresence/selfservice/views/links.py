"""Staff make, show and revoke links."""

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import KEYS_REFUSED, STAFF, Roles, Scopes
from omnipresence.base.clock import rfc3339
from omnipresence.base.contract import listing, operation
from omnipresence.base.files import FileView
from omnipresence.base.http import ApiView
from omnipresence.selfservice import selectors, services
from omnipresence.selfservice.problems import LinkNotShown, TooManyLinks
from omnipresence.selfservice.serializers import (
    NewSelfServiceLinkOut,
    SelfServiceCodeOut,
    SelfServiceLinkFilters,
    SelfServiceLinkIn,
    SelfServiceLinkOut,
)
from omnipresence.selfservice.services import NewLink
from omnipresence.selfservice.shapes import link_json
from omnipresence.selfservice.sheet import sheet

TAG = "Self-service"
LINK_ORDERINGS = ("-id", "id", "expires_at", "-expires_at")


def address_of(request: Request, token: str) -> str:
    """The app's page for a token, on the host that was asked: hosts are checked against ALLOWED_HOSTS."""
    return request.build_absolute_uri("/") + f"#/self-service/{token}"


class SelfServiceLinkList(ApiView):
    roles: ClassVar[Roles] = {"GET": STAFF, "POST": STAFF}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @listing(
        "listSelfServiceLinks",
        "List the links for people without an account.",
        tag=TAG,
        item=SelfServiceLinkOut,
        filters=SelfServiceLinkFilters,
        orderings=LINK_ORDERINGS,
        description="Frontline users see those to check in.",
    )
    def get(self, request: Request) -> Response:
        return self.page(selectors.links(self.caller), link_json, SelfServiceLinkFilters, LINK_ORDERINGS)

    @operation(
        "createSelfServiceLink",
        "Make a link to check in to a session, or to register with a group.",
        tag=TAG,
        body=SelfServiceLinkIn,
        answer=NewSelfServiceLinkOut,
        status=201,
        refusals=[TooManyLinks],
        description=(
            "Only administrators make those to register. The token is shown this once. A link acts for its maker, and "
            "ends with the maker's account."
        ),
    )
    def post(self, request: Request) -> Response:
        row, token = services.create_link(self.caller, NewLink(**self.body(SelfServiceLinkIn)))
        body = {**link_json(row), "token": token, "url": address_of(request, token)}
        return Response(body, status=201, headers={"Location": f"{request.path}/{row.pk}"})


class SelfServiceLinkItem(ApiView):
    roles: ClassVar[Roles] = {"GET": STAFF, "DELETE": STAFF}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation("getSelfServiceLink", "Read a link.", tag=TAG, answer=SelfServiceLinkOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return Response(link_json(selectors.get_link(self.caller, id)))

    @operation(
        "revokeSelfServiceLink",
        "Let a link open nothing from now on.",
        tag=TAG,
        status=204,
        by_id=True,
        description="It stays in the list for 30 days.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.revoke_link(self.caller, id)
        return Response(status=204)


class SelfServiceLinkCode(ApiView):
    roles: ClassVar[Roles] = {"GET": STAFF}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "getSelfServiceCode",
        "Read the rotating code to show in the room.",
        tag=TAG,
        answer=SelfServiceCodeOut,
        refusals=[LinkNotShown],
        by_id=True,
        description="It changes every 30 seconds, so a link that was passed on is of no use to whoever is elsewhere.",
    )
    def get(self, request: Request, id: int) -> Response:
        found = services.current_code(self.caller, id)
        return Response({"code": found.code, "changes_at": rfc3339(found.changes_at)})


class SelfServiceLinkQr(FileView):
    roles: ClassVar[Roles] = {"GET": STAFF}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "getSelfServiceQr",
        "Read a link as a page to print, with a QR code.",
        tag=TAG,
        file="image/svg+xml",
        refusals=[LinkNotShown],
        by_id=True,
    )
    def get(self, request: Request, id: int) -> HttpResponse:
        row, token = services.link_token(self.caller, id)
        return HttpResponse(sheet(row, address_of(request, token)), content_type="image/svg+xml; charset=utf-8")
