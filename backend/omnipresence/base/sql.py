"""Statements over many rows at once, in the two dialects that the product runs on.

The number of statements must not grow with the number of rows (invariant I17), which Django's bulk methods do not
promise: on SQLite they split by 999 parameters. Table and column names come from models, values always travel as
parameters.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models

Row = Sequence[Any]
T = TypeVar("T")
M = TypeVar("M", bound=models.Model)

# MariaDB turns a list of 1000 values and more into a temporary table; below, it walks the index.
IN_LIST = 900


def chunked(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The values in pieces of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def insert_rows(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert all rows with one statement."""
    if rows:
        _execute(_insert(table, columns, len(rows)), rows)


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
    _execute(_insert(table, columns, len(rows)) + tail, rows)


def rows_by_pairs(model: type[M], organization_id: int, pair: tuple[str, str], values: Sequence[Row]) -> list[M]:
    """The rows of one organization whose two columns hold one of the given pairs: ranges of the pair's index."""
    if not values:
        return []
    listed = _placeholders(2, len(values))
    if connection.vendor != "mysql":
        listed = f"VALUES {listed}"
    statement = (
        f"SELECT * FROM {_quoted([model._meta.db_table])} "  # noqa: S608 - names of models
        f"WHERE ({_quoted(pair)}) IN ({listed}) AND organization_id = %s"
    )
    return list(model._base_manager.raw(statement, [*_flat(values), organization_id]))


def _insert(table: str, columns: Sequence[str], rows: int) -> str:
    return f"INSERT INTO {_quoted([table])} ({_quoted(columns)}) VALUES {_placeholders(len(columns), rows)}"  # noqa: S608


def _execute(statement: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, _flat(rows))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def _placeholders(columns: int, rows: int) -> str:
    return ", ".join(["(" + ", ".join(["%s"] * columns) + ")"] * rows)


def _flat(rows: Sequence[Row]) -> list[Any]:
    # Moments are written as Django's own columns write them; the bare driver would drop the zone or the microseconds.
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for row in rows for value in row]
