"""Shuts an organization, or opens it again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from omnipresence.accounts.selectors import all_organizations
from omnipresence.accounts.services.close_organization import COLUMNS, close_organization


class Command(BaseCommand):
    help = "Suspends or deletes an organization: nobody gets in from that moment on. Or takes that back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=list(COLUMNS))
        parser.add_argument("slug")

    def handle(self, *args: Any, **options: Any) -> None:
        found = next((row for row in all_organizations() if row.slug == options["slug"]), None)
        if found is None:
            raise CommandError(f"There is no organization {options['slug']}.")
        row = close_organization(found, options["action"])
        self.stdout.write(f"{row.slug} is {'open' if row.is_open else 'shut'}")
