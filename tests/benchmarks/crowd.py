"""Many tablets at once: fifty that send without a pause, and five hundred that come back after an outage."""

import asyncio
import gzip
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from benchmarks.campus import CLASSES, PUPILS, Campus, Tablet

OK = 200
BUSY = frozenset({429, 502, 503, 504})
TURNS = 10
DEVICES = 500
WITHIN = 10.0
SEED = 1


@dataclass
class Link:
    """One connection of one tablet, kept open; what it saw goes into `seen`."""

    port: int
    seen: "Seen"
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: bytes, access: str = "") -> tuple[int, dict[str, str], bytes]:
        """One request and its answer; OSError or EOFError when the connection breaks."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        begin = time.perf_counter()
        writer.write(
            f"POST /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Accept-Encoding: gzip\r\nAuthorization: Bearer {access}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        data = await reader.readexactly(int(headers["content-length"]))
        status = int(first.split()[1])
        self.seen.statuses[status] += 1
        self.seen.times.setdefault(path, []).append(time.perf_counter() - begin)
        if headers.get("connection") == "close":
            self.close()
        return status, headers, data

    async def patient(self, path: str, body: bytes, access: str = "") -> bytes:
        """The same until it is answered with 200, as a tablet does it: it waits longer each time, and never equally."""
        pause = 1.0
        while True:
            try:
                status, headers, data = await self.post(path, body, access)
                if status == OK:
                    return data
                if status not in BUSY:
                    raise RuntimeError(f"{status}: {data[:200]!r}")
                pause = max(pause, float(headers.get("retry-after", "0")))
            except (OSError, EOFError):
                self.seen.broken += 1
                self.close()
            self.seen.retries += 1
            await asyncio.sleep(pause * random.uniform(1, 2))  # noqa: S311 - spreads load, keeps no secret
            pause *= 2

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
        self.streams = None


@dataclass
class Seen:
    """What all tablets of a measurement saw."""

    statuses: Counter[int] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=dict)
    retries: int = 0
    broken: int = 0

    def figures(self, name: str, seconds: float, marks: int) -> dict[str, Any]:
        took = sorted(self.times["sync"])
        return {
            f"{name}: p50 ms": round(took[len(took) // 2] * 1000),
            f"{name}: p99 ms": round(took[min(len(took) - 1, len(took) * 99 // 100)] * 1000),
            f"{name}: all done after s": round(seconds, 1),
            f"{name}: marks a second": round(marks / seconds),
            f"{name}: answers": {str(status): count for status, count in sorted(self.statuses.items())},
            f"{name}: requests sent again": self.retries,
        }


def steady(campus: Campus, port: int, *, whole: bool) -> dict[str, Any]:
    """Fifty connections, each of which sends its next thirty marks as soon as the last are answered."""
    lessons = campus.lessons(TURNS)
    tablets = [Tablet(campus, number, whole) for number in range(CLASSES)]
    seen = Seen()

    async def one(tablet: Tablet, sessions: list[int]) -> None:
        link = Link(port, seen)
        for session in sessions:
            tablet.cursor = json_of(await link.patient("sync", tablet.body(session), tablet.access))["cursor"]
        link.close()

    async def everybody() -> None:
        await asyncio.gather(*[one(tablet, mine) for tablet, mine in zip(tablets, lessons, strict=True)])

    begin = time.perf_counter()
    asyncio.run(everybody())
    name = "50 connections, each the whole organization" if whole else "50 connections, each its class"
    return seen.figures(name, time.perf_counter() - begin, CLASSES * PUPILS * TURNS)


def comeback(campus: Campus, port: int) -> dict[str, Any]:
    """Five hundred tablets return within ten seconds; each renews its sign-in, sends thirty marks, reads the rest."""
    lessons = campus.lessons(DEVICES // CLASSES)
    tablets = [(Tablet(campus, number), session) for number, sessions in enumerate(lessons) for session in sessions]
    seen, chance = Seen(), random.Random(SEED)
    requests = [(tablet, tablet.body(session), chance.uniform(0, WITHIN)) for tablet, session in tablets]

    async def one(tablet: Tablet, body: bytes, when: float) -> None:
        await asyncio.sleep(when)
        link = Link(port, seen)
        renewal = json.dumps({"refresh": tablet.refresh}).encode()
        access = json_of(await link.patient("auth/token/refresh", renewal))["access"]
        reply = json_of(await link.patient("sync", body, access))
        if [result["outcome"] for result in reply["results"]] != ["applied"] * PUPILS:
            raise RuntimeError(str(reply["results"])[:300])
        while reply["has_more"]:
            tablet.cursor = reply["cursor"]
            reply = json_of(await link.patient("sync", tablet.body(None), access))
        link.close()

    async def everybody() -> None:
        await asyncio.gather(*[one(*request) for request in requests])

    begin = time.perf_counter()
    asyncio.run(everybody())
    return seen.figures("500 devices within 10 s", time.perf_counter() - begin, DEVICES * PUPILS)


def json_of(data: bytes) -> Any:
    """An answer, which comes compressed where that is worth it."""
    return json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
