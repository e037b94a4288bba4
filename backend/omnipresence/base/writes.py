"""The one way to write synced data: the organization's counter first, then the rows, then commit; tried again when
the database asks for it.

Taking the counter as the first statement of the transaction gives each organization one writer at a time. Numbers
therefore become visible in the order in which they were handed out, so a reader that has seen number n will never
meet a smaller one later (invariants I5, I6), and two writers never deadlock on each other's rows.
"""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, OperationalError, connection, transaction

from omnipresence.base import ids
from omnipresence.base.models import SyncCounter
from omnipresence.base.problems import Problem

T = TypeVar("T")

# Deadlock victim (also Galera's lost certification, which MariaDB reports at COMMIT), lock wait timeout, and a
# snapshot overtaken under innodb_snapshot_isolation. Each says: nothing was kept, begin again.
TRANSIENT_MYSQL = frozenset({1213, 1205, 1020})
TRIES = 5
JITTER_SECONDS = (0.02, 0.4)


class Busy(Problem):
    """The database could not take the write within its tries; nothing was kept, the same request may come again."""

    status = 503
    code = "busy"
    title = "The server is busy; nothing was changed."
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


def write(organization_id: int, work: Callable[[Versions], T], *, count: int = 1) -> T:
    """Run `work` in one transaction that holds the organization's counter, and return what it returns.

    `count` is an upper bound of the versions that `work` takes. `work` may run several times and must start afresh
    each time: nothing of a failed try is carried over, and effects outside the database belong after the return.
    Raises Busy when every try was refused by the database. Must not be called inside another transaction.
    """

    def counted() -> T:
        last = _advance_counter(organization_id, count)
        return work(Versions(organization_id, last - count + 1, count))

    return write_unversioned(counted)


def write_unversioned(work: Callable[[], T]) -> T:
    """Run `work` in one transaction of its own, with the same tries, for rows that no device holds a copy of."""
    for attempt in range(1, TRIES + 1):
        try:
            # durable: the caller's answer may say "stored" only because this block is the outermost one.
            with transaction.atomic(durable=True):
                return work()
        except OperationalError as error:
            if not is_transient(error):
                raise
            if attempt == TRIES:
                raise Busy from error
            # Full jitter: two losers that wait equally long would meet again.
            time.sleep(random.uniform(*JITTER_SECONDS))  # noqa: S311 - spreads load, keeps no secret
    raise AssertionError("unreachable")


def is_transient(error: DatabaseError) -> bool:
    """Whether the database says that the same transaction may succeed when begun again."""
    if connection.vendor == "mysql":
        return bool(error.args) and error.args[0] in TRANSIENT_MYSQL
    return "database is locked" in str(error)


def create_counter(organization_id: int) -> None:
    """The counter row of a new organization. Harmless when it exists."""
    SyncCounter.objects.bulk_create(
        [SyncCounter(organization_id=organization_id, version=0, epoch=str(ids.uuid4()), horizon=0)],
        ignore_conflicts=True,
    )


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
        create_counter(organization_id)
    raise AssertionError(f"organization {organization_id} has no counter")
