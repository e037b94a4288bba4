import django.db.models.deletion
import omnipresence.base.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("name", models.CharField(max_length=255)),
                ("slug", models.CharField(max_length=50, unique=True)),
                ("domain_type", models.CharField(max_length=50)),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                ("settings", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "organizations",
                "indexes": [models.Index(fields=["domain_type"], name="organizations_domain_type")],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("email", models.CharField(max_length=255)),
                ("password", models.CharField(db_column="password_hash", max_length=255)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("frontline", "Frontline"),
                            ("administrator", "Administrator"),
                            ("manager", "Manager"),
                            ("external", "External"),
                        ],
                        max_length=50,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("last_login", models.DateTimeField(db_column="last_login_at", null=True)),
                ("name", models.CharField(default="", max_length=255)),
                ("token_version", models.PositiveIntegerField(default=0)),
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
                "db_table": "users",
                "indexes": [
                    models.Index(fields=["organization"], name="users_organization"),
                    models.Index(fields=["role"], name="users_role"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "email"), name="users_organization_email")
                ],
            },
        ),
        migrations.CreateModel(
            name="RefreshToken",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("family", models.CharField(max_length=32)),
                ("jti", models.CharField(max_length=32, unique=True)),
                ("parent_jti", models.CharField(max_length=32, null=True, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("first_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_reason", models.CharField(default="", max_length=20)),
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
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "refresh_tokens",
                "indexes": [
                    models.Index(fields=["family"], name="refresh_tokens_family"),
                    models.Index(fields=["user"], name="refresh_tokens_user"),
                    models.Index(fields=["expires_at"], name="refresh_tokens_expires_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SyncDevice",
            fields=[
                (
                    "id",
                    omnipresence.base.fields.UnsignedBigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("device_uuid", models.CharField(max_length=36)),
                ("label", models.CharField(default="", max_length=100)),
                ("status", models.CharField(default="active", max_length=10)),
                ("last_seen_at", models.DateTimeField(null=True)),
                ("waiting_reported", models.PositiveIntegerField(default=0)),
                ("oldest_waiting_at", models.DateTimeField(null=True)),
                ("app_version", models.CharField(default="", max_length=64)),
                ("protocol", models.PositiveIntegerField(default=0)),
                ("last_cursor", omnipresence.base.fields.UnsignedBigIntegerField(default=0)),
                ("clock_offset_ms", models.BigIntegerField(default=0)),
                (
                    "last_user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                "db_table": "sync_devices",
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "device_uuid"), name="sync_devices_uuid")
                ],
            },
        ),
    ]
