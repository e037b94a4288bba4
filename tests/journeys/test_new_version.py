"""A newer build of the app waits until the person agrees; marking goes on, and no mark is lost on the way."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from omnipresence.presence.models import PresenceRecord
from support.browser import RosterScreen, Tablet, Tablets
from support.cast import School
from support.mariadb import PrivateMariaDB
from support.proxy import Proxy
from support.rosters import add_roster, people
from support.server import Server, url_of_test_database
from tooling import places, processes

SENT = 40_000
MANY = 300


@pytest.fixture
def newer_build(tmp_path: Path) -> Path:
    """The same sources under another version."""
    folder = tmp_path / "newer"
    vite = places.PWA / "node_modules" / ".bin" / "vite"
    command = [str(vite), "build", "--outDir", str(folder), "--emptyOutDir", "--logLevel", "warn"]
    subprocess.run(command, cwd=places.PWA, env=processes.environment({"APP_VERSION": "the newer one"}), check=True)
    return folder


@pytest.fixture
def server(school: School, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Server]:
    """Serves a copy of the build, which the test replaces while the server's port stays."""
    shutil.copytree(places.PWA / "dist", tmp_path / "dist")
    running = Server(url_of_test_database(database_server), tmp_path / "server.log", dist=tmp_path / "dist").start()
    yield running
    running.stop()


def test_a_newer_version_waits_while_somebody_marks_and_finds_every_mark_afterwards(
    school: School, server: Server, proxy: Proxy, newer_build: Path, tablet: Tablets
) -> None:
    add_roster(school, "Register", people(MANY + 2))
    mina = tablet("mina", proxy.address).open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.page.reload()
    proxy.lose_requests_to("POST /api/")
    roster = mina.open_roster("Register")
    roster.mark("Person 1 Example", "Late")
    roster.shows("Person 1 Example", "Late", "On this tablet")
    old = mina.context.new_page()
    old.goto(mina.page.url)
    old_roster = RosterScreen(old)

    server.stop()
    server.dist = newer_build
    server.start()
    look_for_a_newer_version(mina)
    offer = mina.page.get_by_text("A new version of the app is ready.")
    old_roster.mark("Person 2 Example", "Absent")
    roster.shows("Person 2 Example", "Absent", "On this tablet")
    roster.mark_everybody_else(MANY)
    roster.counts(present=MANY, late=1, absent=1)
    expect(offer).to_be_hidden()
    page = mina.visit("Sessions")
    expect(offer).to_be_visible()
    expect(mina.visit("This tablet").get_by_text("the newer one")).to_be_hidden()

    page.get_by_role("button", name="Update now").first.click()
    expect(page.get_by_text("the newer one")).to_be_visible()
    expect(offer).to_be_hidden()
    roster = mina.open_roster("Register")
    roster.shows("Person 1 Example", "Late", "On this tablet")
    roster.shows("Person 3 Example", "Present", "On this tablet")
    # The old tab goes on with the build that it has, and writes into the same queue.
    old_roster.mark("Person 2 Example", "Excused")
    roster.shows("Person 2 Example", "Excused", "On this tablet")
    proxy.recover()
    mina.sync_now()
    for screen in (mina.open_roster("Register"), old_roster):
        for person, state in (("Person 1", "Late"), ("Person 2", "Excused"), ("Person 3", "Present")):
            screen.shows(f"{person} Example", state, "On the server", timeout=SENT)
    expect(page.get_by_role("link", name="All your marks are on the server")).to_be_visible(timeout=SENT)
    records = PresenceRecord.objects.for_organization(school.organization.pk)
    stored = Counter(records.values_list("presence_state__code", flat=True))
    assert stored == {"present": MANY, "late": 1, "excused": 1}


def look_for_a_newer_version(tablet: Tablet) -> None:
    """What the browser does by itself once a day, and the app every hour."""
    tablet.page.evaluate("() => navigator.serviceWorker.getRegistration().then((found) => found.update())")
