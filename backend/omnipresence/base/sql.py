"""Statements over many rows at once, in the two dialects that the product runs on.

The number of statements must not grow with the number of rows (invariant I17), which Django's bulk methods do not
promise: on SQLite they split by 999 parameters. Table and column names come from models.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import connection

Row = Sequence[Any]
T = TypeVar("T")

# MariaDB turns a list of 1000 values and more into a temporary table; below, it walks the index.
IN_LIST = 900


def chunked(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The values in pieces of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def insert_rows(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert all rows with one statement."""
    if rows:
        _write(_insert(table, columns), "", columns, rows)


def upsert_rows(
    table: str, columns: Sequence[str], rows: Sequence[Row], *, key: Sequence[str], update: Sequence[str]
) -> None:
    """Insert all rows with one statement; where the unique `key` is taken, set the columns of `update` instead."""
    if not rows:
        return
    quote = connection.ops.quote_name
    if connection.vendor == "mysql":
        tail = " ON DUPLICATE KEY UPDATE " + ", ".join(f"{quote(name)} = VALUES({quote(name)})" for name in update)
    else:
        changes = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in update)
        tail = f" ON CONFLICT ({_quoted(key)}) DO UPDATE SET {changes}"
    _write(_insert(table, columns), tail, columns, rows)


def select_by_pairs(
    table: str, columns: Sequence[str], organization_id: int, pair: tuple[str, str], values: Sequence[tuple[int, int]]
) -> list[tuple[Any, ...]]:
    """The given columns of one organization's rows whose pair of columns holds one of the values: ranges of its index.

    The rows are the driver's own: pass moments and JSON through `moment` and json.loads.
    """
    if not values:
        return []
    listed = ", ".join(f"({int(one)}, {int(two)})" for one, two in values)
    if connection.vendor != "mysql":
        listed = f"VALUES {listed}"
    statement = (
        f"SELECT {_quoted(columns)} FROM {_quoted([table])} "  # noqa: S608 - names of models, and integers
        f"WHERE ({_quoted(pair)}) IN ({listed}) AND organization_id = {int(organization_id)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def moment(value: datetime | str) -> datetime:
    """A moment as the bare driver gives it: naive on MariaDB, text on SQLite, UTC on both."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC)


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {_quoted([table])} ({_quoted(columns)}) VALUES "  # noqa: S608 - names of models


def _write(head: str, tail: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "mysql":
            # Without parameters: the driver quotes those one by one in Python, which took longer than the server
            # took to store the rows. Every text still goes through the driver's own escaping.
            escape = connection.connection.string_literal
            cursor.execute(head + ", ".join([_literals(row, escape) for row in rows]) + tail)
        else:
            cursor.execute(head + _placeholders(len(columns), len(rows)) + tail, _flat(rows))


def _literals(row: Row, escape: Callable[[str], bytes]) -> str:
    """One row as SQL text for MariaDB and MySQL. A type that is not listed is refused, never guessed."""
    words = []
    for value in row:
        kind = type(value)
        if kind is int:
            words.append(str(value))
        elif value is None:
            words.append("NULL")
        elif kind is str:
            words.append(escape(value).decode())
        elif kind is datetime:
            words.append(f"'{value.astimezone(UTC).replace(tzinfo=None).isoformat(' ', 'microseconds')}'")
        elif kind is bytes:
            words.append(f"X'{value.hex()}'")
        elif kind is bool:
            words.append("1" if value else "0")
        else:
            raise TypeError(f"no SQL literal for {kind.__name__}")
    return f"({', '.join(words)})"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def _placeholders(columns: int, rows: int) -> str:
    return ", ".join(["(" + ", ".join(["%s"] * columns) + ")"] * rows)


def _flat(rows: Sequence[Row]) -> list[Any]:
    # Moments are written as Django's own columns write them; the bare driver would drop the zone.
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for row in rows for value in row]
