"""How fast a tablet with 5,000 waiting marks is in step over 1 Mbit/s and 300 ms: name this file to pytest, with -s.

Measured in the browser, with its own emulation of such a network: from the wish to sync until the page says that all
marks are on the server. And from an accepted password on an empty tablet until the first roster can be marked, beside
the end of the first pull. Not collected by `make test`: a shared machine would make it a coin toss.
"""

import os
import re
import time

from playwright.sync_api import CDPSession, expect

from omnipresence.presence.models import PresenceRecord
from support.browser import Tablet, Tablets
from support.cast import PASSWORD, School
from support.proxy import Proxy
from support.rosters import add_roster, people

MARKS = int(os.environ.get("MARKS", "5000"))
ROSTER = 500
LINE = {"latency": 300, "downloadThroughput": 125_000, "uploadThroughput": 125_000}
ALL_SENT = re.compile("^All your marks are on the server")
HARD = 60_000


def test_speed_of_a_drain(school: School, proxy: Proxy, tablet: Tablets) -> None:
    names = [f"Assembly {number}" for number in range(1, MARKS // ROSTER + 1)]
    for name in names:
        add_roster(school, name, people(ROSTER))
    mina = tablet("mina", proxy.address).open()
    line = mina.page.context.new_cdp_session(mina.page)
    emulate(line, offline=False)
    first_pull(mina, names[0])
    emulate(line, offline=True)
    for name in names:
        roster = mina.open_roster(name)
        roster.mark_everybody_else(ROSTER)
        roster.counts(present=ROSTER)
        roster.shows(f"Person {ROSTER} Example", "Present", "On this tablet")
    page = mina.visit("This tablet")
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 0
    emulate(line, offline=False)
    up, down, requests = proxy.up, proxy.down, proxy.requests
    began = time.monotonic()
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_role("link", name=ALL_SENT)).to_be_visible(timeout=HARD)
    took = time.monotonic() - began
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == MARKS
    print(f"{MARKS} marks in step after {took:.1f} s", end=": ")
    print(f"{proxy.requests - requests} requests, {proxy.up - up} bytes up, {proxy.down - down} bytes down")


def first_pull(tablet: Tablet, session: str) -> None:
    page = tablet.page
    began = time.monotonic()
    page.get_by_label("Organization").fill("school")
    page.get_by_label("E-mail").fill("mina@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=session, exact=True).click(timeout=HARD)
    expect(page.locator("[data-row]").first).to_be_visible(timeout=HARD)
    usable = time.monotonic() - began
    expect(page.get_by_role("link", name=ALL_SENT)).to_be_visible(timeout=HARD)
    print(f"\nfirst roster after {usable:.1f} s, everything after {time.monotonic() - began:.1f} s")


def emulate(line: CDPSession, *, offline: bool) -> None:
    line.send("Network.emulateNetworkConditions", {**LINE, "offline": offline})
