"""The audit log, to be read."""

from typing import ClassVar

from django.http import StreamingHttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.audit import selectors
from omnipresence.audit.export import csv_pieces, ndjson_pieces
from omnipresence.audit.serializers import AuditExportFilters, AuditLogFilters, AuditLogOut
from omnipresence.audit.shapes import audit_log_json
from omnipresence.base import clock
from omnipresence.base.contract import SIGNED_IN, WITH_QUERY, listing, problem_answers, query_parameters
from omnipresence.base.files import FileView
from omnipresence.base.http import ApiView

ORDERINGS = ("-id", "id")
FORMS = {"csv": ("text/csv; charset=utf-8", csv_pieces), "ndjson": ("application/x-ndjson", ndjson_pieces)}


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


class AuditLogExport(FileView):
    roles: ClassVar = {"GET": frozenset({"administrator", "manager"})}
    scopes: ClassVar[dict[str, str]] = {}

    @extend_schema(
        operation_id="exportAuditLogs",
        summary="The audit log as a file.",
        description="Oldest first, as CSV unless `format` says otherwise; filters as for the list. However long it is, "
        "it comes piece by piece, and holds what was there when it was asked for.",
        tags=["Audit"],
        parameters=query_parameters(AuditExportFilters),
        responses={
            (200, "text/csv"): OpenApiResponse(str, description="A line for each change."),
            (200, "application/x-ndjson"): OpenApiResponse(str, description="A JSON object for each change."),
            **problem_answers([*SIGNED_IN, *WITH_QUERY]),
        },
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        rows = selectors.audit_logs(self.caller.organization_id)
        found = AuditExportFilters(request.query_params, queryset=rows).apply()
        form = request.query_params.get("format", "csv")
        content_type, pieces = FORMS[form]
        name = f"audit-logs_{clock.now():%Y-%m-%d}.{form}"
        return StreamingHttpResponse(
            pieces(selectors.in_pages(found, selectors.newest_id(found))),
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
