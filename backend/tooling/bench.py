"""`make bench`: the measurements of docs/benchmarks.md, on a MariaDB of its own that commits to disk."""

from tooling import places, processes, setup, system


def run() -> int:
    setup.development()
    if not system.has_mariadb():
        system.install("MariaDB for the benchmarks", system.MARIADB)
    setup.mysql_driver()
    paths = f"{places.BACKEND}:{places.ROOT / 'tests'}"
    return processes.call([places.PYTHON, "-m", "benchmarks"], extra={"PYTHONPATH": paths})
