"""Reads of the audit log."""

from omnipresence.audit.models import AuditLog
from omnipresence.base.tenancy import TenantQuerySet


def audit_logs(organization_id: int) -> TenantQuerySet[AuditLog]:
    """The audit log of an organization, with the names of those who made the changes."""
    return AuditLog.objects.for_organization(organization_id).select_related("changed_by")
