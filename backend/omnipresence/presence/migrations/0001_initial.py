import django.db.models.deletion
import omnipresence.base.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("roster", "0001_initial"),
        ("schedule", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PresenceState",
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
                ("domain", models.CharField(max_length=50)),
                ("code", models.CharField(max_length=50)),
                ("label", models.CharField(max_length=100)),
                ("color", models.CharField(max_length=7)),
                ("sort_order", models.IntegerField()),
                ("is_default", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
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
                "db_table": "presence_states",
                "indexes": [
                    models.Index(fields=["organization"], name="presence_states_organization"),
                    models.Index(fields=["domain"], name="presence_states_domain"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "domain", "code"), name="presence_states_domain_code"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "version"), name="presence_states_organization_version"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PresenceRecord",
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
                ("recorded_at", models.DateTimeField()),
                ("source_device_id", models.CharField(max_length=100)),
                ("extra_data", models.JSONField(default=dict)),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roster.participant",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_column="recorded_by",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schedule.session",
                    ),
                ),
                (
                    "presence_state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="presence.presencestate"
                    ),
                ),
            ],
            options={
                "db_table": "presence_records",
                "indexes": [
                    models.Index(fields=["organization"], name="presence_records_organization"),
                    models.Index(fields=["session"], name="presence_records_session"),
                    models.Index(fields=["participant"], name="presence_records_participant"),
                    models.Index(fields=["recorded_at"], name="presence_records_recorded_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "participant"), name="presence_records_session_participant"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "version"), name="presence_records_organization_version"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SyncConflict",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", omnipresence.base.fields.UnsignedBigIntegerField()),
                ("version_a_data", models.JSONField()),
                ("version_b_data", models.JSONField()),
                ("resolved_with_id", omnipresence.base.fields.UnsignedBigIntegerField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                ("chosen_version", models.CharField(max_length=5, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roster.participant",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        db_column="resolved_by",
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schedule.session",
                    ),
                ),
            ],
            options={
                "db_table": "sync_conflicts",
                "indexes": [
                    models.Index(fields=["organization"], name="sync_conflicts_organization"),
                    models.Index(fields=["session"], name="sync_conflicts_session"),
                    models.Index(fields=["participant"], name="sync_conflicts_participant"),
                    models.Index(fields=["resolved_with_id"], name="sync_conflicts_resolved_with"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "version"), name="sync_conflicts_organization_version"
                    )
                ],
            },
        ),
    ]
