"""`manage.py run_jobs`: the worker of the background jobs."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.autoreload import run_with_reloader

from omnipresence.base import jobs
from omnipresence.base.job_runner import POLL_SECONDS, Runner


class Command(BaseCommand):
    help = "Do the background jobs until SIGTERM or Ctrl-C; the job at hand is finished or put back first."
    # The worker waits for a database that is away or not yet migrated.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--poll", type=float, default=POLL_SECONDS, help="seconds between two looks at the queue")
        parser.add_argument("--reload", action="store_true", help="start anew when sources change")

    def handle(self, *args: Any, **options: Any) -> None:
        runner = Runner(poll_seconds=options["poll"])
        if options["reload"]:
            run_with_reloader(runner.run)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: jobs.STOP.set())
        runner.run()
