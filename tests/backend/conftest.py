"""Two schools for every test: one's own, and one of strangers."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from support.api import Api
from support.cast import School


@pytest.fixture(autouse=True)
def forgotten_tries() -> Iterator[None]:
    """Throttles count in the cache, which no transaction rolls back."""
    cache.clear()
    yield


@pytest.fixture
def school(db: None) -> School:
    return School()


@pytest.fixture
def strangers(db: None) -> School:
    return School("strangers")


@pytest.fixture
def olga(school: School) -> Api:
    """The administrator's client."""
    return Api(school.olga)


@pytest.fixture
def maud(school: School) -> Api:
    """The manager's client."""
    return Api(school.maud)
