"""Statements over many rows at once, in the two dialects that the product runs on.

The number of statements must not grow with the number of rows (invariant I17), which Django's bulk methods do not
promise: on SQLite they split by 999 parameters. Table and column names come from models, values always travel as
parameters.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

Row = Sequence[Any]


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def _placeholders(columns: int, rows: int) -> str:
    return ", ".join(["(" + ", ".join(["%s"] * columns) + ")"] * rows)


def _flat(rows: Sequence[Row]) -> list[Any]:
    return [value for row in rows for value in row]


def insert_rows(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert all rows with one statement."""
    if rows:
        statement = (
            f"INSERT INTO {_quoted([table])} ({_quoted(columns)}) VALUES {_placeholders(len(columns), len(rows))}"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, _flat(rows))


def upsert_rows(
    table: str, columns: Sequence[str], rows: Sequence[Row], *, key: Sequence[str], update: Sequence[str]
) -> None:
    """Insert all rows with one statement; where the unique `key` is taken, set the columns of `update` instead."""
    if not rows:
        return
    quote = connection.ops.quote_name
    head = f"INSERT INTO {quote(table)} ({_quoted(columns)}) VALUES {_placeholders(len(columns), len(rows))}"
    if connection.vendor == "mysql":
        tail = " ON DUPLICATE KEY UPDATE " + ", ".join(f"{quote(name)} = VALUES({quote(name)})" for name in update)
    else:
        changes = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in update)
        tail = f" ON CONFLICT ({_quoted(key)}) DO UPDATE SET {changes}"
    with connection.cursor() as cursor:
        cursor.execute(head + tail, _flat(rows))


def select_by_pairs(
    table: str, columns: Sequence[str], organization_id: int, pair: tuple[str, str], values: Sequence[Row]
) -> list[tuple[Any, ...]]:
    """The rows of one organization whose two columns hold one of the given pairs; a range of the pair's unique key."""
    if not values:
        return []
    rows = _placeholders(2, len(values))
    listed = rows if connection.vendor == "mysql" else f"VALUES {rows}"
    statement = (
        f"SELECT {_quoted(columns)} FROM {_quoted([table])} "
        f"WHERE ({_quoted(pair)}) IN ({listed}) AND {_quoted(['organization_id'])} = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*_flat(values), organization_id])
        return list(cursor.fetchall())
