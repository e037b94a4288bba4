"""Background jobs: done exactly where they were committed, by one worker each, and again where a worker died."""

import fcntl
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from omnipresence.base import clock, job_runner, jobs
from omnipresence.base.models import JobRhythm, JobWorker
from support.jobs import (
    WorkerProcess,
    fail,
    fail_twice,
    lines,
    note,
    note_and_hang_once,
    note_until_stopped,
    wait_for_lines,
    wait_for_workers,
)
from support.mariadb import PrivateMariaDB
from support.server import url_of_test_database

Workers = Callable[[], WorkerProcess]


@pytest.fixture
def runner(db: None) -> job_runner.Runner:
    """A worker in this process, whose rhythms are not due."""
    runner = job_runner.Runner()
    for name in jobs.RHYTHMS:
        JobRhythm.objects.update_or_create(name=name, defaults={"due_at": clock.now() + timedelta(days=1)})
    return runner


@pytest.fixture
def workers(transactional_db: None, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Workers]:
    """Starts real ones, and ends those that still run."""
    started: list[WorkerProcess] = []

    def start() -> WorkerProcess:
        started.append(WorkerProcess(url_of_test_database(database_server), tmp_path / "worker.log").start())
        return started[-1]

    yield start
    for worker in started:
        worker.kill()


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "lines")


def states() -> list[str]:
    """Of our own jobs, oldest first."""
    rows = DBTaskResult.objects.filter(task_path__startswith="support.").order_by("enqueued_at")
    return list(rows.values_list("status", flat=True))


def drain(runner: job_runner.Runner) -> None:
    while runner.step():
        pass


@pytest.mark.django_db(transaction=True)
def test_a_job_exists_exactly_where_its_transaction_was_committed(file: str) -> None:
    runner = job_runner.Runner()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue(note, file=file, word="undone")
        raise ZeroDivisionError
    with transaction.atomic():
        jobs.enqueue(note, file=file, word="done")
    drain(runner)
    assert [line.split()[0] for line in lines(file)] == ["done"]


def test_a_job_waits_for_its_time(runner: job_runner.Runner, file: str) -> None:
    jobs.enqueue(note, at=clock.now() + timedelta(hours=1), file=file, word="later")
    assert not runner.step()
    DBTaskResult.objects.update(run_after=clock.now())
    assert runner.step()
    assert len(lines(file)) == 1


