"""The steps of an import, each of which may be begun again after its worker died."""

from datetime import timedelta

from omnipresence.base import clock, jobs
from omnipresence.imports.models import Import, ImportPart, ImportRow
from omnipresence.imports.rules import AT_WORK, Status
from omnipresence.imports.services.check import check_rows
from omnipresence.imports.services.commit import commit_rows
from omnipresence.imports.services.read import read_rows
from omnipresence.imports.services.steps import run_step

KEPT_DAYS = 30


@jobs.job
def read_import(organization_id: int, import_id: int) -> None:
    """Cut the file into rows and guess its columns."""
    run_step(read_rows, organization_id, import_id, Status.READING)


@jobs.job
def check_import(organization_id: int, import_id: int) -> None:
    """Find out the fate of every row, and write nothing to the roster."""
    run_step(check_rows, organization_id, import_id, Status.CHECKING)


@jobs.job
def commit_import(organization_id: int, import_id: int) -> None:
    """Write the rows."""
    run_step(commit_rows, organization_id, import_id, Status.COMMITTING)


@jobs.every(seconds=24 * 3600)
def forget_old_files() -> None:
    """Files and rows are kept for a month: what they hold stands in the roster, or was not wanted there."""
    everywhere = "an operator's job: what is old is forgotten in every organization"
    kept = ImportPart.objects.across_organizations(everywhere).values("parent_id")
    old = Import.objects.across_organizations(everywhere).filter(
        pk__in=kept, updated_at__lt=clock.now() - timedelta(days=KEPT_DAYS)
    )
    ids = list(old.exclude(status__in=AT_WORK).values_list("pk", flat=True))
    rows = Import.objects.across_organizations(everywhere).filter(pk__in=ids)
    rows.exclude(status=Status.DONE).update(status=Status.CANCELLED, columns=[])
    for kind in (ImportRow, ImportPart):
        kind.objects.across_organizations(everywhere).filter(parent_id__in=ids).delete()
