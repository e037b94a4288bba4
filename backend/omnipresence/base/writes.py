"""The one way to write synced data: the organization's counter first, then the rows, then commit; tried again when
the database asks for it.

Taking the counter as the first statement of the transaction gives each organization one writer at a time. Numbers
therefore become visible in the order in which they were handed out, so a reader that has seen number n will never
meet a smaller one later (invariants I5, I6), and two writers never deadlock on each other's rows.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.apps import apps
from django.db import DatabaseError, OperationalError, connection, transaction

from omnipresence.base import ids
from omnipresence.base.models import SyncCounter, SyncTombstone, Versioned
from omnipresence.base.problems import Problem

T = TypeVar("T")

# Deadlock victim (also Galera's lost certification, which MariaDB reports at COMMIT), lock wait timeout, and a
# snapshot overtaken under innodb_snapshot_isolation. Each says: nothing was kept, begin again.
TRANSIENT_MYSQL = frozenset({1213, 1205, 1020})
# The connection broke, or none is to be had: the server undoes what was not committed.
LOST_MYSQL = frozenset({2002, 2003, 2006, 2013})
# The server takes no writes for now: no room on the disk (1021, 1026, 1114), read-only (1036, 1290, 1792, 1836), too
# many connections (1040, 1203, 1226), shutting down, a node that is out of its cluster, a statement that was killed.
UNABLE_MYSQL = frozenset({1021, 1026, 1036, 1040, 1047, 1053, 1114, 1203, 1226, 1290, 1317, 1792, 1836, 1927})
UNABLE_SQLITE = ("database is locked", "database or disk is full", "attempt to write a readonly database")
# The schema is a release before or ahead of the code: somebody is migrating. No operation can be the cause of that.
MIGRATING_MYSQL = frozenset({1054, 1146, 1364, 1412})
MIGRATING_SQLITE = ("no such column", "no such table", "has no column named")
LOCK_TIMEOUT_MYSQL = 1205
TRIES = 5
JITTER_SECONDS = (0.02, 0.4)


_JOINED: ContextVar[bool] = ContextVar("joined", default=False)


class Busy(Problem):
    """The database could not do its part within its tries; the same request may come again."""

    status = 503
    code = "busy"
    title = "The server is busy; send the same again later."
    retry_after = 3


class Versions:
    """The numbers that one transaction took from its organization's counter, handed out in order.

    Numbers that stay unused are gaps and harm nobody.
    """

    def __init__(self, organization_id: int, first: int, count: int) -> None:
        self.organization_id = organization_id
        self._next = first
        self._end = first + count

    def take(self) -> int:
        """The next number. Takes more from the counter when the estimate was too small: its lock is held already."""
        if self._next == self._end:
            last = _advance_counter(self.organization_id, 1)
            self._next, self._end = last, last + 1
        number = self._next
        self._next += 1
        return number


def write(organization_id: int, work: Callable[[Versions], T], *, count: int = 1, repeatable: bool = False) -> T:
    """Run `work` in one transaction that holds the organization's counter, and return what it returns.

    `count` is an upper bound of the versions that `work` takes. `work` may run several times and must start afresh
    each time: nothing of a failed try is carried over, and effects outside the database belong after the return.
    `repeatable` says that it finds out by itself whether an earlier try was kept: it runs again even when the
    connection broke at COMMIT, where nobody knows. Raises Busy when every try was refused by the database. Must not
    be called inside another transaction.
    """

    def counted() -> T:
        last = _advance_counter(organization_id, count)
        return work(Versions(organization_id, last - count + 1, count))

    return write_unversioned(counted, repeatable=repeatable)


def write_unversioned(work: Callable[[], T], *, repeatable: bool = False) -> T:
    """Run `work` in one transaction of its own, with the same tries, for rows that no device holds a copy of."""
    if _JOINED.get():
        return work()
    for attempt in range(1, TRIES + 1):
        at_commit = False
        try:
            # durable: the caller's answer may say "stored" only because this block is the outermost one.
            with transaction.atomic(durable=True):
                done = work()
                at_commit = True
            return done
        except OperationalError as error:
            unknown = at_commit and _number(error) in LOST_MYSQL and not repeatable
            if unknown or not is_transient(error):
                raise
            if attempt == TRIES:
                raise Busy from error
            # Full jitter: two losers that wait equally long would meet again.
            time.sleep(random.uniform(*JITTER_SECONDS))  # noqa: S311 - spreads load, keeps no secret
    raise AssertionError("unreachable")


@contextmanager
def joined() -> Iterator[None]:
    """Let writes inside take part in the transaction that is open, which tries again as a whole (base.idempotency)."""
    token = _JOINED.set(True)
    try:
        yield
    finally:
        _JOINED.reset(token)


def is_lock_timeout(error: DatabaseError) -> bool:
    """Whether somebody else held a row's lock for longer than one waits."""
    return connection.vendor == "mysql" and _number(error) == LOCK_TIMEOUT_MYSQL


def is_transient(error: DatabaseError) -> bool:
    """Whether the same transaction may succeed when it is begun again: nothing is wrong with what it wants."""
    if connection.vendor == "mysql":
        return _number(error) in TRANSIENT_MYSQL | LOST_MYSQL | UNABLE_MYSQL | MIGRATING_MYSQL
    return any(reason in str(error) for reason in UNABLE_SQLITE + MIGRATING_SQLITE)


def _number(error: DatabaseError) -> object:
    return error.args[0] if error.args else None


def create_counter(organization_id: int, version: int = 0) -> None:
    """The counter row of a new organization. Harmless when it exists."""
    SyncCounter.objects.bulk_create(
        [SyncCounter(organization_id=organization_id, version=version, epoch=str(ids.uuid4()), horizon=0)],
        ignore_conflicts=True,
    )


def restore_counter(organization_id: int) -> None:
    """The counter row of an organization that has lost it, above every number that stands in a row.

    Its epoch is new, so devices begin anew. Several may come at once: one of them makes it, the others find it.
    """
    synced = [model for model in apps.get_models() if issubclass(model, (Versioned, SyncTombstone))]
    parts = [
        f"SELECT MAX(version) AS version FROM {connection.ops.quote_name(model._meta.db_table)} "  # noqa: S608 - models
        "WHERE organization_id = %s"
        for model in synced
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COALESCE(MAX(version), 0) FROM ({' UNION ALL '.join(parts)}) AS versions",  # noqa: S608
            [organization_id] * len(parts),
        )
        highest = int(cursor.fetchone()[0])
    create_counter(organization_id, highest)


def _advance_counter(organization_id: int, count: int) -> int:
    """Move the counter on by `count`, keep its row locked until commit, and return its new value."""
    for _ in range(2):
        with connection.cursor() as cursor:
            if connection.vendor == "mysql":
                # One statement locks, adds and answers: LAST_INSERT_ID(expr) comes back with the statement's OK.
                cursor.execute(
                    "UPDATE sync_counters SET version = LAST_INSERT_ID(version + %s) WHERE organization_id = %s",
                    [count, organization_id],
                )
                if cursor.rowcount:
                    return int(cursor.lastrowid)
            else:
                # BEGIN IMMEDIATE (see the settings) holds SQLite's only write lock already.
                cursor.execute(
                    "UPDATE sync_counters SET version = version + %s WHERE organization_id = %s RETURNING version",
                    [count, organization_id],
                )
                row = cursor.fetchone()
                if row:
                    return int(row[0])
        # Restored or hand-made organizations may lack the row; INSERT IGNORE is free of races.
        restore_counter(organization_id)
    raise AssertionError(f"organization {organization_id} has no counter")
