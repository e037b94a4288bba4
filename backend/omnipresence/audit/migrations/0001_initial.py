import django.db.models.deletion
import omnipresence.base.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditLog",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table_name", models.CharField(max_length=100)),
                ("record_id", omnipresence.base.fields.UnsignedBigIntegerField()),
                ("action", models.CharField(max_length=20)),
                ("old_values", models.JSONField(null=True)),
                ("new_values", models.JSONField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("source_device", models.CharField(max_length=100)),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_column="changed_by",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "db_table": "audit_logs",
                "indexes": [
                    models.Index(fields=["organization"], name="audit_logs_organization"),
                    models.Index(fields=["table_name", "record_id"], name="audit_logs_table_record"),
                    models.Index(fields=["changed_by"], name="audit_logs_changed_by"),
                    models.Index(fields=["changed_at"], name="audit_logs_changed_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditGuard",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audit_log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.auditlog"
                    ),
                ),
            ],
            options={
                "db_table": "audit_guards",
            },
        ),
    ]
