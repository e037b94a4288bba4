"""Each journey has its own database content, server and tablets; they meet only over loopback, as in the product."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from support.browser import Tablet, Tablets
from support.cast import School
from support.mariadb import PrivateMariaDB
from support.server import Server, url_of_test_database

PATIENCE = 15_000


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
    return School("school", people=0)


@pytest.fixture
def server(school: School, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Server]:
    running = Server(url_of_test_database(database_server), tmp_path / "server.log").start()
    yield running
    running.stop()


@pytest.fixture
def tablet(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[Tablets]:
    """Makes tablets; each call is another one."""
    made: list[Tablet] = []

    def make(name: str, address: str | None = None, **options: object) -> Tablet:
        one = Tablet(playwright, tmp_path / name, address or server.address, **options)
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()
