"""Presence states, presence records, and the conflicts between their versions."""

from django.db import models

from omnipresence.base.fields import FixedBytesField, UnsignedBigIntegerField
from omnipresence.base.models import TenantModel, Timestamped, Versioned


class PresenceState(TenantModel, Timestamped, Versioned):
    """One way of being recorded: present, absent, late. Extension `is_active`: a retired state stays on its records."""

    domain = models.CharField(max_length=50)
    code = models.CharField(max_length=50)
    label = models.CharField(max_length=100)
    color = models.CharField(max_length=7)
    sort_order = models.IntegerField()
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    # Extension: what reports and absence rules take it for; "late" is present, "excused" is neither.
    counts_as = models.CharField(max_length=10, default="other")

    class Meta:
        db_table = "presence_states"
        constraints = [
            models.UniqueConstraint(fields=["organization", "domain", "code"], name="presence_states_domain_code"),
            models.UniqueConstraint(fields=["organization", "version"], name="presence_states_organization_version"),
        ]
        indexes = [
            models.Index(fields=["organization"], name="presence_states_organization"),
            models.Index(fields=["domain"], name="presence_states_domain"),
        ]


class PresenceRecord(TenantModel, Timestamped, Versioned):
    """Where one participant stands in one session. Written by services/write_marks.py and nothing else.

    `extra_data` holds the note of the mark under "note" and what is known of its clock under "clock".
    """

    session = models.ForeignKey("schedule.Session", on_delete=models.PROTECT, related_name="+", db_index=False)
    participant = models.ForeignKey("roster.Participant", on_delete=models.PROTECT, related_name="+", db_index=False)
    presence_state = models.ForeignKey(PresenceState, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_column="recorded_by"
    )
    source_device_id = models.CharField(max_length=100)
    extra_data = models.JSONField(default=dict)

    class Meta:
        db_table = "presence_records"
        constraints = [
            models.UniqueConstraint(fields=["session", "participant"], name="presence_records_session_participant"),
            models.UniqueConstraint(fields=["organization", "version"], name="presence_records_organization_version"),
        ]
        indexes = [
            models.Index(fields=["organization"], name="presence_records_organization"),
            models.Index(fields=["session"], name="presence_records_session"),
            models.Index(fields=["participant"], name="presence_records_participant"),
            models.Index(fields=["recorded_at"], name="presence_records_recorded_at"),
        ]


class SyncConflict(TenantModel, Versioned):
    """Two versions of one presence record, both kept until an administrator decides.

    Version a is what stood when version b arrived. `resolved_with_id` is the presence record that stands after the
    decision (null when the decision is "no record"); the extension `chosen_version` says a, b or other.
    """

    session = models.ForeignKey("schedule.Session", on_delete=models.PROTECT, related_name="+", db_index=False)
    participant = models.ForeignKey("roster.Participant", on_delete=models.PROTECT, related_name="+", db_index=False)
    version_a_data = models.JSONField()
    version_b_data = models.JSONField()
    resolved_with_id = UnsignedBigIntegerField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_column="resolved_by", db_index=False
    )
    # The operation that decided, where it has an id: its repeat is answered the same.
    resolved_op = FixedBytesField(length=16, null=True)
    chosen_version = models.CharField(max_length=5, null=True)  # noqa: DJ001 - null is "not decided yet"
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sync_conflicts"
        constraints = [
            models.UniqueConstraint(fields=["organization", "version"], name="sync_conflicts_organization_version")
        ]
        indexes = [
            models.Index(fields=["organization"], name="sync_conflicts_organization"),
            models.Index(fields=["session"], name="sync_conflicts_session"),
            models.Index(fields=["participant"], name="sync_conflicts_participant"),
            models.Index(fields=["resolved_with_id"], name="sync_conflicts_resolved_with"),
        ]
