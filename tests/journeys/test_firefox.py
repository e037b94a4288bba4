"""The main job in Firefox as the distribution ships it: offline marks outlive a reload and a killed browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from omnipresence.presence.models import PresenceRecord
from support.cast import School
from support.firefox import Firefox
from support.rosters import Roster, add_roster, people
from support.server import Server
from tooling import system

FIRST, SECOND, THIRD = "Person 1 Example", "Person 2 Example", "Person 3 Example"

pytestmark = pytest.mark.skipif(system.firefox() is None, reason="Firefox is not installed: `make setup` says how")


@pytest.fixture
def register(school: School) -> Roster:
    return add_roster(school, "Register", people(3))


@pytest.fixture
def firefox(register: Roster, server: Server, tmp_path: Path) -> Iterator[Firefox]:
    one = Firefox(tmp_path / "firefox", server.address)
    yield one
    one.kill()


def mark(firefox: Firefox, person: str, state: str) -> None:
    firefox.touch("button", state, within=firefox.find("group", person))


def shows(firefox: Firefox, person: str, state: str, where: str) -> None:
    """The line says this state, and this about where the mark is."""
    pressed = "(group) => group.querySelector('[aria-pressed=true]')?.textContent + group.closest('li').innerText"

    def said() -> bool | None:
        group = firefox.find("group", person)
        words = str(firefox.run(pressed, {"sharedId": group["sharedId"]})["value"])
        return (words.startswith(state) and where in words) or None

    firefox.wait_for(said, f"{person}: {state}, {where}")


def stored(school: School) -> dict[str, str]:
    records = PresenceRecord.objects.for_organization(school.organization.pk)
    return {
        f"{record.participant.first_name} {record.participant.last_name}": record.presence_state.code
        for record in records.select_related("participant", "presence_state")
    }


def test_a_roster_is_marked_without_a_network_and_arrives(school: School, server: Server, firefox: Firefox) -> None:
    firefox.open()
    firefox.sign_in("school", "mina@example.com")
    firefox.touch("link", "This tablet")
    firefox.reads("Ready: the app starts without one.")
    firefox.touch("link", "Sessions")
    firefox.touch("link", "Register")
    mark(firefox, FIRST, "Present")
    shows(firefox, FIRST, "Present", "On the server")

    server.stop()
    mark(firefox, SECOND, "Late")
    shows(firefox, SECOND, "Late", "On this tablet")
    firefox.reload()
    shows(firefox, SECOND, "Late", "On this tablet")
    mark(firefox, THIRD, "Absent")
    shows(firefox, THIRD, "Absent", "On this tablet")
    firefox.kill()
    firefox.open()
    firefox.touch("link", "Register")
    shows(firefox, THIRD, "Absent", "On this tablet")
    assert stored(school) == {FIRST: "present"}

    server.start()
    firefox.touch("link", "This tablet")
    firefox.touch("button", "Sync now")
    firefox.touch("link", "Sessions")
    firefox.touch("link", "Register")
    shows(firefox, SECOND, "Late", "On the server")
    shows(firefox, THIRD, "Absent", "On the server")
    assert stored(school) == {FIRST: "present", SECOND: "late", THIRD: "absent"}
    assert [words for words in firefox.complaints if "Content-Security-Policy" in words or "Error:" in words] == []
