"""`make test`: every suite, on MariaDB and where it matters on SQLite, and one line of counts at the end."""

import os
import time
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from tooling import build, places, processes, setup, system

REPORTS = places.VAR / "test"
TESTS = places.ROOT / "tests"
# What the suites of the second lane print, until the end.
BESIDE = REPORTS / "beside.log"
# So many runs of journeys: enough for both lanes to end at the same time, few enough that starting them costs nothing.
BATCHES = 6


@dataclass(frozen=True, slots=True)
class Count:
    """What one suite came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


@dataclass(frozen=True, slots=True)
class Batch:
    """Journeys of one run: files or folders below tests/."""

    name: str
    files: Sequence[str]


ALL = Batch("journeys", ["journeys"])


def everything() -> int:
    setup.development()
    setup.node_modules()
    _server_parts()
    # Two lanes, since much of the time is waiting: for the database's disk in the one, for browsers in the other. Both
    # take journeys when they are done with their own. What the second prints is kept until the end, so that the two can
    # be told apart. The build comes before both: no test may meet half of one.
    built = Count() if _built() else Count(failed=1)
    journeys = _batches() if not built.failed else SimpleQueue()
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(_second_lane, journeys)
        count = _pytest("mariadb", _rooms(besides="journeys")) + _share(journeys)
        count += beside.result()
    processes.say(BESIDE.read_text(errors="replace"))
    return _report([built, count])


def _second_lane(journeys: SimpleQueue[Batch]) -> Count:
    BESIDE.parent.mkdir(parents=True, exist_ok=True)
    BESIDE.write_text("")
    sqlite = ["backend", "convergence/test_model.py"]
    count = _vitest(BESIDE) + _pytest("sqlite", sqlite, {"OMNI_TEST_DB": "sqlite"}, BESIDE)
    return count + _share(journeys, BESIDE)


def _batches() -> SimpleQueue[Batch]:
    files = [f"journeys/{file.name}" for file in sorted((TESTS / "journeys").glob("test_*.py"))]
    queue: SimpleQueue[Batch] = SimpleQueue()
    for number in range(BATCHES):
        queue.put(Batch(f"journeys-{number + 1}", files[number::BATCHES]))
    return queue


def _share(journeys: SimpleQueue[Batch], log: Path | None = None) -> Count:
    """Batches until none is left: whichever lane is free takes the next."""
    count = Count()
    while True:
        try:
            batch = journeys.get_nowait()
        except Empty:
            return count
        count += _journeys(log, batch)


def long() -> int:
    """`make test-long`: random walks and simulations go on for longer, and where no run has been before."""
    os.environ["OMNI_LONG"] = "1"
    return everything()


def journeys() -> int:
    """`make e2e`"""
    setup.development()
    _server_parts()
    return _report([_journeys() if _built() else Count(failed=1)])


def architecture() -> bool:
    """The tests of the tree itself, which `make check` runs too."""
    return not _pytest("architecture", ["architecture"], {"OMNI_TEST_DB": "sqlite"}).failed


def _server_parts() -> None:
    """The database server, its driver, the browsers, and what the shell's quick start takes."""
    if not system.has_mariadb():
        system.install("MariaDB for the tests", system.MARIADB)
    setup.mysql_driver()
    if not system.has_quick_start():
        system.install("What docs/api/curl.md is run with", system.QUICK_START)
    if not system.browser():
        system.install("Chromium for the journeys", system.BROWSER)
    if not system.firefox():
        system.install_if_possible("Firefox for its journey", system.FIREFOX)


def _rooms(*, besides: str) -> list[str]:
    return sorted(folder.name for folder in TESTS.iterdir() if folder.is_dir() and folder.name != besides)


def _built() -> bool:
    """Whether there is a PWA to look at; without one no journey can pass."""
    try:
        build.pwa()
    except SystemExit as reason:
        processes.say(f"== journeys: {reason}")
        return False
    return True


def _journeys(log: Path | None = None, batch: Batch = ALL) -> Count:
    """In a browser, on the PWA as it is built."""
    return _pytest(batch.name, batch.files, {"CHROMIUM": system.browser() or ""}, log)


def _pytest(name: str, rooms: Sequence[str], extra: Mapping[str, str] | None = None, log: Path | None = None) -> Count:
    folders = [f"tests/{room}" for room in rooms if _has_tests(TESTS / room)]
    if not folders:
        processes.say(f"== {name}: no tests")
        return Count()
    options = ["-c", "backend/pyproject.toml", "--rootdir", ".", "--quiet"]
    command: processes.Command = [places.PYTHON, "-m", "pytest", *options, "--junitxml", _file(name), *folders]
    return _suite(name, command, places.ROOT, extra, log)


def _has_tests(place: Path) -> bool:
    return place.is_file() or any(place.rglob("test_*.py"))


def _vitest(log: Path | None = None) -> Count:
    reporters = ["--reporter=default", "--reporter=junit", f"--outputFile.junit={_file('vitest')}"]
    return _suite("vitest", ["npx", "--no-install", "vitest", "run", *reporters], places.PWA, None, log)


def _suite(
    name: str, command: processes.Command, cwd: Path, extra: Mapping[str, str] | None, log: Path | None = None
) -> Count:
    _say(f"== {name}", log)
    _file(name).unlink(missing_ok=True)
    started = time.monotonic()
    code = processes.call(command, cwd=cwd, extra=extra, log=log)
    count = _read(_file(name))
    if code and not count.failed:
        # It broke before or beside its tests: no counts may hide that.
        count += Count(failed=1)
    _say(f"   {name}: {time.monotonic() - started:.0f} s, exit code {code}", log)
    return count


def _file(name: str) -> Path:
    return REPORTS / f"{name}.xml"


def _say(text: str, log: Path | None) -> None:
    if log is None:
        processes.say(text)
        return
    with log.open("a") as output:
        output.write(f"{text}\n")


def _read(report: Path) -> Count:
    if not report.exists():
        return Count()
    total = Count()
    for suite in ET.parse(report).getroot().iter("testsuite"):
        number = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
        failed = number["failures"] + number["errors"]
        total += Count(number["tests"] - failed - number["skipped"], failed, number["skipped"])
    return total


def _report(counts: Sequence[Count]) -> int:
    total = sum(counts, Count())
    skipped = f", {total.skipped} skipped" if total.skipped else ""
    processes.say(f"{total.passed} passed, {total.failed} failed{skipped}")
    return 1 if total.failed or not total.passed else 0
