"""How fast a tap shows on a roster of 500, on a processor six times slower: name this file to pytest, with -s.

Measured in the page: from the click to the changed button in the DOM, to the frame that paints it, and to the word that
the mark is on this tablet, which is said only after the durable commit. Not collected by `make test`: a shared machine
would make it a coin toss. TAPS says how many, PROFILE where a processor profile goes.
"""

import json
import math
import os
from pathlib import Path

from playwright.sync_api import CDPSession, expect

from support.browser import Tablets
from support.cast import School
from support.rosters import add_roster, people
from support.taps import MEASURE

SLOWER = 6
TAPS = int(os.environ.get("TAPS", "200"))


def metrics(session: CDPSession) -> dict[str, float]:
    """What the page's main thread did so far, in seconds and counts."""
    return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}


def test_speed_of_a_tap(school: School, server: object, tablet: Tablets) -> None:
    add_roster(school, "Assembly", people(500))
    page = tablet("mina").open().sign_in("school", "mina@example.com").open_roster("Assembly").page
    expect(page.get_by_role("list", name="Counts")).to_contain_text("500 in all")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate(MEASURE, {"taps": 10, "pause": 50})
    if profile := os.environ.get("PROFILE"):
        session.send("Profiler.enable")
        session.send("Profiler.setSamplingInterval", {"interval": 200})
        session.send("Profiler.start")
    session.send("Performance.enable")
    before = metrics(session)
    times = page.evaluate(MEASURE, {"taps": TAPS, "pause": 60})
    after = metrics(session)
    if profile:
        Path(profile).write_text(json.dumps(session.send("Profiler.stop")["profile"]))
    print()
    for name in ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration"):
        print(f"{name:20} {(after[name] - before[name]) / TAPS * 1000:6.1f} ms a tap")
    for name in ("LayoutCount", "RecalcStyleCount"):
        print(f"{name:20} {(after[name] - before[name]) / TAPS:6.1f} a tap")
    for name in ("handler", "dom", "paint", "saved"):
        told = sorted(one[name] for one in times if one[name] is not None)
        half, most = told[len(told) // 2], told[math.ceil(len(told) * 0.99) - 1]
        print(f"{name:8} p50 {half:7.1f}  p99 {most:7.1f}  max {told[-1]:7.1f}  of {len(told)}")
