"""The process that does the jobs: takes them one at a time, and takes up those whose worker died.

Any number of workers may run. A job is claimed under a row lock that others skip (SQLite: under its one write lock, and
only when something waits: looking costs a read). A worker says every few seconds that it lives; a job whose worker
fell silent goes back into the queue. On the same machine nobody waits for that: there a dead process is seen at once.
"""

import logging
import os
import socket
import threading
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from omnipresence.base import clock, ids, jobs
from omnipresence.base.models import JobRhythm, JobWorker
from omnipresence.base.writes import Busy, is_transient, write_unversioned

log = logging.getLogger("omnipresence.jobs")

Row = DBTaskResult[Any, Any]
POLL_SECONDS = 1.0
BEAT_SECONDS = 10.0
HOUSEKEEPING_SECONDS = 5.0
OUTAGE_SECONDS = 5.0
# What killed so many workers would kill the next.
MOST_TRIES = 5
RETRY_AFTER = timedelta(seconds=15)


class Runner:
    """One worker. `run` returns when jobs.STOP is set, after the job at hand."""

    def __init__(self, *, poll_seconds: float = POLL_SECONDS) -> None:
        autodiscover_modules("jobs")
        self.machine = _machine()
        self.name = f"{self.machine} {os.getpid()} {ids.uuid4().hex[:8]}"
        self.poll_seconds = poll_seconds
        self._kept_at = float("-inf")
        self._ended = threading.Event()

    def run(self) -> None:
        """Work until asked to stop. An outage of the database is waited for, never died of."""
        heart = threading.Thread(target=self._beat, daemon=True, name="heartbeat")
        heart.start()
        while not jobs.stopping():
            close_old_connections()
            try:
                pause = 0.0 if self.step() else self.poll_seconds
            except (DatabaseError, Busy):
                log.exception("the jobs wait for the database")
                connection.close()
                pause = OUTAGE_SECONDS
            jobs.STOP.wait(pause)
        self._ended.set()
        heart.join()

    def step(self) -> bool:
        """Do the next job, if one is due; whether there was one."""
        if time.monotonic() - self._kept_at > HOUSEKEEPING_SECONDS:
            self._kept_at = time.monotonic()
            self.take_up_lost_jobs()
            _enqueue_due_rhythms()
        row = self._claim()
        if row is not None:
            self._do(row)
        return row is not None

    def alive(self) -> None:
        """Say that this worker lives."""
        JobWorker.objects.update_or_create(name=self.name, defaults={"seen_at": clock.now()})

    def take_up_lost_jobs(self) -> None:
        """Put back what a worker was doing when it died; give up what did not survive too often."""
        rows = list(DBTaskResult.objects.running())
        if not rows:
            return
        seen = JobWorker.objects.filter(seen_at__gte=clock.now() - jobs.DEAD_AFTER)
        living = {name for name in seen.values_list("name", flat=True) if not self._is_dead_here(name)}
        # Nothing is being done here at this moment: what is still marked as ours lost its end with the database.
        living -= {self.name}
        for row in rows:
            if row.worker_ids and row.worker_ids[-1] in living:
                continue
            # Only from the state that was looked at: another worker may have been faster.
            same = DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at)
            if len(row.worker_ids) >= MOST_TRIES:
                same.update(status=TaskResultStatus.FAILED, finished_at=clock.now(), traceback="Its workers died.")
                log.error("job %s (%s) is given up: its worker died %s times", row.pk, row.task_path, MOST_TRIES)
            elif same.update(status=TaskResultStatus.READY):
                log.warning("job %s (%s) is taken up again: its worker is gone", row.pk, row.task_path)

    def _claim(self) -> Row | None:
        due = DBTaskResult.objects.ready()
        if not due.order_by().exists():
            return None

        def claimed() -> Row | None:
            row = due.get_locked()
            if row is not None:
                row.claim(self.name)
            return row

        # Before anything is claimed, or others would take this worker for dead.
        self.alive()
        return write_unversioned(claimed)

    def _do(self, row: Row) -> None:
        started = time.monotonic()
        try:
            row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        except jobs.Interrupted:
            self._put_back(row, row.worker_ids[:-1])
        except Exception as error:  # noqa: BLE001 - whatever a job raises, the others go on
            self._failed(row, error)
        else:
            row.set_successful(None)
            log.info("job %s (%s) took %.1f s", row.pk, row.task_path, time.monotonic() - started)

    def _failed(self, row: Row, error: Exception) -> None:
        passing = isinstance(error, Busy) or (isinstance(error, DatabaseError) and is_transient(error))
        if passing and len(row.worker_ids) < MOST_TRIES:
            row.run_after = clock.now() + RETRY_AFTER * len(row.worker_ids)
            self._put_back(row, row.worker_ids)
            log.warning("job %s (%s) is tried again later: %s", row.pk, row.task_path, error)
        else:
            row.set_failed(error)
            log.error("job %s (%s) failed", row.pk, row.task_path, exc_info=error)

    @staticmethod
    def _put_back(row: Row, tries: list[str]) -> None:
        row.status, row.worker_ids = TaskResultStatus.READY, tries
        row.save(update_fields=["status", "worker_ids", "run_after"])

    def _beat(self) -> None:
        while not self._ended.wait(BEAT_SECONDS):
            try:
                self.alive()
            except DatabaseError:
                log.warning("the worker could not say that it lives", exc_info=True)
                connection.close()
        connection.close()

    def _is_dead_here(self, name: str) -> bool:
        machine, pid, _ = name.rsplit(" ", 2)
        return machine == self.machine and not _runs(int(pid))


def _enqueue_due_rhythms() -> None:
    for name, rhythm in jobs.RHYTHMS.items():
        now = clock.now()
        row, _ = JobRhythm.objects.get_or_create(name=name, defaults={"due_at": now})
        if row.due_at <= now and (rhythm.when is None or rhythm.when()):
            write_unversioned(partial(_enqueue_rhythm, name, rhythm, row.due_at))


def _enqueue_rhythm(name: str, rhythm: jobs.Rhythm, due: datetime) -> None:
    mine = JobRhythm.objects.filter(name=name, due_at=due).update(due_at=clock.now() + rhythm.every)
    unfinished = DBTaskResult.objects.filter(task_path=name).exclude(pk__in=DBTaskResult.objects.finished())
    if mine and not unfinished.exists():
        jobs.enqueue(rhythm.job)


def _machine() -> str:
    """This machine, and on Linux this container: only here does a process number mean a process."""
    namespace = Path("/proc/self/ns/pid")
    return f"{socket.gethostname()[:50]}/{namespace.stat().st_ino if namespace.exists() else 0}"


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
