"""Each journey has its own database content, server and tablets; they meet only over loopback, as in the product."""

import os
import re
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright, expect, sync_playwright
from pytest import FixtureRequest, Item, StashKey, TestReport

from omnipresence.presence.models import PresenceState
from support.browser import Tablet, Tablets
from support.cast import School
from support.mariadb import PrivateMariaDB
from support.proxy import Proxy
from support.server import Server, url_of_test_database

PATIENCE = 15_000
PICTURES = Path(__file__).resolve().parents[2] / "var" / "test" / "journeys"
FAILED = StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Item) -> Generator[None, TestReport, TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright's waiting runs an event loop in this thread, in which Django would refuse to ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as running:
        yield running
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def school(playwright: Playwright, transactional_db: None) -> School:
    """The cast, without anybody on a list yet: each journey adds the rosters that it needs."""
    school = School("school", people=0)
    speak_plainly(school)
    return school


def speak_plainly(school: School) -> None:
    """No words of a domain: screens say participant, group and session. test_words.py is about the others."""
    school.organization.domain_type = "plain"
    school.organization.save()
    PresenceState.objects.for_organization(school.organization.pk).update(domain="plain")


@pytest.fixture
def server(school: School, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Server]:
    running = Server(url_of_test_database(database_server), tmp_path / "server.log").start()
    yield running
    running.stop()


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """A way to the server that can be disturbed."""
    running = Proxy(server.port).start()
    yield running
    running.stop()


@pytest.fixture
def tablet(playwright: Playwright, server: Server, tmp_path: Path, request: FixtureRequest) -> Iterator[Tablets]:
    """Makes tablets; each call is another one. Of a journey that fails their screens are kept under var/test/."""
    made: list[Tablet] = []

    def make(name: str, address: str | None = None, **options: object) -> Tablet:
        one = Tablet(playwright, tmp_path / name, address or server.address, **options)
        made.append(one)
        return one

    yield make
    for one in made:
        if request.node.stash.get(FAILED, False):
            keep_screen(one, f"{request.node.name}-{one.folder.name}")
        one.close()


def keep_screen(tablet: Tablet, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    # A tablet whose browser is closed or killed has no screen.
    with suppress(AssertionError, Error):
        print(f"{tablet.folder.name} at {tablet.page.url}, complaints: {tablet.complaints}")
        tablet.page.screenshot(path=PICTURES / f"{re.sub(r'[^a-z0-9-]+', '-', name)[-100:]}.png")
