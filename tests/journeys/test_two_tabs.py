"""Two tabs of one tablet: one is frozen or crashes in mid-sync, and the other takes over (fault 60, I29)."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.models import SyncOperation
from support.browser import Held, RosterScreen, Tablet, Tablets
from support.cast import School
from support.rosters import add_roster, people

DRAINED = 40_000
FIRST, SECOND, THIRD = (f"Person {number} Example" for number in (1, 2, 3))
# In a tab that is opened with this, a minute passes in a second; shorter waits, such as those for answers, stay.
HASTE = """(() => {
  const real = window.setTimeout
  window.setTimeout = (run, ms, ...more) => real(run, ms >= 60000 ? ms / 60 : ms, ...more)
})()"""
LOCK = "() => navigator.locks.query().then(({ held }) => held.some(({ name }) => name.startsWith('omni-sync')))"


@pytest.fixture
def mina(school: School, tablet: Tablets) -> Tablet:
    add_roster(school, "Register", people(3))
    one = tablet("mina").open().sign_in("school", "mina@example.com")
    one.is_ready_for_offline_use()
    return one


def caught_in_mid_sync(tablet: Tablet, person: str) -> Held:
    """The first tab has marked somebody, and its request is held in the browser while the tab holds the lock."""
    roster = tablet.open_roster("Register")
    held = tablet.hold_syncs()
    roster.mark(person, "Late")
    roster.shows(person, "Late", "Sending", timeout=DRAINED)
    held.wait()
    return held


def second_tab(tablet: Tablet, *, hasty: bool = False) -> RosterScreen:
    page = tablet.context.new_page()
    if hasty:
        page.add_init_script(HASTE)
    page.goto(tablet.page.url)
    return RosterScreen(page)


def has_each_mark_once(school: School, page: Page, marks: int) -> None:
    expect(page.get_by_role("link", name="All your marks are on the server")).to_be_visible(timeout=DRAINED)
    organization = school.organization.pk
    assert SyncOperation.objects.filter(organization=organization).count() == marks
    records = PresenceRecord.objects.for_organization(organization)
    assert list(records.values_list("presence_state__code", flat=True)) == ["late"] * marks
    changes = AuditLog.objects.for_organization(organization).filter(table_name="presence_records")
    assert changes.count() == marks


def test_i29_what_a_frozen_tab_was_sending_another_sends_within_a_minute_and_nothing_is_doubled(
    school: School, mina: Tablet
) -> None:
    held = caught_in_mid_sync(mina, FIRST)
    held.line.send("Page.setWebLifecycleState", {"state": "frozen"})
    other = second_tab(mina, hasty=True)
    assert other.page.evaluate(LOCK)
    other.mark(SECOND, "Late")
    for person in (FIRST, SECOND):
        other.shows(person, "Late", "On the server", timeout=DRAINED)
    has_each_mark_once(school, other.page, 2)

    # What it was about to send goes out after all, for the second time.
    held.let_go()
    held.line.send("Page.setWebLifecycleState", {"state": "active"})
    first = RosterScreen(mina.page)
    first.mark(THIRD, "Late")
    for roster in (first, other):
        roster.shows(THIRD, "Late", "On the server", timeout=DRAINED)
        roster.counts(late=3)
    has_each_mark_once(school, first.page, 3)


def test_i29_what_a_crashed_tab_was_sending_another_sends_at_once_and_nothing_is_doubled(
    school: School, mina: Tablet
) -> None:
    caught_in_mid_sync(mina, FIRST)
    other = second_tab(mina)
    assert other.page.evaluate(LOCK)
    # The page that is asked to go there is gone before it can answer.
    with mina.page.expect_event("crash"), suppress(Error):
        mina.page.goto("chrome://crash")
    other.mark(SECOND, "Late")
    for person in (FIRST, SECOND):
        other.shows(person, "Late", "On the server", timeout=DRAINED)
    has_each_mark_once(school, other.page, 2)
