"""What makes audit_logs append-only in the database itself, whoever holds the connection (R7.2).

Three doors are shut: UPDATE, DELETE, and the side doors around them. REPLACE INTO deletes without firing DELETE
triggers on SQLite (unless a pragma of the connection says so), so there an INSERT that would take the place of a row
is refused. TRUNCATE fires no trigger on MariaDB and MySQL, but they refuse it on a table that a foreign key leads to:
the table audit_guards exists for that foreign key alone. docs/database.md names what remains for privileges.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "audit_logs is append-only"
REFUSE = f"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{MESSAGE}'"

INSTALL = {
    "mysql": (
        f"CREATE TRIGGER audit_logs_no_update BEFORE UPDATE ON audit_logs FOR EACH ROW {REFUSE}",
        f"CREATE TRIGGER audit_logs_no_delete BEFORE DELETE ON audit_logs FOR EACH ROW {REFUSE}",
    ),
    "sqlite": (
        f"CREATE TRIGGER audit_logs_no_update BEFORE UPDATE ON audit_logs BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        f"CREATE TRIGGER audit_logs_no_delete BEFORE DELETE ON audit_logs BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        "CREATE TRIGGER audit_logs_no_replace BEFORE INSERT ON audit_logs "
        "WHEN EXISTS (SELECT 1 FROM audit_logs WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ),
}
NAMES = ("audit_logs_no_update", "audit_logs_no_delete", "audit_logs_no_replace")


def install(connection: BaseDatabaseWrapper) -> None:
    """Shut the doors; existing triggers of these names are replaced."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in INSTALL[connection.vendor]:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Open them again: for migrations backwards, and for test databases that are emptied between tests."""
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
