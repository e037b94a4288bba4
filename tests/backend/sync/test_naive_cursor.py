"""Why the feed has a counter: under the same two writers, a cursor over auto-increment ids misses a change for ever."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from support.threads import Turnstile, Worker

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


def execute(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture
def _table() -> Iterator[None]:
    execute("CREATE TABLE naive_feed (id BIGINT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(20)) ENGINE=InnoDB")
    yield
    execute("DROP TABLE naive_feed")


def write(what: str, hold: Turnstile | None = None) -> None:
    with transaction.atomic():
        execute("INSERT INTO naive_feed (what) VALUES (%s)", what)
        if hold is not None:
            hold.stop_here()


class NaiveReader:
    """Asks for what has a higher id than the last one it saw."""

    def __init__(self) -> None:
        self.cursor, self.seen = 0, set[str]()

    def read(self) -> None:
        for row_id, what in execute("SELECT id, what FROM naive_feed WHERE id > %s ORDER BY id", self.cursor):
            self.cursor = row_id
            self.seen.add(what)


@pytest.mark.usefixtures("_table")
def test_i5_a_cursor_over_auto_increment_ids_misses_what_commits_late() -> None:
    reader, hold = NaiveReader(), Turnstile()
    slow = Worker(lambda: write("slow", hold))
    hold.wait_until_reached()
    Worker(lambda: write("fast")).outcome()
    reader.read()
    hold.open()
    slow.outcome()
    reader.read()
    reader.read()
    assert {what for (what,) in execute("SELECT what FROM naive_feed")} == {"slow", "fast"}
    # tests/backend/sync/test_feed.py has the same two writers and the product's reader, which sees both.
    assert reader.seen == {"fast"}
