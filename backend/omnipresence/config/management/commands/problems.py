"""Writes docs/problems.md from the classes of problems; `make openapi` calls it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from omnipresence.config.contract.problem_page import problem_page


class Command(BaseCommand):
    help = "Write the page of every problem."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        options["file"].write_text(problem_page(), encoding="utf-8")
