"""The audit log."""

from django.db import models

from omnipresence.base.fields import UnsignedBigIntegerField
from omnipresence.base.models import TenantModel


class AuditLog(TenantModel):
    """One change of one row. Written once; the database refuses to change or delete it (triggers.py)."""

    table_name = models.CharField(max_length=100)
    record_id = UnsignedBigIntegerField()
    action = models.CharField(max_length=20)
    changed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_column="changed_by", db_index=False
    )
    old_values = models.JSONField(null=True)
    new_values = models.JSONField(null=True)
    changed_at = models.DateTimeField()
    source_device = models.CharField(max_length=100)

    class Meta:
        db_table = "audit_logs"
        indexes = [
            models.Index(fields=["organization"], name="audit_logs_organization"),
            models.Index(fields=["table_name", "record_id"], name="audit_logs_table_record"),
            models.Index(fields=["changed_by"], name="audit_logs_changed_by"),
            models.Index(fields=["changed_at"], name="audit_logs_changed_at"),
        ]


class AuditGuard(models.Model):
    """Never holds a row: its foreign key makes MariaDB and MySQL refuse TRUNCATE on audit_logs."""

    audit_log = models.ForeignKey(AuditLog, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "audit_guards"
