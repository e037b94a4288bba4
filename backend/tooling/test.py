"""`make test`: every suite, on MariaDB and where it matters on SQLite, and one line of counts at the end."""

import os
import time
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tooling import build, places, processes, setup, system

REPORTS = places.VAR / "test"
TESTS = places.ROOT / "tests"


@dataclass(frozen=True, slots=True)
class Count:
    """What one suite came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def everything() -> int:
    setup.development()
    setup.node_modules()
    _server_parts()
    return _report(
        [
            _vitest(),
            _pytest("mariadb", _rooms(besides="journeys")),
            _pytest("sqlite", ["backend", "convergence/test_model.py"], {"OMNI_TEST_DB": "sqlite"}),
            _journeys(),
        ]
    )


def long() -> int:
    """`make test-long`: random walks and simulations go on for longer, and where no run has been before."""
    os.environ["OMNI_LONG"] = "1"
    return everything()


def journeys() -> int:
    """`make e2e`"""
    setup.development()
    _server_parts()
    return _report([_journeys()])


def architecture() -> bool:
    """The tests of the tree itself, which `make check` runs too."""
    return not _pytest("architecture", ["architecture"], {"OMNI_TEST_DB": "sqlite"}).failed


def _server_parts() -> None:
    """The database server, its driver and the browser."""
    if not system.has_mariadb():
        system.install("MariaDB for the tests", system.MARIADB)
    setup.mysql_driver()
    if not system.browser():
        system.install("Chromium for the journeys", system.BROWSER)


def _rooms(*, besides: str) -> list[str]:
    return sorted(folder.name for folder in TESTS.iterdir() if folder.is_dir() and folder.name != besides)


def _journeys() -> Count:
    """In a browser, on the PWA as it is built; without a build none of them can pass."""
    try:
        build.pwa()
    except SystemExit as reason:
        processes.say(f"== journeys: {reason}")
        return Count(failed=1)
    browser = {"CHROMIUM": system.browser() or ""}
    return _pytest("journeys", ["journeys"], browser)


def _pytest(name: str, rooms: Sequence[str], extra: Mapping[str, str] | None = None) -> Count:
    folders = [f"tests/{room}" for room in rooms if _has_tests(TESTS / room)]
    if not folders:
        processes.say(f"== {name}: no tests")
        return Count()
    options = ["-c", "backend/pyproject.toml", "--rootdir", ".", "--quiet"]
    command: processes.Command = [places.PYTHON, "-m", "pytest", *options, "--junitxml", _file(name), *folders]
    return _suite(name, command, places.ROOT, extra)


def _has_tests(place: Path) -> bool:
    return place.is_file() or any(place.rglob("test_*.py"))


def _vitest() -> Count:
    reporters = ["--reporter=default", "--reporter=junit", f"--outputFile.junit={_file('vitest')}"]
    return _suite("vitest", ["npx", "--no-install", "vitest", "run", *reporters], places.PWA, None)


def _suite(name: str, command: processes.Command, cwd: Path, extra: Mapping[str, str] | None) -> Count:
    processes.say(f"== {name}")
    _file(name).unlink(missing_ok=True)
    started = time.monotonic()
    code = processes.call(command, cwd=cwd, extra=extra)
    count = _read(_file(name))
    if code and not count.failed:
        # It broke before or beside its tests: no counts may hide that.
        count += Count(failed=1)
    processes.say(f"   {name}: {time.monotonic() - started:.0f} s, exit code {code}")
    return count


def _file(name: str) -> Path:
    return REPORTS / f"{name}.xml"


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
