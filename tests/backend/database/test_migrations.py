"""Migrations go down to nothing and up again, and arrive where they were."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ROOMS = (
    "selfservice",
    "webhooks",
    "imports",
    "sync",
    "presence",
    "schedule",
    "roster",
    "notifications",
    "audit",
    "accounts",
    "base",
)


def picture() -> dict[str, object]:
    """Every table's columns, indexes and constraints, and the triggers."""
    with connection.cursor() as cursor:
        tables = sorted(table.name for table in connection.introspection.get_table_list(cursor))
        found: dict[str, object] = {
            table: (
                sorted(
                    (column.name, str(column.type_code), column.null_ok)
                    for column in connection.introspection.get_table_description(cursor, table)
                ),
                sorted(
                    (str(details["columns"]), details["unique"], str(details["foreign_key"]))
                    for details in connection.introspection.get_constraints(cursor, table).values()
                ),
            )
            for table in tables
        }
        cursor.execute(
            "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()"
            if connection.vendor == "mysql"
            else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        found["triggers"] = sorted(name for (name,) in cursor.fetchall())
    return found


@pytest.mark.django_db(transaction=True)
def test_migrations_go_down_and_up_again_and_arrive_at_the_same_schema() -> None:
    before = picture()
    try:
        for room in ROOMS:
            call_command("migrate", room, "zero", verbosity=0)
        left = set(picture()) - {"triggers"}
        assert left <= {
            "django_migrations", "django_content_type", "auth_group", "auth_group_permissions", "auth_permission",
            "sqlite_sequence", "django_tasks_database_dbtaskresult",
        }  # fmt: skip
    finally:
        call_command("migrate", verbosity=0)
    assert picture() == before


@pytest.mark.django_db
def test_every_migration_can_be_reversed() -> None:
    graph = MigrationExecutor(connection).loader
    for (room, name), migration in graph.disk_migrations.items():
        if room in ROOMS:
            assert all(operation.reversible for operation in migration.operations), f"{room}.{name}"
