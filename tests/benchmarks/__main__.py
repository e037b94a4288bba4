"""`make bench`: the figures of docs/benchmarks.md. Ratios count: both sides of each run in turn, in this one run."""

import argparse
import json
import os
import sys
import traceback
from typing import Any

from benchmarks import database
from benchmarks.database import Size

from support.server import SECRET_KEY

SMALL = Size("bench_small", 10_000)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--records", type=int, default=10_000_000, help="presence records before the measurement")
    parser.add_argument("--rounds", type=int, default=15, help="how often each side runs")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    server = database.start()
    try:
        sizes = [SMALL, Size(f"bench_{given.records}", given.records)]
        figures: dict[str, Any] = {}
        for size in sizes:
            figures[size.name] = in_own_process(server.ensure_database(size.name), size, given.rounds)
        report(figures, sizes)
    finally:
        server.halt()
    return 0


def in_own_process(url: str, size: Size, rounds: int) -> dict[str, Any]:
    """Measure one database. Django reads DATABASE_URL once, so each database has its own process."""
    out = database.report_folder() / f"{size.name}.json"
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.environ.update(
                DATABASE_URL=url, SECRET_KEY=SECRET_KEY, DJANGO_SETTINGS_MODULE="omnipresence.config.settings"
            )
            import django

            django.setup()
            from benchmarks.measure import measure

            database.prepare(size)
            out.write_text(json.dumps(measure(url, rounds, crowds=size is not SMALL), indent=1))
            code = 0
        except Exception:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(f"the measurement of {size.name} failed")
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def report(figures: dict[str, Any], sizes: list[Size]) -> None:
    """The table, and all figures as JSON."""
    (database.report_folder() / "figures.json").write_text(json.dumps(figures, indent=1))
    for size in sizes:
        print(f"\n{size.records:,} records before")
        for name, value in figures[size.name].items():
            print(f"  {name:42} {value}")
    small, large = figures[sizes[0].name], figures[sizes[1].name]
    growth = large["500: ms"] / small["500: ms"]
    print(f"\na batch of 500 on {sizes[1].records:,} records costs {growth:.2f} times one on {sizes[0].records:,}")


if __name__ == "__main__":
    sys.exit(main())
