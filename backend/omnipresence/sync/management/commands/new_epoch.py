"""`manage.py new_epoch`: to be run once after a backup was restored, before tablets are let in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from omnipresence.accounts.selectors import all_organizations
from omnipresence.sync.services.lives import new_epoch
from omnipresence.sync.services.spare_ids import MayNotAlter, spare_ids


class Command(BaseCommand):
    help = "Make every tablet read anew and send again what was acknowledged in the last days: after a restore."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--organization", metavar="SLUG")
        which.add_argument("--all", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [row for row in all_organizations() if options["all"] or row.slug == options["organization"]]
        if not rows:
            raise CommandError("new_epoch: there is no such organization")
        try:
            # First: nothing may be given away in a new epoch before the ids of the lost one are out of reach.
            spare_ids()
        except MayNotAlter as error:
            raise CommandError(
                f"new_epoch: the database user may not ALTER {error}; run this as the user of the migrations"
            ) from error
        for row in rows:
            self.stdout.write(f"{row.slug}: {new_epoch(row.pk)}")
