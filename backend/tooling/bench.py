"""`make bench`: the measurements of docs/benchmarks.md, on a MariaDB of its own that commits to disk."""

from tooling import build, places, processes, setup, system

TABLET = ("speed_of_a_drain.py", "speed_of_a_tap.py", "speed_of_a_roster.py", "speed_of_a_start.py")
LIGHTHOUSE = places.ROOT / "tests" / "benchmarks" / "lighthouse"


def run() -> int:
    setup.development()
    if not system.has_mariadb():
        system.install("MariaDB for the benchmarks", system.MARIADB)
    setup.mysql_driver()
    paths = f"{places.BACKEND}:{places.ROOT / 'tests'}"
    server = processes.call([places.PYTHON, "-m", "benchmarks"], extra={"PYTHONPATH": paths})
    return server or _tablet()


def lighthouse() -> int:
    """`make lighthouse`"""
    setup.development()
    setup.node_modules()
    processes.need(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=LIGHTHOUSE)
    return _in_browser("points_of_lighthouse.py", {"OMNI_TEST_DB": "sqlite", "CHROME_PATH": system.browser() or ""})


def screenshots() -> int:
    """`make screenshots`"""
    setup.development()
    setup.node_modules()
    return _in_browser("pictures_of_screens.py", {"OMNI_TEST_DB": "sqlite"})


def _tablet() -> int:
    """The second part: a tablet in a real browser, on a slow line and on a slow processor."""
    return max(_in_browser(name, {}) for name in TABLET)


def _in_browser(name: str, extra: dict[str, str]) -> int:
    """A journey that is not collected as a test."""
    if not system.browser():
        system.install("Chromium", system.BROWSER)
    build.pwa()
    options = ["-c", "backend/pyproject.toml", "--rootdir", ".", "--quiet", "--capture=no"]
    command: processes.Command = [places.PYTHON, "-m", "pytest", *options, f"tests/journeys/{name}"]
    return processes.call(command, extra={"CHROMIUM": system.browser() or "", **extra})
