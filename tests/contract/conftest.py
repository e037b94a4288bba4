"""A school whose every kind of row exists, for requests that are generated from the contract."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import settings as hypothesis_settings

from support.cast import School
from support.records import record_presence

hypothesis_settings.register_profile("contract", deadline=None, derandomize=True)
hypothesis_settings.load_profile("contract")


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The whole WSGI application runs, which would close the test's own connection after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def school(db: None) -> Iterator[School]:
    school = School()
    record_presence(school)
    yield school
