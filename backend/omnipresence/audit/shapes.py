"""Rows of this room as the JSON of the API."""

from typing import Any

from omnipresence.audit.models import AuditLog
from omnipresence.base.clock import rfc3339


def audit_log_json(row: AuditLog) -> dict[str, Any]:
    """A line of the audit log as JSON."""
    return {
        "id": row.pk,
        "table_name": row.table_name,
        "record_id": row.record_id,
        "action": row.action,
        "changed_by": row.changed_by_id,
        "changed_by_name": row.changed_by.name or row.changed_by.email,
        "old_values": row.old_values,
        "new_values": row.new_values,
        "changed_at": rfc3339(row.changed_at),
        "source_device": row.source_device,
    }
