"""The measurements in one database: sides in turn, medians of each, ratios round by round."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.campus import Campus
from benchmarks.crowd import comeback, steady
from benchmarks.designs import PerRecord, Product, Raw, School

from support.server import Server

SIZES = (30, 500)


def timed(run: Callable[[], None]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def measure(url: str, rounds: int, *, crowds: bool) -> dict[str, Any]:
    """All figures of one database. `ratio` is rows per second of the product by those of the other side.

    `crowds` also measures many tablets at once. The server is the one that `make run` starts: one process, 8 threads.
    """
    school = School()
    server = Server(url, Path(tempfile.mkdtemp()) / "server.log").start()
    try:
        found: dict[str, Any] = {}
        product, raw, each = Product(school, server), Raw(school), PerRecord(school)
        for marks in SIZES:
            for side in (product, raw):
                side.prepare(marks)()  # warm caches and connections
            times: dict[str, list[float]] = {"product": [], "raw": [], "again": [], "each": []}
            for n in range(rounds):
                run = product.prepare(marks)
                times["product"].append(timed(run))
                times["again"].append(timed(run))
                times["raw"].append(timed(raw.prepare(marks)))
                if n % 5 == 0:
                    times["each"].append(timed(each.prepare(marks)))
            found |= summary(marks, times)
        if crowds:
            campus = Campus()
            found |= steady(campus, server.port, whole=False) | steady(campus, server.port, whole=True)
            found |= comeback(campus, server.port)
        return found
    finally:
        server.stop()


def summary(marks: int, times: dict[str, list[float]]) -> dict[str, Any]:
    ms = {name: statistics.median(values) * 1000 for name, values in times.items()}
    against_raw = [raw / product for product, raw in zip(times["product"], times["raw"], strict=True)]
    return {
        f"{marks}: ms": round(ms["product"], 2),
        f"{marks}: records a second": round(marks / ms["product"] * 1000),
        f"{marks}: raw inserts, records a second": round(marks / ms["raw"] * 1000),
        f"{marks}: ratio to raw inserts": round(statistics.median(against_raw), 2),
        f"{marks}: ratio to a serializer per record": round(ms["each"] / ms["product"], 1),
        f"{marks}: sent again, times as fast": round(ms["product"] / ms["again"], 1),
    }
