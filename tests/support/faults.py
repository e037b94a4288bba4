"""Databases that fail on order: at a statement, at COMMIT, before or after it counted, once or for good."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, connection

# What each number means is in base/writes.py. The last two have lost the connection, so they really end it.
MARIADB = {
    "deadlock victim": 1213,
    "lock wait timeout": 1205,
    "snapshot overtaken": 1020,
    "server has gone away": 2006,
    "connection lost": 2013,
}
LOST = {2006, 2013}
FAULTS = sorted(MARIADB) if connection.vendor == "mysql" else ["database is locked"]


def fail(fault: str) -> None:
    """Raise what the driver raises, in the state in which the driver would be."""
    number = MARIADB.get(fault) if connection.vendor == "mysql" else None
    connection.errors_occurred = True
    if number in LOST:
        _cut()
    raise OperationalError(number, fault) if number else OperationalError("database is locked")


def _cut() -> None:
    """Shut the socket beneath the driver, which learns of it when it next wants something."""
    with socket.socket(fileno=os.dup(connection.connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


@dataclass
class Failing:
    """Fails at the statements that `at` chooses by their number and text."""

    fault: str
    at: Callable[[int, str], bool]
    statements: list[str] = field(default_factory=list)
    failed: int = 0

    def __call__(self, execute: Any, sql: str, *args: Any) -> Any:
        self.statements.append(sql)
        if self.at(len(self.statements), sql):
            self.failed += 1
            fail(self.fault)
        return execute(sql, *args)


@contextmanager
def failing(fault: str, at: Callable[[int, str], bool]) -> Iterator[Failing]:
    """The database of this thread fails at these statements."""
    failing_ = Failing(fault, at)
    with connection.execute_wrapper(failing_):
        yield failing_


@contextmanager
def failing_commits(fault: str, *, kept: bool, times: int) -> Iterator[None]:
    """The next COMMITs of this thread fail, with their transaction `kept` by the database or not."""
    commit, left = connection._commit, times

    def commit_or_fail() -> None:
        nonlocal left
        left -= 1
        if left < 0 or kept:
            commit()
        if left >= 0:
            fail(fault)

    connection._commit = commit_or_fail
    try:
        yield
    finally:
        del connection._commit
