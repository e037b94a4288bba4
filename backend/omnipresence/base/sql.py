"""Statements over many rows at once, in the two dialects that the product runs on.

The number of statements must not grow with the number of rows (invariant I17), which Django's bulk methods do not
promise: on SQLite they split by 999 parameters. Table and column names come from models.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection

from omnipresence.base.ids import uuid_bytes

Row = Sequence[Any]
T = TypeVar("T")

# MariaDB turns a list of 1000 values and more into a temporary table; below, it walks the index.
IN_LIST = 900
# Ids of devices, names of tables, codes.
SHORT = 40


def chunked(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The values in pieces of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def select(statement: str, parameters: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
    """The rows of a statement, as the driver gives them: pass moments and JSON through `moment` and json.loads.

    For the few reads that every sync makes: to have them written by the ORM costs ten times what the database takes.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def execute(statement: str, parameters: Sequence[Any]) -> None:
    """One statement that returns nothing. Moments are written as Django's own columns write them."""
    with connection.cursor() as cursor:
        cursor.execute(statement, _flat([parameters]))


def listed(ids: Iterable[int]) -> str:
    """Ids as a list for IN, which never is empty: 0 is nobody's id."""
    return f"({', '.join([str(int(one)) for one in ids]) or '0'})"


def listed_uuids(texts: Iterable[str]) -> str:
    """Ids in their canonical form as a list for IN on a column of 16 bytes; it must not be empty."""
    return "(" + ", ".join([f"X'{uuid_bytes(text).hex()}'" for text in texts]) + ")"


def insert_rows(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert all rows with one statement."""
    if rows:
        _write(_insert(table, columns), "", columns, rows)


def upsert_rows(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    *,
    key: Sequence[str],
    update: Sequence[str],
    returning: Sequence[str] = (),
) -> list[tuple[Any, ...]]:
    """Insert all rows with one statement; where the unique `key` is taken, set the columns of `update` instead.

    Returns the columns of `returning` of each row; nothing where the database cannot tell (MySQL).
    """
    if not rows:
        return []
    quote = _quote
    if connection.vendor == "mysql":
        tail = " ON DUPLICATE KEY UPDATE " + ", ".join(f"{quote(name)} = VALUES({quote(name)})" for name in update)
    else:
        changes = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in update)
        tail = f" ON CONFLICT ({_quoted(key)}) DO UPDATE SET {changes}"
    if returning and connection.features.can_return_rows_from_bulk_insert:
        tail += f" RETURNING {_quoted(returning)}"
    return _write(_insert(table, columns), tail, columns, rows)


def select_by_pairs(
    table: str, columns: Sequence[str], organization_id: int, pair: tuple[str, str], values: Sequence[tuple[int, int]]
) -> list[tuple[Any, ...]]:
    """The given columns of one organization's rows whose pair of columns holds one of the values: ranges of its index.

    The rows are the driver's own: pass moments and JSON through `moment` and json.loads.
    """
    if not values:
        return []
    # Together by the first of the pair: MariaDB plans a list of pairs three times as long as one list for each.
    seconds: dict[int, list[int]] = {}
    for one, two in values:
        seconds.setdefault(one, []).append(two)
    first, second = map(_quote, pair)
    pairs = " OR ".join([f"({first} = {int(one)} AND {second} IN {listed(some)})" for one, some in seconds.items()])
    return select(
        f"SELECT {_quoted(columns)} FROM {_quote(table)} "  # noqa: S608 - names of models, and integers
        f"WHERE ({pairs}) AND organization_id = {int(organization_id)}"
    )


def moment(value: datetime | str) -> datetime:
    """A moment as the bare driver gives it: naive on MariaDB, text on SQLite, UTC on both."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC)


def moment_text(column: str) -> str:
    """What to select where a moment is only handed on: `spelled` makes the API's text of it."""
    return f"CAST({column} AS CHAR)"


def spelled(text: str) -> str:
    """Such a moment as base.clock.rfc3339 writes it, in a tenth of the time."""
    return f"{text[:10]}T{text[11:].removesuffix('.000000')}Z"


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {_quote(table)} ({_quoted(columns)}) VALUES "  # noqa: S608 - names of models


def _write(head: str, tail: str, columns: Sequence[str], rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        if connection.vendor == "mysql":
            # Without parameters: the driver quotes those one by one in Python, which took longer than the server
            # took to store the rows. Every text still goes through the driver's own escaping.
            spell = _speller(connection.connection.string_literal)
            cursor.execute(head + ", ".join([spell(row) for row in rows]) + tail)
        else:
            cursor.execute(head + _placeholders(len(columns), len(rows)) + tail, _flat(rows))
        return list(cursor.fetchall()) if cursor.description else []


def _speller(escape: Callable[[str], bytes]) -> Callable[[Row], str]:
    """Writes rows as SQL text for MariaDB and MySQL. A type that is not listed is refused, never guessed."""
    short: dict[str, str] = {}

    def text(value: str) -> str:
        word = short.get(value)
        if word is None:
            word = escape(value).decode()
            if len(value) <= SHORT:
                # The rows of one statement share most of their short texts.
                short[value] = word
        return word

    kinds: dict[type, Callable[[Any], str]] = {
        int: str,
        str: text,
        bool: lambda value: "1" if value else "0",
        bytes: lambda value: f"X'{value.hex()}'",
        datetime: _moment_literal,
        type(None): lambda _: "NULL",
    }

    def spell(row: Row) -> str:
        try:
            return f"({', '.join([kinds[type(value)](value) for value in row])})"
        except KeyError as error:
            raise TypeError(f"no SQL literal for {error}") from error

    return spell


@lru_cache(maxsize=1024)
def _moment_literal(value: datetime) -> str:
    utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return f"'{utc.isoformat(' ', 'microseconds')[:26]}'"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(map(_quote, names))


def _quote(name: str) -> str:
    # SQLite understands these quotes as well.
    return f"`{name}`"


def _placeholders(columns: int, rows: int) -> str:
    return ", ".join(["(" + ", ".join(["%s"] * columns) + ")"] * rows)


def _flat(rows: Sequence[Row]) -> list[Any]:
    # Moments are written as Django's own columns write them; the bare driver would drop the zone.
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for row in rows for value in row]
