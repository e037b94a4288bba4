"""The ledger of operations and the tray for what could not be processed."""

from django.db import models

from omnipresence.base.fields import FixedBytesField, UnsignedBigIntegerField
from omnipresence.base.models import TenantModel


class SyncOperation(models.Model):
    """One operation of a device and its final outcome: what makes a repeat harmless and its answer the same.

    Session, participant and device are plain numbers: a refused operation may name what does not exist.
    """

    pk = models.CompositePrimaryKey("organization_id", "op_id")
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    op_id = FixedBytesField(length=16)
    device_id = UnsignedBigIntegerField()
    batch_id = FixedBytesField(length=16)
    seq_no = UnsignedBigIntegerField()
    fingerprint = FixedBytesField(length=32)
    kind = models.CharField(max_length=20)
    session_id = UnsignedBigIntegerField(null=True)
    participant_id = UnsignedBigIntegerField(null=True)
    # The walk_in that a mark refers to, where its participant had no id yet when the mark was made.
    ref_op = FixedBytesField(length=16, null=True)
    base_version = UnsignedBigIntegerField()
    prev_op = FixedBytesField(length=16, null=True)
    payload = models.TextField()
    outcome = models.CharField(max_length=12)
    reason = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "no reason needed"
    detail = models.CharField(max_length=300, null=True)  # noqa: DJ001 - null is "nothing to add"
    result_version = UnsignedBigIntegerField()
    conflict_id = UnsignedBigIntegerField(null=True)
    result_current = models.TextField(null=True)  # noqa: DJ001 - the very bytes of the answer, or none
    recorded_for = UnsignedBigIntegerField()
    uploaded_by = UnsignedBigIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        db_table = "sync_operations"
        indexes = [
            models.Index(fields=["organization", "result_version"], name="sync_operations_version"),
            models.Index(fields=["organization", "session_id", "participant_id"], name="sync_operations_key"),
            models.Index(fields=["organization", "device_id", "seq_no"], name="sync_operations_device"),
        ]


class SyncQuarantine(TenantModel):
    """An operation as it came, kept because it was refused or could not be processed: nothing marked is lost.

    `outcome` is what became of it when an administrator adopted it; `reason` why it was not taken at first.
    """

    device_id = UnsignedBigIntegerField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    fingerprint = FixedBytesField(length=32)
    payload = models.TextField()
    reason = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, null=True)  # noqa: DJ001 - null is "not adopted"
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_column="handled_by", db_index=False
    )

    class Meta:
        db_table = "sync_quarantine"
        # What comes again is the same thing kept once.
        constraints = [
            models.UniqueConstraint(fields=["organization", "device_id", "fingerprint"], name="sync_quarantine_content")
        ]
        indexes = [models.Index(fields=["organization", "received_at"], name="sync_quarantine_received")]
