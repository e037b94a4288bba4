"""Work for later, done by a process of its own (base/job_runner.py); docs/operating.md tells how it is run.

    @jobs.job
    def deliver(delivery_id: int) -> None: ...

    jobs.enqueue(deliver, delivery_id=7)

A job is a row in the same database, so it exists exactly where the transaction that asked for it was committed. It runs
at least once: after a power cut it runs again from its beginning, and has to find out by itself what is done already.
Jobs live in a room's jobs.py; their arguments are JSON.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from omnipresence.base import clock, idempotency
from omnipresence.base.models import JobWorker

Job = Task[Any, Any]
KEPT_DAYS = 14
# Of what comes again and again, a success says little.
RHYTHMS_KEPT_DAYS = 1
# A worker that was not heard of for so long is gone: longer than any transaction holds SQLite's only write lock.
DEAD_AFTER = timedelta(seconds=60)
STOP = Event()


class Interrupted(Exception):
    """Raised by a job that was asked to stop: it goes back into the queue and does not count as a try."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A job without arguments that is due again and again; with `when`, only while that says so."""

    job: Job
    every: timedelta
    when: Callable[[], bool] | None = None


RHYTHMS: dict[str, Rhythm] = {}


def job(function: Callable[..., None]) -> Job:
    """Make a job of a function at the top of a module."""
    made: Job = task(function)
    return made


def enqueue(job: Job, *, at: datetime | None = None, **arguments: Any) -> None:
    """Have the job done once the caller's transaction is committed, not before `at`."""
    (job.using(run_after=at) if at else job).enqueue(**arguments)


def every(seconds: int, when: Callable[[], bool] | None = None) -> Callable[[Callable[[], None]], Job]:
    """Make a job that is due every so often, once for all workers together, and never beside itself.

    `when` is a cheap look whether there is anything to do: a job that comes every few seconds leaves no rows then.
    """

    def registered(function: Callable[[], None]) -> Job:
        made = job(function)
        RHYTHMS[made.module_path] = Rhythm(made, timedelta(seconds=seconds), when)
        return made

    return registered


def stopping() -> bool:
    """Whether this process is asked to end: a long job looks now and then, and raises Interrupted."""
    return STOP.is_set()


@dataclass(frozen=True, slots=True)
class Health:
    """What operators want to know. `late_seconds` is how long the oldest job waits that is due already."""

    waiting: int
    late_seconds: int
    failed: int
    workers: int


def health() -> Health:
    """The queue as it stands; `failed` counts the jobs of the last day that failed for good."""
    now = clock.now()
    due = DBTaskResult.objects.ready().order_by("enqueued_at")
    oldest = due.first()
    return Health(
        waiting=due.count(),
        late_seconds=int((now - max(oldest.enqueued_at, _due_at(oldest))).total_seconds()) if oldest else 0,
        failed=DBTaskResult.objects.failed().filter(finished_at__gte=now - timedelta(days=1)).count(),
        workers=JobWorker.objects.filter(seen_at__gte=now - DEAD_AFTER).count(),
    )


@every(seconds=3600)
def forget_finished_jobs() -> None:
    """Rows of jobs that ended long ago, and workers that are gone."""
    long_ago = clock.now() - timedelta(days=KEPT_DAYS)
    DBTaskResult.objects.finished().filter(finished_at__lt=long_ago).delete()
    yesterday = clock.now() - timedelta(days=RHYTHMS_KEPT_DAYS)
    DBTaskResult.objects.successful().filter(task_path__in=list(RHYTHMS), finished_at__lt=yesterday).delete()
    JobWorker.objects.filter(seen_at__lt=long_ago).delete()


@every(seconds=3600)
def forget_answers() -> None:
    """Answers that were kept for repeated requests; `manage.py purge_idempotency_keys` does the same by hand."""
    idempotency.purge()


def _due_at(row: "DBTaskResult[Any, Any]") -> datetime:
    # The library keeps "at once" as a moment far in the future.
    due: datetime = row.run_after
    return due if due <= clock.now() else row.enqueued_at
