"""Ids after a restore: those that the lost life of the database gave away must never be given to anybody else.

A tablet may still hold marks on a person who walked in after the backup. Were the person's id given again, they would
become marks on somebody else.
"""

from typing import Any

from django.db import OperationalError, connection, models
from django.db.models import Max

from omnipresence.accounts.models import SyncDevice, User
from omnipresence.sync.services.pull import FEEDS

# More than any table grew between the last backup and its restore.
LEAP = 10_000_000
DENIED = 1142


class MayNotAlter(Exception):
    """The database user has no right to change tables."""


def spare_ids() -> None:
    """Let all tables that tablets know ids of begin far above what was ever given. Raises MayNotAlter.

    On MariaDB this takes the right to ALTER, and commits.
    """
    known: list[type[models.Model]] = [*(feed.model for feed in FEEDS), User, SyncDevice]
    for model in known:
        _leap(model)


def _leap(model: type[models.Model]) -> None:
    table = model._meta.db_table
    rows: Any = model._meta.base_manager
    highest = rows.aggregate(highest=Max("pk"))["highest"] or 0
    with connection.cursor() as cursor:
        if connection.vendor == "mysql":
            # What the server says may be as old as its statistics: the rows themselves are asked as well.
            cursor.execute(
                "SELECT COALESCE(auto_increment, 1) FROM information_schema.tables"
                " WHERE table_schema = DATABASE() AND table_name = %s",
                [table],
            )
            begin = max(int(cursor.fetchone()[0]), highest + 1) + LEAP
            try:
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} AUTO_INCREMENT = {begin}")
            except OperationalError as error:
                if error.args[0] == DENIED:
                    raise MayNotAlter(table) from error
                raise
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            known = cursor.fetchone()
            begin = max(known[0] if known else 0, highest) + LEAP
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, begin])
