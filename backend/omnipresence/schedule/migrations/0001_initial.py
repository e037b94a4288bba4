import django.db.models.deletion
import omnipresence.base.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("roster", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("version", omnipresence.base.fields.UnsignedBigIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("scheduled_start_at", models.DateTimeField()),
                ("scheduled_end_at", models.DateTimeField()),
                ("actual_start_at", models.DateTimeField(null=True)),
                ("actual_end_at", models.DateTimeField(null=True)),
                ("extra_data", models.JSONField(default=dict)),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="roster.group",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "db_table": "sessions",
                "indexes": [
                    models.Index(fields=["organization"], name="sessions_organization"),
                    models.Index(fields=["group"], name="sessions_group"),
                    models.Index(fields=["scheduled_start_at"], name="sessions_scheduled_start_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "version"), name="sessions_organization_version")
                ],
            },
        ),
    ]
