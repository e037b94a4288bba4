"""The real server, with a school as `make run` seeds one: the same names and password, fewer people."""

import pytest
from pytest_django.live_server_helper import LiveServer

from support.cast import School

DEMO_PASSWORD = "omnipresence-demo"


@pytest.fixture
def demo(transactional_db: None, live_server: LiveServer) -> str:
    """The address of a server that holds it."""
    school = School("demo-school", people=5)
    school.olga.email = "admin@example.com"
    school.olga.set_password(DEMO_PASSWORD)
    school.olga.save()
    return str(live_server.url)
