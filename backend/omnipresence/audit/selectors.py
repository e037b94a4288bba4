"""Reads of the audit log."""

from collections.abc import Iterator
from typing import Any

from omnipresence.audit.models import AuditLog
from omnipresence.base.tenancy import TenantQuerySet


def audit_logs(organization_id: int) -> TenantQuerySet[AuditLog]:
    """The audit log of an organization, with the names of those who made the changes."""
    return AuditLog.objects.for_organization(organization_id).select_related("changed_by")


# So many rows are held at once, however long an export is.
PAGE = 1000


def in_pages(rows: Any, upto: int) -> Iterator[list[AuditLog]]:
    """These rows, oldest first, page by page, up to this id: what comes while they are read is not among them."""
    last = 0
    while True:
        page = list(rows.filter(pk__gt=last, pk__lte=upto).order_by("pk")[:PAGE])
        if page:
            yield page
        if len(page) < PAGE:
            return
        last = page[-1].pk


def newest_id(rows: Any) -> int:
    """The id of the newest of these rows; 0 where there is none."""
    newest: int | None = rows.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
