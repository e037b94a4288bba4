"""Makes audit_logs append-only in the database itself."""

from django.db import migrations

from omnipresence.audit import triggers


def install(apps, schema_editor):  # type: ignore[no-untyped-def]
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):  # type: ignore[no-untyped-def]
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    # The DDL of a trigger commits by itself on MySQL: there is no transaction to be in.
    atomic = False
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
