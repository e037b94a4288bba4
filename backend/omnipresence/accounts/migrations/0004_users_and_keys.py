import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

import omnipresence.base.fields


def date_the_sign_ins(apps, schema_editor):
    """Sign-ins that are under way began when their first token was made, at the earliest known moment."""
    tokens = apps.get_model("accounts", "RefreshToken").objects
    began = dict(tokens.values_list("family").annotate(models.Min("created_at")))
    for family, moment in began.items():
        tokens.filter(family=family).update(signed_in_at=moment, last_used_at=F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_domains"),
    ]

    operations = [
        migrations.AddField("organization", "suspended_at", models.DateTimeField(null=True)),
        migrations.AddField("organization", "deleted_at", models.DateTimeField(null=True)),
        migrations.AddField("refreshtoken", "device", models.CharField(default="", max_length=36)),
        migrations.AddField("refreshtoken", "signed_in_at", models.DateTimeField(null=True)),
        migrations.AddField("refreshtoken", "last_used_at", models.DateTimeField(null=True)),
        migrations.RunPython(date_the_sign_ins, migrations.RunPython.noop),
        migrations.AlterField("refreshtoken", "signed_in_at", models.DateTimeField()),
        migrations.AlterField("refreshtoken", "last_used_at", models.DateTimeField()),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", omnipresence.base.fields.UnsignedBigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("purpose", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("organization", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organization")),
                ("user", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="invitation", to="accounts.user")),
            ],
            options={"db_table": "invitations"},
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", omnipresence.base.fields.UnsignedBigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("name", models.CharField(max_length=100)),
                ("public", models.CharField(max_length=16, unique=True)),
                ("secret_hash", models.CharField(max_length=64)),
                ("scopes", models.JSONField(default=list)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("organization", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organization")),
                ("user", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.user")),
            ],
            options={
                "db_table": "api_keys",
                "indexes": [
                    models.Index(fields=["organization"], name="api_keys_organization"),
                    models.Index(fields=["user"], name="api_keys_user"),
                ],
            },
        ),
    ]
