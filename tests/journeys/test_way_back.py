"""A broken service worker was rolled out: the kill switch at its address brings the app back, queue and all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from omnipresence.presence.models import PresenceRecord
from support.browser import Tablets
from support.cast import School
from support.mariadb import PrivateMariaDB
from support.proxy import Proxy
from support.rosters import add_roster, people
from support.server import Server, url_of_test_database
from tooling import places

SENT = 60_000
# Answers every page with an error, as a worker does whose code trips over its own feet.
BROKEN = """
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(new Response('broken', { status: 500 }))
})
"""
UPDATE = "() => navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => true)"


@pytest.fixture
def server(school: School, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Server]:
    """Serves a copy of the build, whose worker the test replaces."""
    shutil.copytree(places.PWA / "dist", tmp_path / "dist")
    running = Server(url_of_test_database(database_server), tmp_path / "server.log", dist=tmp_path / "dist").start()
    yield running
    running.stop()


def test_a_broken_worker_is_taken_off_by_the_kill_switch_and_the_queue_stays(
    school: School, server: Server, proxy: Proxy, tablet: Tablets
) -> None:
    add_roster(school, "Register", people(3))
    mina = tablet("mina", proxy.address).open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.page.reload()
    proxy.lose_requests_to("POST /api/")
    roster = mina.open_roster("Register")
    roster.mark("Person 1 Example", "Late")
    roster.shows("Person 1 Example", "Late", "On this tablet")
    roll_out(server, BROKEN)
    assert mina.page.evaluate(UPDATE)
    mina.page.wait_for_function("() => fetch('/', { cache: 'no-store' }).then(() => true)")
    mina.page.wait_for_function(
        "() => navigator.serviceWorker.getRegistration().then((found) => !found.waiting && !found.installing)"
    )
    broken = mina.page.goto(proxy.address)
    assert broken is not None
    assert broken.status == 500

    assert server.dist is not None
    roll_out(server, (server.dist / "kill-switch.js").read_text())
    # The browser looks for a newer worker by itself when a page is opened, whatever the broken one answers.
    mina.page.goto(proxy.address)
    mina.page.get_by_role("heading", name="Today").wait_for(timeout=SENT)
    mina.open_roster("Register").shows("Person 1 Example", "Late", "On this tablet")
    proxy.recover()
    mina.sync_now()
    mina.open_roster("Register").shows("Person 1 Example", "Late", "On the server", timeout=SENT)
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 1


def roll_out(server: Server, worker: str) -> None:
    assert server.dist is not None
    server.stop()
    (server.dist / "sw.js").write_text(worker)
    server.start()
