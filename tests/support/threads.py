"""Real threads with database connections of their own, joined within a bound."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

PATIENCE_SECONDS = 30.0


class Worker(threading.Thread):
    """Runs a function with its own connection; `outcome()` returns its value or raises its error."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._value: Any = None
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._value = self._work()
        except BaseException as error:  # noqa: BLE001 - handed on by outcome()
            self._error = error
        finally:
            connection.close()

    def outcome(self) -> Any:
        self.join(PATIENCE_SECONDS)
        if self.is_alive():
            raise TimeoutError("a worker did not end in time")
        if self._error is not None:
            raise self._error
        return self._value


class Turnstile:
    """Lets a test hold a thread at a point until another has done its part."""

    def __init__(self) -> None:
        self._reached, self._open = threading.Event(), threading.Event()

    def stop_here(self) -> None:
        self._reached.set()
        if not self._open.wait(PATIENCE_SECONDS):
            raise TimeoutError("nobody opened the turnstile")

    def wait_until_reached(self) -> None:
        if not self._reached.wait(PATIENCE_SECONDS):
            raise TimeoutError("nobody came to the turnstile")

    def open(self) -> None:
        self._open.set()
