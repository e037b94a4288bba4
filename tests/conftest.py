"""The database of every test: a MariaDB of our own (OMNI_TEST_DB=mariadb, the default) or SQLite (OMNI_TEST_DB=sqlite).

The address is settled here, before Django reads its settings; the server starts with the first test that wants it.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from support import audit_doors
from support.mariadb import PrivateMariaDB

ON_SQLITE = os.environ.get("OMNI_TEST_DB", "mariadb") == "sqlite"
SERVER = None if ON_SQLITE else PrivateMariaDB.planned()
FOLDER = Path(tempfile.mkdtemp(prefix="omni-sqlite-")) if ON_SQLITE else SERVER.folder

os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER / 'omnipresence.sqlite3'}" if ON_SQLITE else SERVER.url("omnipresence")
TALLIES = Path(tempfile.mkdtemp(prefix="omni-tallies-"))
os.environ["CACHE_URL"] = f"file://{TALLIES / 'tallies'}"
os.environ["OMNIPRESENCE_ENV"] = "development"
os.environ["DJANGO_SETTINGS_MODULE"] = "omnipresence.config.settings"
# Set up now: conftest files of folders that are named on the command line are read before pytest-django would do it.
django.setup()


@atexit.register
def leave_nothing_behind() -> None:
    """Also when pytest ends before its own clean-up, as it does on a broken option."""
    if SERVER is not None:
        SERVER.stop()
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.rmtree(TALLIES, ignore_errors=True)


@pytest.fixture(scope="session")
def database_server() -> PrivateMariaDB | None:
    """The running MariaDB, or None on SQLite: for tests that start servers of their own."""
    if SERVER is not None:
        SERVER.start()
    return SERVER


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: PrivateMariaDB | None) -> None:
    """Runs before pytest-django makes its database. SQLite gets a file, since only files lock as in production."""
    from django.db import connections

    if ON_SQLITE:
        connections["default"].settings_dict["TEST"]["NAME"] = str(FOLDER / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def emptied_audit_logs() -> Iterator[None]:
    """Tests that commit are emptied afterwards, which the append-only triggers would refuse."""
    with audit_doors.opened_while_emptying():
        yield


@pytest.fixture(autouse=True)
def forgotten_tries() -> None:
    """Limits count in a file that no transaction rolls back, and all tests come from one address."""
    from omnipresence.base.tallies import tallies

    tallies().forget()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On SQLite leave out what only MariaDB has; say so in the count of deselected tests."""
    if not ON_SQLITE:
        return
    left_out = [item for item in items if item.get_closest_marker("mariadb")]
    items[:] = [item for item in items if not item.get_closest_marker("mariadb")]
    config.hook.pytest_deselected(items=left_out)
