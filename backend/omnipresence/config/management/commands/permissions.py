"""Writes docs/permissions.md from the contract; `make openapi` calls it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from drf_spectacular.generators import SchemaGenerator

from omnipresence.config.permission_table import permission_table


class Command(BaseCommand):
    help = "Write the table of who may do what."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        options["file"].write_text(permission_table(schema), encoding="utf-8")
