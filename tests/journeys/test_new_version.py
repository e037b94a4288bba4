"""A newer build of the app waits until the person agrees; marking goes on, and no mark is lost on the way."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from omnipresence.presence.models import PresenceRecord
from support.browser import Tablet, Tablets
from support.cast import School
from support.mariadb import PrivateMariaDB
from support.proxy import Proxy
from support.rosters import add_roster, people
from support.server import Server, url_of_test_database
from tooling import places, processes

SENT = 40_000


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
    add_roster(school, "Register", people(3))
    mina = tablet("mina", proxy.address).open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.page.reload()
    roster = mina.open_roster("Register")
    proxy.lose_requests_to("POST /api/")
    roster.mark("Person 1 Example", "Late")
    roster.shows("Person 1 Example", "Late", "On this tablet")

    server.stop()
    server.dist = newer_build
    server.start()
    look_for_a_newer_version(mina)
    offer = mina.page.get_by_text("A new version of the app is ready.")
    roster.mark("Person 2 Example", "Present")
    roster.shows("Person 2 Example", "Present", "On this tablet")
    expect(offer).to_be_hidden()
    page = mina.visit("Sessions")
    expect(offer).to_be_visible()
    expect(mina.visit("This tablet").get_by_text("the newer one")).to_be_hidden()

    page.get_by_role("button", name="Update now").first.click()
    expect(page.get_by_text("the newer one")).to_be_visible()
    expect(offer).to_be_hidden()
    roster = mina.open_roster("Register")
    roster.shows("Person 1 Example", "Late", "On this tablet")
    roster.shows("Person 2 Example", "Present", "On this tablet")
    proxy.recover()
    roster.shows("Person 1 Example", "Late", "On the server", timeout=SENT)
    roster.shows("Person 2 Example", "Present", "On the server")
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 2


def look_for_a_newer_version(tablet: Tablet) -> None:
    """What the browser does by itself once a day, and the app every hour."""
    tablet.page.evaluate("() => navigator.serviceWorker.getRegistration().then((found) => found.update())")
