"""Counts of what somebody did within a window of time, shared by every process of one machine, or of several.

A window begins with the first thing that is counted in it. The file costs a request some microseconds and no write to
the database; a shared cache (CACHE_URL=redis://…) is for several machines.
"""

import fcntl
import hashlib
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache as once
from typing import Protocol

from django.conf import settings
from django.core.cache import cache

from omnipresence.base import clock


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there were in the window that runs, this one included, and in how many seconds it ends."""

    count: int
    seconds_left: float


class Tallies(Protocol):
    """Where counts are kept."""

    def count(self, name: str, window: float) -> Tally:
        """Count one more of `name`, in a window of so many seconds."""

    def look(self, name: str, window: float) -> Tally:
        """Where `name` stands, without counting."""

    def forget(self) -> None:
        """Begin anew: for tests."""


@once
def tallies() -> Tallies:
    """The place that CACHE_URL names."""
    return SharedFile(settings.TALLY_FILE) if settings.TALLY_FILE else SharedCache()


class SharedFile:
    """A table of fixed size in a file, of which each process locks the few bytes that it changes.

    A name has its place in one bucket of eight. Which bucket it is depends on the secret key, so nobody can crowd
    somebody else's out on purpose; where a bucket is full, the name with the fewest tries gives way. A process that
    is killed leaves no lock behind.
    """

    SLOT = struct.Struct("<16sdQ")
    WAYS = 8
    BUCKETS = 16_384
    EMPTY = bytes(SLOT.size * WAYS)

    def __init__(self, path: str) -> None:
        self.path = path
        self._threads = threading.Lock()
        self._opened: tuple[int, int] | None = None

    def count(self, name: str, window: float) -> Tally:
        return self._add(1, name, window)

    def look(self, name: str, window: float) -> Tally:
        return self._add(0, name, window)

    def forget(self) -> None:
        with self._threads:
            os.ftruncate(self._file(), 0)

    def _add(self, more: int, name: str, window: float) -> Tally:
        digest = hashlib.blake2b(name.encode("utf-8", "replace"), key=_key(), digest_size=16).digest()
        start = int.from_bytes(digest[:4], "little") % self.BUCKETS * len(self.EMPTY)
        with self._locked(start) as file:
            # Read when it is this process's turn: a window that begins later than "now" is taken for a clock set back.
            now = clock.now().timestamp()
            bucket = os.pread(file, len(self.EMPTY), start).ljust(len(self.EMPTY), b"\0")
            slots = list(self.SLOT.iter_unpack(bucket))
            place = self._place(slots, digest, now)
            known, end, count = slots[place]
            # A clock that was set back must not make a window last for years.
            if known != digest or not now < end <= now + window:
                end, count = now + window, 0
            # Looking takes nobody's place.
            if more:
                os.pwrite(file, self.SLOT.pack(digest, end, count + more), start + place * self.SLOT.size)
        return Tally(count + more, end - now)

    def _place(self, slots: list[tuple[bytes, float, int]], digest: bytes, now: float) -> int:
        mine = next((place for place, slot in enumerate(slots) if slot[0] == digest), None)
        if mine is not None:
            return mine
        # What is over first, then whoever tried least.
        return min(range(self.WAYS), key=lambda place: (slots[place][1] > now, slots[place][2]))

    @contextmanager
    def _locked(self, start: int) -> Iterator[int]:
        # The file's lock is between processes; threads of one process would share it.
        with self._threads:
            file = self._file()
            fcntl.lockf(file, fcntl.LOCK_EX, len(self.EMPTY), start)
            try:
                yield file
            finally:
                fcntl.lockf(file, fcntl.LOCK_UN, len(self.EMPTY), start)

    def _file(self) -> int:
        # By process: a fork would share the place in the file's table of locks.
        if self._opened is None or self._opened[0] != os.getpid():
            self._opened = (os.getpid(), os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return self._opened[1]


class SharedCache:
    """Django's cache, whose `add` and `incr` are atomic where it is shared (Redis). Windows stand on the clock."""

    def count(self, name: str, window: float) -> Tally:
        key, spent = self._key(name, window)
        if cache.add(key, 1, timeout=window * 2):
            return Tally(1, window - spent)
        try:
            return Tally(int(cache.incr(key)), window - spent)
        except ValueError:
            # Pushed out between the two.
            return Tally(1, window - spent)

    def look(self, name: str, window: float) -> Tally:
        key, spent = self._key(name, window)
        return Tally(int(cache.get(key, 0)), window - spent)

    def forget(self) -> None:
        cache.clear()

    def _key(self, name: str, window: float) -> tuple[str, float]:
        """Of the window that runs, and how much of it is over."""
        digest = hashlib.blake2b(name.encode("utf-8", "replace"), key=_key(), digest_size=16).hexdigest()
        # Windows of different names end at different moments, so nobody's limits are renewed all at once.
        now = clock.now().timestamp() + int(digest[:8], 16) % window
        number, spent = divmod(now, window)
        return f"tally:{digest}:{int(number)}", spent


@once
def _key() -> bytes:
    return hashlib.sha256(settings.SECRET_KEY.encode()).digest()
