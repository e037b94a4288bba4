"""`manage.py purge_tombstones`: to be run now and then, so that what was deleted long ago takes no room."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from omnipresence.accounts.selectors import all_organizations
from omnipresence.base import clock
from omnipresence.sync.services.lives import purge_tombstones

DAYS = 400


class Command(BaseCommand):
    help = "Remove the tombstones of deletions older than 400 days; tablets away for longer will read anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help=f"how long tombstones stay (at least {DAYS})")

    def handle(self, *args: Any, **options: Any) -> None:
        before = clock.now() - timedelta(days=max(DAYS, options["days"]))
        # One after the other, in ascending order: each takes its organization's counter.
        for row in all_organizations():
            self.stdout.write(f"{row.slug}: {purge_tombstones(row.pk, before)}")
