"""A tablet whose clock is a day off: its first screen is empty, and the register of the real day is one tap away."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord
from support.browser import RosterScreen, Tablets
from support.cast import School
from support.rosters import add_roster, people


@pytest.mark.parametrize("days", [1, -1])
def test_one_tap_leads_to_the_real_day_and_marks_keep_its_time(school: School, tablet: Tablets, days: int) -> None:
    add_roster(school, "Register", people(2))
    mina = tablet("mina", viewport={"width": 390, "height": 844}).open()
    page = mina.page
    page.clock.install(time=clock.now() + timedelta(days=days))
    page.reload()
    mina.sign_in("school", "mina@example.com")
    said = page.get_by_role("alert").filter(has_text="This tablet’s clock is 24 hours")
    expect(said).to_be_visible()
    expect(page.get_by_role("link", name="Register", exact=True)).to_have_count(0)
    mina.lose_network()
    said.get_by_role("link", name=re.compile("^Show ")).click()
    page.get_by_role("link", name="Register", exact=True).click()
    roster = RosterScreen(page)
    roster.mark("Person 1 Example", "Late")
    roster.shows("Person 1 Example", "Late", "On this tablet")
    mina.find_network()
    roster.shows("Person 1 Example", "Late", "On the server", timeout=40_000)
    record = PresenceRecord.objects.for_organization(school.organization.pk).get()
    assert abs(record.recorded_at - clock.now()) < timedelta(minutes=5)
