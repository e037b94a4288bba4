"""audit_logs refuses DELETE, so the emptying after a committing test has to open it, and shut it again."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import TransactionTestCase


@contextmanager
def opened_while_emptying() -> Iterator[None]:
    """While this lasts, Django's emptying of the test database drops the triggers first and restores them after."""
    empty = TransactionTestCase._fixture_teardown

    def empty_with_doors_open(case: TransactionTestCase) -> None:
        # Late, because models may be imported only once Django is set up.
        from django.db import connection

        from omnipresence.audit import triggers

        triggers.remove(connection)
        try:
            empty(case)
        finally:
            triggers.install(connection)

    TransactionTestCase._fixture_teardown = empty_with_doors_open
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = empty
