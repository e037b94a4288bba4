"""How fast a roster opens, scrolls and takes taps, on a processor six times slower: name this file to pytest, with -s.

For each size (SIZES, default 30,500,5000): the time from the tap on the session's name to the first painted line, and
from a reload without a network; the frames of a steady scroll (a sixth of a screen each) and of a flight through the
whole list in 60 frames, as field studies do; taps to the DOM, to the frame that paints them and to the word that the
disk has them. The taps come when every person already has a mark that waits, which is the dearest moment of a day
without a network. Not collected by `make test`: a shared machine would make it a coin toss. TAPS says how many,
PROFILE where a profile goes.
"""

import json
import math
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.browser import Tablets
from support.cast import School
from support.rosters import add_roster, people
from support.taps import MEASURE

SLOWER = 6
TAPS = int(os.environ.get("TAPS", "100"))
SIZES = [int(size) for size in os.environ.get("SIZES", "30,500,5000").split(",")]

# From a moment to the first painted frame that has lines of the roster.
FIRST_LINES = """async (since) => {
  while (!document.querySelector('[data-row]')) await new Promise((done) => requestAnimationFrame(done))
  return await new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => done(performance.now() - since)
    channel.port2.postMessage(0)
  }))
}"""
OPEN = f"""async (name) => {{
  const link = [...document.querySelectorAll('a')].find((one) => one.textContent.trim() === name)
  const since = performance.now()
  link.click()
  return await ({FIRST_LINES})(since)
}}"""
SCROLL = """async ({ frames, step }) => {
  const times = []
  let last = performance.now()
  const end = document.documentElement.scrollHeight - innerHeight
  for (let at = 1; at <= frames; at += 1) {
    scrollTo(0, step === null ? (end * at) / frames : Math.min(end, step * at))
    await new Promise((done) => requestAnimationFrame(done))
    const now = performance.now()
    times.push(now - last)
    last = now
  }
  const shown = [...document.querySelectorAll('[data-row]')]
    .filter((row) => row.getBoundingClientRect().bottom > 0 && row.getBoundingClientRect().top < innerHeight).length
  return { times, shown }
}"""


def told(name: str, times: list[float]) -> None:
    order = sorted(time for time in times if time is not None)
    at = {part: order[math.ceil(len(order) * part / 100) - 1] for part in (50, 95, 99)}
    print(f"{name:16} p50 {at[50]:7.1f}  p95 {at[95]:7.1f}  p99 {at[99]:7.1f}  max {order[-1]:7.1f}  of {len(order)}")


def ready(page: Page, size: int) -> None:
    expect(page.get_by_role("list", name="Counts")).to_contain_text(f"{size:,} in all", timeout=120_000)


@pytest.mark.parametrize("size", SIZES)
def test_speed_of_a_roster(school: School, server: object, tablet: Tablets, size: int) -> None:
    add_roster(school, "Assembly", people(size))
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.open_roster("Assembly")
    page = mina.page
    ready(page, size)
    mina.lose_network()
    page.get_by_role("button", name=f"Mark {size:,} present").click()
    expect(page.get_by_role("button", name="Everybody is marked")).to_be_visible(timeout=120_000)
    expect(page.locator('[data-place="waiting"]').first).to_be_visible(timeout=120_000)
    mina.visit("Sessions")
    page.get_by_role("link", name="Assembly", exact=True).wait_for()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    print(f"\n--- {size} people")
    print(f"opened from the day {page.evaluate(OPEN, 'Assembly'):7.0f} ms")
    ready(page, size)
    page.wait_for_timeout(3000)
    page.reload(wait_until="commit")
    print(f"loaded anew         {page.evaluate(FIRST_LINES, 0):7.0f} ms")
    ready(page, size)
    page.wait_for_timeout(3000)
    if profile := os.environ.get("PROFILE"):
        session.send("Profiler.enable")
        session.send("Profiler.setSamplingInterval", {"interval": 200})
        session.send("Profiler.start")
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(MEASURE, {"taps": 5, "pause": 50})
    times = page.evaluate(MEASURE, {"taps": TAPS, "pause": 60})
    if profile:
        Path(profile).write_text(json.dumps(session.send("Profiler.stop")["profile"]))
    for name in ("dom", "paint", "saved"):
        told(name, [one[name] for one in times])
    for name, how in (("steady scroll", {"frames": 120, "step": 128}), ("flight", {"frames": 60, "step": None})):
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(500)
        scrolled = page.evaluate(SCROLL, how)
        told(name, scrolled["times"])
        assert scrolled["shown"] > 0, "the end of the list is empty"
    nodes = page.evaluate("document.querySelectorAll('*').length")
    print(f"elements {nodes}")
