"""`manage.py seed_demo`: the three demo organizations."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from omnipresence.config.demo.seed import DAYS, MANY_DAYS, PASSWORD, ROLES, seed_demo


class Command(BaseCommand):
    help = "Make the demo organizations, or add what they lack. Only in development."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--large", action="store_true", help="eight weeks back and four ahead, for reports")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses elsewhere: everybody knows the demo's password."""
        if not settings.ENVIRONMENT.development:
            raise CommandError("seed_demo: only in development (OMNIPRESENCE_ENV=development)")
        made_now = seed_demo(MANY_DAYS if options["large"] else DAYS)
        if not options["verbosity"]:
            return
        for made in made_now:
            self.stdout.write(f"{made.slug}: {made.participants} participants and {made.sessions} sessions added")
        accounts = ", ".join(f"{account}@example.com" for account in ROLES)
        self.stdout.write(f"Sign in as {accounts} with the password {PASSWORD}")
