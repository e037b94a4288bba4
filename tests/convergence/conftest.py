"""The real server in a thread, a school in its database, and as many real tablets as a test wants."""

from collections.abc import Callable, Iterator

import pytest
from pytest_django.live_server_helper import LiveServer

from support import engines
from support.cast import School
from support.engines import Engine

PEOPLE = 12


@pytest.fixture(scope="session", autouse=True)
def _bundle() -> None:
    engines.build()


@pytest.fixture
def school(transactional_db: None) -> School:
    return School(people=PEOPLE)


@pytest.fixture
def tablet(school: School, live_server: LiveServer) -> Iterator[Callable[[str], Engine]]:
    """Makes a tablet on which somebody has signed in, with its first pull done."""
    made: list[Engine] = []

    def make(person: str) -> Engine:
        engine = Engine(f"{live_server.url}/api/v1", f"{person}@example.com", f"Tablet {len(made) + 1} of {person}")
        made.append(engine)
        assert engine.sync()["phase"] == "idle"
        return engine

    yield make
    for engine in made:
        engine.close()


@pytest.fixture
def seeded_tablet(school: School, live_server: LiveServer) -> Iterator[Callable[[str, int], Engine]]:
    """Makes a tablet in virtual time, with the network of its seed, its first pull done and its timers running."""
    made: list[Engine] = []

    def make(person: str, seed: int) -> Engine:
        name = f"Tablet {len(made) + 1} of {person}"
        engine = Engine(f"{live_server.url}/api/v1", f"{person}@example.com", name, seed)
        made.append(engine)
        engine.start()
        assert engine.passes(1)["phase"] == "idle"
        return engine

    yield make
    for engine in made:
        engine.close()
