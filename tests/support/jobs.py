"""Jobs that leave lines in a file, and real workers that do them."""

import fcntl
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.db import OperationalError

from omnipresence.base import jobs
from omnipresence.base.models import JobWorker
from support.server import SECRET_KEY, TESTS
from tooling import serve

PATIENCE = 30.0


@jobs.job
def note(file: str, word: str) -> None:
    """Leave the word and who wrote it."""
    _append(file, f"{word} {os.getpid()}")


@jobs.job
def note_and_hang_once(file: str, lock: str) -> None:
    """The first time: leave a line and wait for a lock that the test holds."""
    _append(file, f"begun {os.getpid()}")
    if len(lines(file)) == 1:
        with Path(lock).open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)


@jobs.job
def note_until_stopped(file: str) -> None:
    """As a long job does: work in pieces until the worker is asked to end."""
    _append(file, "begun")
    while len(lines(file)) == 1:
        if jobs.stopping():
            raise jobs.Interrupted
        time.sleep(0.01)


@jobs.job
def fail(file: str) -> None:
    _append(file, "failed")
    raise ValueError("this job always fails")


@jobs.job
def fail_twice(file: str) -> None:
    """As when the database is away for a moment."""
    _append(file, "tried")
    if len(lines(file)) < 3:
        raise OperationalError(1213, "database is locked")


def lines(file: str | Path) -> list[str]:
    path = Path(file)
    return path.read_text().splitlines() if path.exists() else []


def wait_for_lines(file: str | Path, count: int) -> list[str]:
    """The lines, once there are so many: another process writes them."""
    end = time.monotonic() + PATIENCE
    while len(found := lines(file)) < count:
        if time.monotonic() > end:
            raise TimeoutError(f"{found}, and no more")
        time.sleep(0.02)
    return found


def wait_for_workers(count: int) -> None:
    """Until so many have said that they live; from then on they end when they are asked to."""
    end = time.monotonic() + PATIENCE
    while JobWorker.objects.count() < count:
        if time.monotonic() > end:
            raise TimeoutError(f"fewer than {count} workers")
        time.sleep(0.02)


@dataclass
class WorkerProcess:
    """`manage.py run_jobs`, as `make run` starts it."""

    database_url: str
    log: Path
    _process: "subprocess.Popen[bytes] | None" = field(default=None)

    def start(self) -> "WorkerProcess":
        environment = {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "OMNIPRESENCE_ENV": "development",
            "PYTHONPATH": str(TESTS),
            "SECRET_KEY": SECRET_KEY,
        }
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                [*serve.worker(), "--poll", "0.05"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        return self

    def stop(self) -> int:
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        return self._end(signal.SIGKILL)

    def _end(self, number: int) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(number)
        code = self._process.wait(PATIENCE)
        self._process = None
        return code


def _append(file: str, line: str) -> None:
    # One write of a short line: processes that append at once do not tear each other's apart.
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(descriptor, f"{line}\n".encode())
    finally:
        os.close(descriptor)
