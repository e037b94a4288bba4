"""What the rooms' models are made of, and the two tables that every synced write touches."""

from typing import ClassVar

from django.db import models

from omnipresence.base import clock
from omnipresence.base.fields import FixedBytesField, UnsignedBigIntegerField
from omnipresence.base.tenancy import TenantManager


class TenantModel(models.Model):
    """A row that belongs to one organization."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects: ClassVar[TenantManager] = TenantManager()  # type: ignore[type-arg]

    class Meta:
        abstract = True


class Timestamped(models.Model):
    """A row that knows when it was made and last changed; the services set both from base.clock."""

    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that devices hold a copy of.

    `version` is taken from the organization's counter by the transaction that writes the row; it is what a device
    compares and what the feed is ordered by (docs/sync.md).
    """

    version = UnsignedBigIntegerField()

    class Meta:
        abstract = True


class SyncCounter(models.Model):
    """One row an organization: the lock, the clock and the restore detector of its synced data.

    No foreign key leads here or away, so that no foreign-key check ever waits for this row.
    """

    organization_id = UnsignedBigIntegerField(primary_key=True)
    version = UnsignedBigIntegerField(default=0)
    epoch = models.CharField(max_length=36)
    horizon = UnsignedBigIntegerField(default=0)

    class Meta:
        db_table = "sync_counters"


class SyncLife(models.Model):
    """The end of one life of an organization's feed: a backup was restored and a new epoch begun.

    The numbers above `after`, up to `until`, were handed out by the life that was lost, and never will be again.
    """

    organization_id = UnsignedBigIntegerField()
    epoch = models.CharField(max_length=36)
    after = UnsignedBigIntegerField()
    until = UnsignedBigIntegerField()
    began_at = models.DateTimeField()

    class Meta:
        db_table = "sync_lives"
        constraints = [models.UniqueConstraint(fields=["organization_id", "after"], name="sync_lives_after")]


class SyncTombstone(models.Model):
    """A synced row that is gone: what tells devices to drop their copy."""

    organization_id = UnsignedBigIntegerField()
    version = UnsignedBigIntegerField()
    kind = models.CharField(max_length=32)
    record_id = UnsignedBigIntegerField()
    key = models.CharField(max_length=64)
    buried_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "sync_tombstones"
        constraints = [models.UniqueConstraint(fields=["organization_id", "version"], name="sync_tombstones_version")]
        indexes = [models.Index(fields=["organization_id", "kind", "key"], name="sync_tombstones_key")]


class JobWorker(models.Model):
    """A process that does background jobs, last heard of when."""

    name = models.CharField(max_length=100, primary_key=True)
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "job_workers"


class JobRhythm(models.Model):
    """A background job that comes again and again, and when it is due next."""

    name = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()

    class Meta:
        db_table = "job_rhythms"


class IdempotencyKey(models.Model):
    """A POST that was answered, and its answer, for a day (base/idempotency.py).

    `digest` is that of organization, caller and key; `fingerprint` that of the request. The body is sealed with a key
    that takes the caller's own Idempotency-Key to make.
    """

    digest = FixedBytesField(length=32, primary_key=True)
    fingerprint = FixedBytesField(length=32)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.TextField(default="")
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "idempotency_keys"
        indexes = [models.Index(fields=["created_at"], name="idempotency_keys_created_at")]
