"""A PIN on a shared tablet: two taps to change places, nothing to read without it, no mark lost by it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from omnipresence.presence.models import PresenceRecord
from support.browser import Tablet, Tablets
from support.cast import School
from support.rosters import add_roster, people

FIRST, SECOND = "Person 1 Example", "Person 2 Example"
NOTE = "Grandmother fetches her"
PIN, OTHER_PIN = "582914", "7391"
SENT = 40_000


@pytest.fixture
def mina(school: School, tablet: Tablets) -> Tablet:
    add_roster(school, "Register", people(3))
    one = tablet("mina").open().sign_in("school", "mina@example.com")
    one.is_ready_for_offline_use()
    return one


def type_pin(page: Page, pin: str) -> None:
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Done", exact=True).click()


def choose_pin(tablet: Tablet, pin: str) -> None:
    page = tablet.visit("This tablet")
    page.get_by_role("button", name="Choose a PIN").click()
    pad = page.get_by_role("dialog")
    type_pin(page, "1234")
    expect(pad).to_contain_text("Everybody tries that one first.")
    type_pin(page, pin)
    expect(page.get_by_role("dialog", name="The new PIN once more")).to_be_visible()
    page.keyboard.type(pin)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Change the PIN")).to_be_visible()


def lock(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Account of {name}").click()
    page.get_by_role("button", name="Lock or change person").click()
    expect(page.get_by_role("heading", name="Who is it?")).to_be_visible()


def readable(folder: Path, words: tuple[str, ...], part: str = "") -> list[str]:
    """Which of the words lie readable in what the browser has written down (databases, caches, history), or a part."""
    files = [file for file in folder.rglob("*") if file.is_file() and part in str(file)]
    assert any("IndexedDB" in str(file) for file in files)
    held = b"".join(file.read_bytes() for file in files)
    ways = ("utf-8", "utf-16-le", "utf-16-be")
    return [word for word in words if any(word.encode(way) in held for way in ways)]


def test_two_people_change_places_offline_and_what_waits_of_each_is_sent(school: School, mina: Tablet) -> None:
    page = mina.page
    choose_pin(mina, PIN)
    lock(page, "Mina")
    page.get_by_role("button", name="Forgot the PIN? Use the password").click()
    mina.sign_in("school", "tariq@example.com")
    choose_pin(mina, OTHER_PIN)
    mina.lose_network()
    mina.open_roster("Register").mark(SECOND, "Present")
    mina.open_roster("Register").shows(SECOND, "Present", "On this tablet")
    lock(page, "Tariq")
    expect(page.get_by_role("button", name=re.compile("Tariq.*1 mark waits"))).to_be_visible()
    assert FIRST not in page.content() and "Register" not in page.content() + page.title()

    page.get_by_role("button", name=re.compile("Mina")).click()
    type_pin(page, "999111")
    expect(page.get_by_role("alert").filter(has_text="Wrong PIN. 9 more tries.")).to_be_visible()
    assert "999111" not in page.content()
    type_pin(page, PIN)
    roster = mina.open_roster("Register")
    roster.shows(SECOND, None, None)
    roster.mark(FIRST, "Late")
    roster.shows(FIRST, "Late", "On this tablet")

    lock(page, "Mina")
    mina.close()
    mina.offline = False
    # Nobody is at work after the new start: what waits goes out all the same.
    page = mina.open().page
    expect(page.get_by_role("heading", name="Who is it?")).to_be_visible()
    records = PresenceRecord.objects.for_organization(school.organization.pk)
    wait_for(page, lambda: records.count() == 2)
    by = dict(records.values_list("participant__first_name", "recorded_by__name"))
    assert by == {"Person 1": "Mina", "Person 2": "Tariq"}


def wait_for(page: Page, true: Callable[[], bool]) -> None:
    for _ in range(SENT // 250):
        if true():
            return
        page.wait_for_timeout(250)
    raise AssertionError("it never came true")


def test_35_what_the_browser_wrote_down_names_nobody_and_signing_out_offline_empties_it(
    mina: Tablet,
) -> None:
    mina.lose_network()
    roster = mina.open_roster("Register")
    roster.mark(FIRST, "Late")
    roster.add_note(FIRST, NOTE)
    page = mina.page
    page.get_by_role("button", name="Account of Mina").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out anyway").click()
    expect(page.get_by_label("Password")).to_be_visible()
    left = {
        "participants": 0,
        "sessions": 0,
        "presence_records": 0,
        "remote": 0,
        "shadow": 0,
        "ops": 1,
    }
    wait_for(page, lambda: page.evaluate(COUNTS) == left)
    mina.close()
    assert readable(mina.folder, ("Person 1 Example", NOTE)) == []
    # The browser itself keeps the addresses that were typed into a form, to fill them in again.
    assert readable(mina.folder, ("Example", "mina@example.com"), "IndexedDB") == []
    assert readable(mina.folder, ("presence_records", "School")) == [
        "presence_records",
        "School",
    ]


COUNTS = """async () => {
  const whole = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result)
    request.onerror = () => no(request.error)
  })
  const name = (await indexedDB.databases()).map(({ name }) => name).find((name) => /^omnipresence-\\d/.test(name))
  const db = await whole(indexedDB.open(name))
  const tables = ['participants', 'sessions', 'presence_records', 'remote', 'shadow', 'ops']
  const counts = await Promise.all(tables.map((table) => whole(db.transaction(table).objectStore(table).count())))
  db.close()
  return Object.fromEntries(tables.map((table, at) => [table, counts[at]]))
}"""


def test_37_it_locks_when_nobody_touches_it_and_in_every_tab_when_it_is_locked(
    mina: Tablet,
) -> None:
    choose_pin(mina, PIN)
    page = mina.page
    page.clock.install()
    roster = mina.open_roster("Register")
    expect(roster.line(FIRST)).to_be_visible()
    page.clock.run_for("04:30")
    expect(roster.line(FIRST)).to_be_visible()
    page.clock.run_for("00:40")
    expect(page.get_by_role("heading", name="Who is it?")).to_be_visible()
    assert FIRST not in page.content()
    page.clock.resume()

    other = mina.context.new_page()
    other.goto(mina.address)
    for one in (page, other):
        expect(one.get_by_role("heading", name="Who is it?")).to_be_visible()
        one.keyboard.type(PIN)
        one.keyboard.press("Enter")
        expect(one.get_by_role("button", name="Account of Mina")).to_be_visible()
    lock(other, "Mina")
    expect(page.get_by_role("heading", name="Who is it?")).to_be_visible()
    assert FIRST not in page.content()
