"""Forgets answers that were kept for repeated requests."""

from typing import Any

from django.core.management.base import BaseCommand

from omnipresence.base.idempotency import purge


class Command(BaseCommand):
    help = "Forget the answers to Idempotency-Keys of more than a day ago. The background worker does so every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{purge()} forgotten")
