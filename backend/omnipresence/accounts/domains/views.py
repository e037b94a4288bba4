"""Domains: what ships, and what the organization defined."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.domains import selectors, services
from omnipresence.accounts.domains.problems import DomainExists, DomainInUse, DomainIsShipped
from omnipresence.accounts.domains.serializers import DomainChangeIn, DomainIn, DomainListOut, DomainOut
from omnipresence.accounts.domains.shapes import domain_json, own_domain_json
from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, Roles, Scope, Scopes
from omnipresence.base.contract import operation
from omnipresence.base.http import ApiView, expected_version, single

TAG = "Domains"


class DomainList(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.ROSTER_WRITE}

    @operation(
        "listDomains",
        "List the domains that ship and the organization's own.",
        tag=TAG,
        answer=DomainListOut,
        description="All of them at once: there are few. A domain gives an organization its words, the states and "
        "group types that it starts with, and the report that opens first.",
    )
    def get(self, request: Request) -> Response:
        shipped = [domain_json(definition) for definition in selectors.shipped_domains().values()]
        own = selectors.own_domains(self.caller.organization_id).order_by("code")
        return Response({"results": [*shipped, *map(own_domain_json, own)]})

    @operation(
        "createDomain",
        "Define a domain of the organization's own.",
        tag=TAG,
        body=DomainIn,
        answer=DomainOut,
        status=201,
        refusals=[DomainExists],
        description="`present` and `absent` must be among its states. Nothing changes until it is applied.",
    )
    def post(self, request: Request) -> Response:
        given = self.body(DomainIn)
        row = services.create_domain(self.caller, code=given.pop("code"), definition=given)
        return single(own_domain_json(row), status=201, location=f"{request.path}/{row.code}")


class DomainItem(ApiView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.ROSTER_WRITE, "DELETE": Scope.ROSTER_WRITE}

    @operation("getDomain", "Read a domain.", tag=TAG, answer=DomainOut, by_id=True)
    def get(self, request: Request, code: str) -> Response:
        shipped = selectors.shipped_domains().get(code)
        if shipped is not None:
            return single(domain_json(shipped))
        return single(own_domain_json(selectors.get_own_domain(self.caller.organization_id, code)))

    @operation(
        "updateDomain",
        "Change parts of one of the organization's own domains.",
        tag=TAG,
        body=DomainChangeIn,
        answer=DomainOut,
        refusals=[DomainIsShipped],
        by_id=True,
        if_match=True,
        description="Each part is replaced whole. States that the organization has already are not touched: those are "
        "changed at `/presence-states`.",
    )
    def patch(self, request: Request, code: str) -> Response:
        changes = self.body(DomainChangeIn)
        row = services.update_domain(self.caller, code, changes=changes, expected=expected_version(request))
        return single(own_domain_json(row))

    @operation(
        "deleteDomain",
        "Delete one of the organization's own domains.",
        tag=TAG,
        status=204,
        refusals=[DomainIsShipped, DomainInUse],
        by_id=True,
        if_match=True,
        description="Its states and what was recorded with them stay.",
    )
    def delete(self, request: Request, code: str) -> Response:
        services.delete_domain(self.caller, code, expected=expected_version(request))
        return Response(status=204)
