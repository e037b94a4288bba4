import omnipresence.base.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SyncCounter",
            fields=[
                (
                    "organization_id",
                    omnipresence.base.fields.UnsignedBigIntegerField(primary_key=True, serialize=False),
                ),
                ("version", omnipresence.base.fields.UnsignedBigIntegerField(default=0)),
                ("epoch", models.CharField(max_length=36)),
                ("horizon", omnipresence.base.fields.UnsignedBigIntegerField(default=0)),
            ],
            options={
                "db_table": "sync_counters",
            },
        ),
        migrations.CreateModel(
            name="SyncTombstone",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organization_id", omnipresence.base.fields.UnsignedBigIntegerField()),
                ("version", omnipresence.base.fields.UnsignedBigIntegerField()),
                ("kind", models.CharField(max_length=32)),
                ("record_id", omnipresence.base.fields.UnsignedBigIntegerField()),
                ("key", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "sync_tombstones",
                "indexes": [models.Index(fields=["organization_id", "kind", "key"], name="sync_tombstones_key")],
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id", "version"), name="sync_tombstones_version")
                ],
            },
        ),
    ]
