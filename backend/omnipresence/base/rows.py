"""Rows as the audit log writes them: by the names of their columns."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models

Values = dict[str, Any]


def columns(row: models.Model, leave_out: Collection[str] = ()) -> Values:
    """All columns of a row and their values, but for the id and what is left out."""
    return {
        str(field.column): getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.column not in leave_out
    }


def change(row: models.Model, values: Mapping[str, Any]) -> tuple[Values, Values]:
    """Set the fields that differ, and return their columns' old and new values; both empty when nothing differs."""
    old, new = {}, {}
    for name, value in values.items():
        field: Any = row._meta.get_field(name)
        before = getattr(row, field.attname)
        after = value.pk if isinstance(value, models.Model) else value
        if before != after:
            old[field.column], new[field.column] = before, after
            setattr(row, field.attname, after)
    return old, new
