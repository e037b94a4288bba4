"""The database on MariaDB/MySQL, column by column, against the design and against docs/database.md."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from support import designed_tables as expected

pytestmark = [pytest.mark.django_db, pytest.mark.mariadb]
DOCS = Path(__file__).parents[3] / "docs" / "database.md"


def rows(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def columns(table: str) -> dict[str, str]:
    """Type and nullability of each column, without what differs between MariaDB and MySQL."""
    found = rows(
        "SELECT column_name, column_type, is_nullable, extra FROM information_schema.columns"
        " WHERE table_schema = DATABASE() AND table_name = %s",
        table,
    )
    checked = " ".join(
        clause
        for (clause,) in rows(
            "SELECT check_clause FROM information_schema.check_constraints"
            " WHERE constraint_schema = DATABASE() AND table_name = %s",
            table,
        )
    )
    return {name: normal(name, kind, nullable, extra, checked) for name, kind, nullable, extra in found}


def normal(name: str, kind: str, nullable: str, extra: str, checked: str) -> str:
    kind = "boolean" if kind == "tinyint(1)" else re.sub(r"^((?:big)?int)\(\d+\)", r"\1", kind)
    kind = "text" if kind == "longtext" and f"json_valid(`{name}`)" not in checked else kind
    kind = "json" if kind == "longtext" else kind
    return kind + (" auto_increment" if "auto_increment" in extra else "") + (" null" if nullable == "YES" else "")


def indexes(table: str) -> dict[tuple[str, ...], bool]:
    """The columns of each index, and whether it is unique."""
    found: dict[str, tuple[list[str], bool]] = {}
    for name, column, non_unique in rows(
        "SELECT index_name, column_name, non_unique FROM information_schema.statistics"
        " WHERE table_schema = DATABASE() AND table_name = %s ORDER BY index_name, seq_in_index",
        table,
    ):
        found.setdefault(name, ([], not non_unique))[0].append(column)
    return {tuple(names): unique for names, unique in found.values()}


@pytest.mark.parametrize("table", expected.TABLES)
def test_every_column_has_the_designed_type_and_nullability(table: str) -> None:
    designed = {name.lstrip("+"): kind for name, kind in expected.TABLES[table].items()}
    assert columns(table) == designed


@pytest.mark.parametrize("table", expected.TABLES)
def test_every_designed_index_and_unique_key_is_there(table: str) -> None:
    found = indexes(table)
    assert found[("id",)] is True
    for names in expected.UNIQUE.get(table, []):
        assert found.get(names) is True, names
    for names in expected.INDEXES[table]:
        assert names in found, names


@pytest.mark.parametrize("table", expected.FOREIGN_KEYS)
def test_every_reference_is_a_foreign_key(table: str) -> None:
    found = rows(
        "SELECT column_name, referenced_table_name FROM information_schema.key_column_usage"
        " WHERE table_schema = DATABASE() AND table_name = %s AND referenced_table_name IS NOT NULL",
        table,
    )
    assert dict(found) == expected.FOREIGN_KEYS[table]


def test_no_table_is_unaccounted_for() -> None:
    found = {
        name for (name,) in rows("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
    }
    assert found == set(expected.TABLES) | expected.EXTENSION_TABLES | expected.FRAMEWORK_TABLES


@pytest.mark.parametrize("table", sorted(set(expected.TABLES) | expected.EXTENSION_TABLES))
def test_every_own_key_is_unsigned_and_every_table_is_transactional(table: str) -> None:
    ((engine, collation),) = rows(
        "SELECT engine, table_collation FROM information_schema.tables"
        " WHERE table_schema = DATABASE() AND table_name = %s",
        table,
    )
    assert engine == "InnoDB"
    assert collation.startswith("utf8mb4_")
    for name, kind in columns(table).items():
        if name == "id" or name.endswith("_id"):
            text_or_bytes = kind.startswith(("varchar", "binary"))
            assert text_or_bytes or kind.startswith("bigint unsigned"), (name, kind)


def test_every_extension_has_its_reason_in_the_documentation() -> None:
    text = DOCS.read_text()
    for table, designed in expected.TABLES.items():
        for name in designed:
            if name.startswith("+"):
                assert f"`{table}.{name[1:]}`" in text, f"{table}.{name[1:]}"
    for table in expected.EXTENSION_TABLES:
        assert f"`{table}`" in text, table
