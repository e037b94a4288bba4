import django.db.models.deletion
import omnipresence.base.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
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
                ("group_type", models.CharField(max_length=50)),
                ("extra_data", models.JSONField(default=dict)),
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
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="roster.group",
                    ),
                ),
            ],
            options={
                "db_table": "groups",
                "indexes": [
                    models.Index(fields=["organization"], name="groups_organization"),
                    models.Index(fields=["parent"], name="groups_parent"),
                    models.Index(fields=["group_type"], name="groups_group_type"),
                    models.Index(fields=["is_active"], name="groups_is_active"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "version"), name="groups_organization_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
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
                ("external_id", models.CharField(max_length=100, null=True)),
                ("first_name", models.CharField(max_length=100)),
                ("last_name", models.CharField(max_length=100)),
                ("identifier", models.CharField(max_length=100)),
                ("date_of_birth", models.DateField(null=True)),
                ("extra_data", models.JSONField(default=dict)),
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
                "db_table": "participants",
                "indexes": [
                    models.Index(fields=["organization"], name="participants_organization"),
                    models.Index(fields=["is_active"], name="participants_is_active"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "identifier"), name="participants_organization_identifier"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "version"), name="participants_organization_version"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", omnipresence.base.fields.UnsignedBigIntegerField()),
                ("joined_at", models.DateTimeField()),
                ("extra_data", models.JSONField(default=dict)),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
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
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="roster.participant",
                    ),
                ),
            ],
            options={
                "db_table": "group_memberships",
                "indexes": [
                    models.Index(fields=["group"], name="group_memberships_group"),
                    models.Index(fields=["participant"], name="group_memberships_participant"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "participant"), name="group_memberships_group_participant"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "version"), name="group_memberships_organization_version"
                    ),
                ],
            },
        ),
    ]
