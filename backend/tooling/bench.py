"""`make bench`: the measurements of docs/benchmarks.md, on a MariaDB of its own that commits to disk."""

from tooling import build, places, processes, setup, system

TABLET = ("speed_of_a_drain.py", "speed_of_a_tap.py")


def run() -> int:
    setup.development()
    if not system.has_mariadb():
        system.install("MariaDB for the benchmarks", system.MARIADB)
    setup.mysql_driver()
    paths = f"{places.BACKEND}:{places.ROOT / 'tests'}"
    server = processes.call([places.PYTHON, "-m", "benchmarks"], extra={"PYTHONPATH": paths})
    return server or _tablet()


def _tablet() -> int:
    """The second part: a tablet in a real browser, on a slow line and on a slow processor."""
    if not system.browser():
        system.install("Chromium for the benchmarks", system.BROWSER)
    build.pwa()
    options = ["-c", "backend/pyproject.toml", "--rootdir", ".", "--quiet", "--capture=no"]
    files = [f"tests/journeys/{name}" for name in TABLET]
    return processes.call([places.PYTHON, "-m", "pytest", *options, *files], extra={"CHROMIUM": system.browser() or ""})
