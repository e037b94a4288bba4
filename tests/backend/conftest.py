"""Two schools for every test: one's own, and one of strangers."""

import pytest

from support.api import Api
from support.cast import School


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
