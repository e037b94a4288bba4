"""Imports: a file, its rows, and what becomes of each."""

from django.db import models

from omnipresence.base.fields import UnsignedBigIntegerField
from omnipresence.base.models import TenantModel, Timestamped


class Import(TenantModel, Timestamped):
    """One file on its way into the roster. `status` says where it is; imports/rules.py has the steps between them.

    `columns` holds name, field and samples of each column; `done` counts the rows that the running step has behind it.
    """

    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255)
    status = models.CharField(max_length=12)
    mode = models.CharField(max_length=5, default="")
    columns = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problem = models.JSONField(null=True)
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_column="created_by", db_index=False
    )
    # Who started the writing, and from where: the rows are theirs in the audit log.
    committed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_column="committed_by", db_index=False
    )
    source_device = models.CharField(max_length=100, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "imports"
        indexes = [models.Index(fields=["organization", "id"], name="imports_organization")]


class ImportPart(TenantModel):
    """A piece of the file as it came: no packet to the database is larger than a piece."""

    parent = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="+", db_column="import_id", db_index=False
    )
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        db_table = "import_parts"
        constraints = [models.UniqueConstraint(fields=["parent", "number"], name="import_parts_number")]


class ImportRow(TenantModel):
    """A row of the file: its cells as texts, its fate, and the participant that it was about once it is written."""

    parent = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="+", db_column="import_id", db_index=False
    )
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    fate = models.CharField(max_length=10, default="")
    errors = models.JSONField(default=list)
    participant_id = UnsignedBigIntegerField(null=True)
    is_done = models.BooleanField(default=False)

    class Meta:
        db_table = "import_rows"
        constraints = [models.UniqueConstraint(fields=["parent", "number"], name="import_rows_number")]
        indexes = [models.Index(fields=["parent", "fate", "is_done", "number"], name="import_rows_fate")]
