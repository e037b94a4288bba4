"""Marks outlive the sign-in under which they were made (I30)."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from omnipresence.accounts.models import RefreshToken
from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord
from support.browser import Tablet, Tablets
from support.cast import PASSWORD, School
from support.rosters import Roster, add_roster, people

FIRST, SECOND = "Person 1 Example", "Person 2 Example"
SENT = 40_000


@pytest.fixture
def register(school: School) -> Roster:
    return add_roster(school, "Register", people(3))


@pytest.fixture
def mina(register: Roster, tablet: Tablets) -> Tablet:
    one = tablet("mina").open().sign_in("school", "mina@example.com")
    one.is_ready_for_offline_use()
    return one


def test_a_sign_in_that_expired_offline_keeps_the_queue_and_sends_it_after_the_next_one(
    school: School, mina: Tablet
) -> None:
    mina.lose_network()
    roster = mina.open_roster("Register")
    roster.mark(FIRST, "Late")
    roster.shows(FIRST, "Late", "On this tablet")
    mina.close()
    long_ago = clock.now() - timedelta(days=1)
    RefreshToken.objects.for_organization(school.organization.pk).update(expires_at=long_ago)

    mina.offline = False
    page = mina.open().page
    banner = page.get_by_role("status").filter(has_text="Your sign-in has ended.")
    expect(banner).to_contain_text("Marks stay on this tablet and are sent after you sign in.")
    roster = mina.open_roster("Register")
    roster.shows(FIRST, "Late", "On this tablet")
    roster.mark(SECOND, "Present")
    roster.shows(SECOND, "Present", "On this tablet")
    expect(page.get_by_role("link", name="Sign in again to send 2 marks")).to_be_visible()
    assert marks_on_the_server(school) == 0

    banner.get_by_role("link", name="Sign in").click()
    expect(page.get_by_label("Organization")).to_have_value("school")
    expect(page.get_by_label("E-mail")).to_have_value("mina@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="All your marks are on the server")).to_be_visible(timeout=SENT)
    expect(banner).to_be_hidden()
    assert marks_on_the_server(school) == 2


def test_signing_out_says_how_many_marks_wait_and_drops_none_of_them(school: School, mina: Tablet) -> None:
    mina.lose_network()
    roster = mina.open_roster("Register")
    roster.mark_everybody_else(3)
    roster.shows(FIRST, "Present", "On this tablet")
    page = mina.page
    page.get_by_role("button", name="Account of Mina").click()
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Sign out of this tablet?")
    expect(dialog).to_contain_text("3 marks of yours are not on the server yet.")
    expect(dialog).to_contain_text("They stay on this tablet and are sent as yours")
    dialog.get_by_role("button", name=re.compile("^Sign out")).click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()

    mina.find_network()
    mina.sign_in("school", "tariq@example.com")
    # Tariq's sign-in brings a network; the tablet carries Mina's marks with what she left it, never as his.
    mina.open_roster("Register").shows(FIRST, "Present", "On the server", timeout=SENT)
    by_mina = PresenceRecord.objects.for_organization(school.organization.pk).filter(recorded_by=school.mina)
    assert by_mina.count() == marks_on_the_server(school) == 3
    mina.visit("This tablet").get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True).click()

    mina.sign_in("school", "mina@example.com")
    expect(page.get_by_role("link", name="All your marks are on the server")).to_be_visible(timeout=SENT)
    assert by_mina.count() == marks_on_the_server(school) == 3


def marks_on_the_server(school: School) -> int:
    return PresenceRecord.objects.for_organization(school.organization.pk).count()
