"""The audit log, to be read."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.audit import selectors
from omnipresence.audit.serializers import AuditLogFilters, AuditLogOut
from omnipresence.audit.shapes import audit_log_json
from omnipresence.base.contract import listing
from omnipresence.base.http import ApiView

ORDERINGS = ("-id", "id")


class AuditLogList(ApiView):
    # `accounts` stands above this room, so the roles are named in words here, and no API keys; the walk over all
    # routes checks them.
    roles: ClassVar = {"GET": frozenset({"administrator", "manager"})}
    scopes: ClassVar[dict[str, str]] = {}

    @listing(
        "listAuditLogs",
        "List what was changed, newest first.",
        tag="Audit",
        item=AuditLogOut,
        filters=AuditLogFilters,
        orderings=ORDERINGS,
        description=(
            "Every change of a row: who, when, from which tablet, from which values to which. The history of some "
            "records is `?table_name=presence_records&record_id=7,8`, at most 50 ids."
        ),
    )
    def get(self, request: Request) -> Response:
        return self.page(selectors.audit_logs(self.caller.organization_id), audit_log_json, AuditLogFilters, ORDERINGS)
