"""How many syncs run at once: of each device a bounded number, and in this process so many that it asks for patience.

A long queue travels by three requests at a time, and one may be the repeat of a request whose connection broke: the
counter makes it wait for just as long as the first one takes (decision 0010). A fifth is refused.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache

from omnipresence.accounts.devices import KnownDevice
from omnipresence.sync.problems import BatchInProgress

AT_ONCE = 4
# Longer than any sync takes with all its tries. A process that dies in one takes the place away for so long at most.
HELD_SECONDS = 60
# Out of a process's eight threads.
CALM = 6
SECONDS_EACH = 10
LONGEST = 60

log = logging.getLogger("omnipresence.sync")


class _Traffic:
    """The syncs that run in this process."""

    def __init__(self) -> None:
        self.running = 0
        self._lock = threading.Lock()

    @contextmanager
    def one_more(self) -> Iterator[None]:
        with self._lock:
            self.running += 1
        try:
            yield
        finally:
            with self._lock:
                self.running -= 1


traffic = _Traffic()


@contextmanager
def turn_of(device: KnownDevice) -> Iterator[None]:
    """Let one sync of a device in; raises BatchInProgress where enough are running, in whichever process."""
    place = _take_place(device)
    try:
        with traffic.one_more():
            yield
    finally:
        if place is not None:
            _give_back(place)


def backoff() -> int:
    """Seconds that devices are asked to stay away after their sync, for as many run just now."""
    return min(LONGEST, SECONDS_EACH * max(0, traffic.running - CALM))


def _take_place(device: KnownDevice) -> str | None:
    try:
        for number in range(AT_ONCE):
            place = f"sync-{device.organization_id}-{device.pk}-{number}"
            if cache.add(place, 1, HELD_SECONDS):
                return place
    except Exception:
        # Without its cache the server still syncs: nothing but the bound is lost.
        log.exception("no bound on concurrent syncs: the cache does not answer")
        return None
    raise BatchInProgress


def _give_back(place: str) -> None:
    try:
        cache.delete(place)
    except Exception:
        log.exception("a place of a device is kept for a minute: the cache does not answer")
