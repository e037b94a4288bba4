"""What one tablet tells the next person, promises about its storage, and is after its data was cleared."""

import re

import pytest
from playwright.sync_api import expect

from omnipresence.accounts.models import SyncDevice
from omnipresence.presence.models import PresenceRecord
from support.browser import Tablet, Tablets
from support.cast import PASSWORD, School
from support.proxy import Proxy
from support.rosters import add_roster, people

FIRST = "Person 1 Example"
SENT = 40_000


@pytest.fixture
def mina(school: School, proxy: Proxy, tablet: Tablets) -> Tablet:
    add_roster(school, "Register", people(3))
    return tablet("mina", proxy.address).open().sign_in("school", "mina@example.com")


def test_the_next_person_neither_sees_nor_undoes_what_the_one_before_did_last(school: School, mina: Tablet) -> None:
    page = mina.page
    mina.open_roster("Register").mark_everybody_else(3)
    messages = page.get_by_role("region", name="Messages")
    expect(messages).to_contain_text("3 people marked Present.")
    page.get_by_role("button", name="Account of Mina").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Sign out")).click()
    expect(page.get_by_label("Password")).to_be_visible()
    expect(page.get_by_text("marked Present")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_fault_71_a_browser_that_does_not_promise_to_keep_data_is_warned_of(mina: Tablet) -> None:
    page = mina.visit("This tablet")
    warning = page.get_by_role("status").filter(has_text="This browser may clear what is stored here.")
    expect(warning).to_contain_text("do not leave marks unsent for long")
    ask = warning.get_by_role("button", name="Ask for protection")
    ask.click()
    expect(warning).to_be_visible()
    allow = {"permission": {"name": "persistent-storage"}, "setting": "granted", "origin": mina.address}
    mina.context.new_cdp_session(page).send("Browser.setPermission", allow)
    ask.click()
    expect(page.get_by_text("Protected: the browser does not clear it by itself.")).to_be_visible()
    expect(warning).to_have_count(0)


def test_fault_59_a_tablet_whose_data_was_cleared_is_another_and_what_waited_on_the_old_one_is_known(
    school: School, mina: Tablet, proxy: Proxy
) -> None:
    proxy.lose_answers_to("POST /api/v1/sync")
    roster = mina.open_roster("Register")
    roster.mark(FIRST, "Late")
    # The server has taken the mark and knows that it waited; the tablet never hears of it.
    assert proxy.lost.wait(SENT / 1000)
    roster.shows(FIRST, "Late", "On this tablet", timeout=SENT)
    old = SyncDevice.objects.for_organization(school.organization.pk).get()
    cleared = {"origin": mina.address, "storageTypes": "all"}
    mina.context.new_cdp_session(mina.page).send("Storage.clearDataForOrigin", cleared)
    proxy.recover()
    mina.page.goto(mina.address)
    expect(mina.page.get_by_label("Organization")).to_have_value("")
    mina.sign_in("school", "mina@example.com", PASSWORD)
    mina.open_roster("Register").shows(FIRST, "Late", "On the server")
    now = {row.pk: row for row in SyncDevice.objects.for_organization(school.organization.pk)}
    assert len(now) == 2
    assert now[old.pk].waiting_reported == old.waiting_reported == 1
    assert sum(row.waiting_reported for row in now.values()) == 1
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 1
