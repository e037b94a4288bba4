"""Imports: upload, mapping, dry run, commit, rows."""

import hashlib
from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.http import StreamingHttpResponse
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, Roles, Scope, Scopes
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, stamped
from omnipresence.base.spreadsheets import CsvRenderer, csv_lines
from omnipresence.imports import selectors, services
from omnipresence.imports.problems import ImportBusy, ImportHasErrors, ImportNotReady, ImportTooLarge
from omnipresence.imports.serializers import (
    KINDS,
    ImportChangeIn,
    ImportCommitIn,
    ImportFilters,
    ImportIn,
    ImportOut,
    ImportRowFilters,
    ImportRowOut,
)
from omnipresence.imports.services.tables import MAX_FILE_BYTES
from omnipresence.imports.shapes import import_json, import_row_json

TAG = "Imports"
ORDERINGS = ("-id", "id")
# The form around the file.
FORM_BYTES = 16 * 1024


class ImportList(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "POST": Scope.IMPORTS_WRITE}
    parser_classes = (MultiPartParser,)

    @listing("listImports", "List imports.", tag=TAG, item=ImportOut, filters=ImportFilters, orderings=ORDERINGS)
    def get(self, request: Request) -> Response:
        return self.page(selectors.imports(self.caller.organization_id), import_json, ImportFilters, ORDERINGS)

    @operation(
        "createImport",
        "Upload a list of participants.",
        tag=TAG,
        body=ImportIn,
        answer=ImportOut,
        status=201,
        refusals=[ImportTooLarge],
        description="The file is read in the background: `status` becomes `ready`, `columns` shows what was guessed.",
    )
    def post(self, request: Request) -> Response:
        _bound(request)
        given = self.body(ImportIn)
        file = given["file"]
        if file.size > MAX_FILE_BYTES:
            raise ImportTooLarge
        upload = services.Upload(given.get("kind", KINDS[0]), file.name, file.read())
        row = services.create_import(self.caller, upload)
        return _answer(row, status=201, location=f"{request.path}/{row.pk}")

    def said(self, request: Request) -> bytes:
        """The fields of the form, not its bytes: a client that sends it again parts them by another boundary."""
        _bound(request)
        form: Any = request.data
        digest = hashlib.sha256()
        for name, value in sorted(form.items()):
            digest.update(f"\n{name}\n{value}\n".encode("utf-8", "surrogatepass"))
            if isinstance(value, UploadedFile):
                for chunk in value.chunks():
                    digest.update(chunk)
                value.seek(0)
        return digest.digest()


def _answer(row: Any, *, status: int = 200, location: str | None = None) -> Response:
    return stamped(import_json(row), row.updated_at, status=status, location=location)


def _bound(request: Request) -> None:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_FILE_BYTES + FORM_BYTES:
        raise ImportTooLarge


class ImportItem(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ, "PATCH": Scope.IMPORTS_WRITE, "DELETE": Scope.IMPORTS_WRITE}

    @operation("getImport", "Read an import: where it is, and how far.", tag=TAG, answer=ImportOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        return _answer(selectors.get_import(self.caller.organization_id, id))

    @operation(
        "updateImport",
        "Say what the columns hold, or how the file is to be read.",
        tag=TAG,
        body=ImportChangeIn,
        answer=ImportOut,
        refusals=[ImportBusy, ImportNotReady],
        by_id=True,
        if_match=True,
        description="A dry run made before is void. `group` may be mapped several times; a cell may name several "
        "groups, parted by `;`, each by its name or by its path (`School > Year 1 > 1A`).",
    )
    def patch(self, request: Request, id: int) -> Response:
        given = self.body(ImportChangeIn, partial=True)
        row = services.update_import(
            self.caller,
            id,
            mapping=given.get("mapping"),
            options=dict(given.get("options", {})),
            expected=expected_version(request),
        )
        return _answer(row)

    @operation(
        "deleteImport",
        "Forget a file and its rows.",
        tag=TAG,
        status=204,
        refusals=[ImportBusy],
        by_id=True,
        if_match=True,
        description="What was written to the roster stays.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.delete_import(self.caller, id, expected_version(request))
        return Response(status=204)


class ImportDryRun(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.IMPORTS_WRITE}

    @operation(
        "dryRunImport",
        "Find out the fate of every row.",
        tag=TAG,
        answer=ImportOut,
        status=202,
        refusals=[ImportBusy, ImportNotReady],
        by_id=True,
        description="In the background; `status` becomes `checked`. Nothing is written to the roster.",
    )
    def post(self, request: Request, id: int) -> Response:
        return _answer(services.start_dry_run(self.caller, id), status=202)


class ImportCommit(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.IMPORTS_WRITE}

    @operation(
        "commitImport",
        "Write the rows to the roster.",
        tag=TAG,
        body=ImportCommitIn,
        answer=ImportOut,
        status=202,
        refusals=[ImportBusy, ImportNotReady, ImportHasErrors],
        by_id=True,
        if_match=True,
        description="In the background, after a dry run; `status` becomes `done`. With the ETag of the read "
        "that showed what becomes of the rows, just that is written, or nothing.",
    )
    def post(self, request: Request, id: int) -> Response:
        mode = self.body(ImportCommitIn)["mode"]
        return _answer(services.start_commit(self.caller, id, mode, expected_version(request)), status=202)


class ImportCancel(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"POST": Scope.IMPORTS_WRITE}

    @operation(
        "cancelImport",
        "Stop what is at work.",
        tag=TAG,
        answer=ImportOut,
        refusals=[ImportNotReady],
        by_id=True,
        description="With mode `all` nothing was written then; with `valid`, rows that are done stay.",
    )
    def post(self, request: Request, id: int) -> Response:
        return _answer(services.cancel_import(self.caller, id))


class ImportRowList(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}

    @listing(
        "listImportRows",
        "List the rows of a file and what becomes of each.",
        tag=TAG,
        item=ImportRowOut,
        filters=ImportRowFilters,
        orderings=("number",),
        by_id=True,
    )
    def get(self, request: Request, id: int) -> Response:
        row = selectors.get_import(self.caller.organization_id, id)
        rows = selectors.import_rows(row.organization_id, row.pk)
        return self.page(rows, import_row_json, ImportRowFilters, ("number",))


class ImportRowFile(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = {"GET": Scope.READ}
    renderer_classes = (JSONRenderer, CsvRenderer)

    @operation(
        "downloadImportRows",
        "Download the rows as CSV, each with its fate.",
        tag=TAG,
        by_id=True,
        file="text/csv",
        filters=ImportRowFilters,
        description="To correct the file with. No cell is taken for a formula: such texts begin with an apostrophe.",
    )
    def get(self, request: Request, id: int) -> StreamingHttpResponse:
        row = selectors.get_import(self.caller.organization_id, id)
        rows = selectors.import_rows(row.organization_id, row.pk)
        found: Any = ImportRowFilters(request.query_params, queryset=rows).apply()
        return StreamingHttpResponse(
            csv_lines(_table(row, found.order_by("number"))),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="import-{row.pk}.csv"'},
        )


def _table(row: Any, rows: Any) -> Iterator[list[Any]]:
    names = [column["name"] for column in row.columns]
    yield ["row", "fate", "reason", *names]
    for one in rows.iterator(chunk_size=1000):
        reasons = "; ".join(f"{error['column'] or 'row'}: {error['detail']}" for error in one.errors)
        yield [one.number, one.fate, reasons, *one.cells]