def test_a_failed_job_is_told_and_stops_no_other(
    runner: job_runner.Runner, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    jobs.enqueue(fail, file=file)
    jobs.enqueue(note, file=file, word="next")
    with caplog.at_level(logging.ERROR, "omnipresence.jobs"):
        drain(runner)
    assert states() == ["FAILED", "SUCCESSFUL"]
    assert "this job always fails" in caplog.text
    assert Client().get("/readyz").json()["jobs"] == {"waiting": 0, "late_seconds": 0, "failed": 1, "workers": 1}


def test_a_job_that_the_database_failed_is_tried_again(runner: job_runner.Runner, file: str) -> None:
    jobs.enqueue(fail_twice, file=file)
    for _ in range(3):
        assert runner.step()
        assert not runner.step(), "not at once"
        DBTaskResult.objects.update(run_after=clock.now())
    assert (len(lines(file)), states()) == (3, ["SUCCESSFUL"])


def test_a_rhythm_is_due_once_for_all_workers(runner: job_runner.Runner, file: str) -> None:
    name = jobs.forget_finished_jobs.module_path
    JobRhythm.objects.filter(name=name).update(due_at=clock.now())
    job_runner._enqueue_due_rhythms()
    job_runner._enqueue_due_rhythms()
    assert DBTaskResult.objects.filter(task_path=name).count() == 1
    # Due again while the last one still waits: it is not put beside itself.
    JobRhythm.objects.filter(name=name).update(due_at=clock.now())
    job_runner._enqueue_due_rhythms()
    assert DBTaskResult.objects.filter(task_path=name).count() == 1


def test_old_ends_are_forgotten(runner: job_runner.Runner, file: str) -> None:
    jobs.enqueue(note, file=file, word="old")
    drain(runner)
    DBTaskResult.objects.update(finished_at=clock.now() - timedelta(days=jobs.KEPT_DAYS + 1))
    jobs.enqueue(jobs.forget_finished_jobs)
    drain(runner)
    assert states() == []


def test_what_kills_its_worker_is_given_up_in_the_end(runner: job_runner.Runner, file: str) -> None:
    jobs.enqueue(note, file=file, word="deadly")
    for _ in range(job_runner.MOST_TRIES):
        row = runner._claim()
        assert row is not None
        # As if it had been claimed by a process of this machine that is no more.
        DBTaskResult.objects.update(worker_ids=[*row.worker_ids[:-1], f"{runner.machine} 4194305 dead"])
        runner.take_up_lost_jobs()
    assert (states(), lines(file)) == (["FAILED"], [])


def test_a_silent_worker_of_another_machine_is_believed_dead_after_a_while(
    runner: job_runner.Runner, file: str
) -> None:
    jobs.enqueue(note, file=file, word="far")
    JobWorker.objects.create(name="elsewhere/1 7 x", seen_at=clock.now())
    assert runner._claim() is not None
    DBTaskResult.objects.update(worker_ids=["elsewhere/1 7 x"])
    runner.take_up_lost_jobs()
    assert states() == ["RUNNING"]
    JobWorker.objects.filter(name="elsewhere/1 7 x").update(seen_at=clock.now() - 2 * jobs.DEAD_AFTER)
    runner.take_up_lost_jobs()
    assert states() == ["READY"]


def test_several_workers_do_each_job_once(workers: Workers, file: str) -> None:
    for number in range(60):
        jobs.enqueue(note, file=file, word=str(number))
    started = [workers(), workers()]
    found = wait_for_lines(file, 60)
    # One may have done all before the other was ready to be stopped.
    wait_for_workers(2)
    assert [worker.stop() for worker in started] == [0, 0]
    assert sorted(int(line.split()[0]) for line in lines(file)) == list(range(60)), found


def test_a_job_whose_worker_was_killed_is_done_by_the_next(workers: Workers, file: str, tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        jobs.enqueue(note_and_hang_once, file=file, lock=str(lock))
        first = workers()
        wait_for_lines(file, 1)
        first.kill()
        assert states() == ["RUNNING"]
        second = workers()
        (one, other) = wait_for_lines(file, 2)
        assert one != other
        second.stop()
    assert states() == ["SUCCESSFUL"]


def test_a_worker_that_is_asked_to_stop_puts_its_long_job_back(workers: Workers, file: str) -> None:
    jobs.enqueue(note_until_stopped, file=file)
    worker = workers()
    wait_for_lines(file, 1)
    assert worker.stop() == 0
    assert states() == ["READY"]
    workers()
    wait_for_lines(file, 2)


WORKER = """
import django
django.setup()
from omnipresence.base import jobs
from omnipresence.base.job_runner import Runner
Runner()
print(*sorted(jobs.RHYTHMS))
"""


def test_a_worker_knows_every_rhythm_of_the_code() -> None:
    """In a process of its own: here the views have loaded more than a worker ever does."""
    backend = Path(job_runner.__file__).parents[2]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "omnipresence.config.settings", "SECRET_KEY": settings.SECRET_KEY}
    done = subprocess.run(
        [sys.executable, "-c", WORKER], cwd=backend, env=env, capture_output=True, text=True, check=True
    )
    rhythms = re.compile(r"^@(?:jobs\.)?every\(.*\)\ndef (\w+)", re.MULTILINE)
    written = {
        ".".join([*file.relative_to(backend).with_suffix("").parts, name])
        for file in (backend / "omnipresence").rglob("*.py")
        for name in rhythms.findall(file.read_text(encoding="utf-8"))
    }
    assert len(written) > 5
    assert set(done.stdout.split()) == written
