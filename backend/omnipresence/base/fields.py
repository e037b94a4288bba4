"""Column types that Django does not ship: unsigned 64-bit keys and 16-byte ids."""

import uuid
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class UnsignedBigAutoField(models.BigAutoField):
    """BIGINT UNSIGNED AUTO_INCREMENT, and BIGINT UNSIGNED in the foreign keys to it; SQLite has its integer."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        if connection.vendor == "mysql":
            return "bigint UNSIGNED AUTO_INCREMENT"
        return super().db_type(connection)

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        if connection.vendor == "mysql":
            return "bigint UNSIGNED"
        return super().rel_db_type(connection)


class UnsignedBigIntegerField(models.BigIntegerField):
    """BIGINT UNSIGNED without Django's CHECK: the column type itself refuses what is negative."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        if connection.vendor == "mysql":
            return "bigint UNSIGNED"
        return super().db_type(connection)


class FixedBytesField(models.BinaryField):
    """BINARY(n): exact bytes, short enough for a key; SQLite has its blob."""

    def __init__(self, *args: Any, length: int, **kwargs: Any) -> None:
        self.length = length
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "length": self.length}

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return f"binary({self.length})" if connection.vendor == "mysql" else "blob"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        return value.bytes if isinstance(value, uuid.UUID) else value
