from django.db import migrations, models

import omnipresence.base.fields


class Migration(migrations.Migration):

    dependencies = [
        ("base", "0004_sync_lives"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("digest", omnipresence.base.fields.FixedBytesField(length=32, primary_key=True, serialize=False)),
                ("fingerprint", omnipresence.base.fields.FixedBytesField(length=32)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("headers", models.TextField(default="")),
                ("body", models.BinaryField(default=b"")),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "idempotency_keys",
                "indexes": [models.Index(fields=["created_at"], name="idempotency_keys_created_at")],
            },
        ),
    ]
