"""Administrators get badges as files, and read who cannot have one yet."""

import re

from playwright.sync_api import expect

from support.browser import Tablets
from support.cast import School
from support.rosters import add_roster, people
from support.screens import fits_everybody


def test_badges_are_made_part_by_part_of_one_list(school: School, tablet: Tablets) -> None:
    roster = add_roster(school, "Register", people(3))
    nameless = roster.participants[1]
    nameless.identifier = ""
    nameless.save()
    add_roster(school, "Chess", [])
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.open_roster("Register").page
    page.get_by_role("link", name="Badges of Group of Register").click()
    group = page.get_by_label("Group", exact=True)
    expect(group).to_have_value(str(roster.group.pk))
    missing = page.get_by_role("region", name="No badge yet")
    expect(missing.get_by_role("listitem")).to_have_text([nameless.first_name + " " + nameless.last_name])
    expect(page.get_by_role("region", name="Get a badge")).to_contain_text(roster.participants[0].identifier)
    get = page.get_by_role("region", name="Get a badge").get_by_role("listitem")
    page.get_by_label("Order").select_option("By identifier")
    identifiers = sorted(row.identifier for row in roster.participants if row.identifier)
    expect(get).to_have_text([re.compile(rf"{one}\b") for one in identifiers])
    with page.expect_popup() as tab:
        page.get_by_role("button", name="Print").click()
    tab.value.wait_for_url(re.compile("^blob:"))
    with page.expect_download() as pdf:
        page.get_by_role("button", name="PDF", exact=True).click()
    assert pdf.value.path().read_bytes().startswith(b"%PDF-")
    with page.expect_download() as csv:
        page.get_by_role("button", name="CSV").click()
    assert nameless.last_name in csv.value.path().read_text("utf-8-sig")
    fits_everybody(page, "badges")
    olga.lose_network()
    page.get_by_role("button", name="PDF", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="The server cannot be reached.")).to_be_visible()
    expect(missing).to_be_visible()
    olga.find_network()
    group.select_option("Group of Chess")
    expect(page.get_by_role("heading", name="Nobody to make badges for")).to_be_visible()
    # Whoever leaves the tablet leaves no list of names in the tab beside it.
    page.get_by_role("button", name="Account of Olga").click()
    page.get_by_role("button", name="Sign out").click()
    with tab.value.expect_event("close"):
        page.get_by_role("dialog").get_by_role("button", name="Sign out").click()


def test_managers_are_told_whose_page_it_is(school: School, tablet: Tablets) -> None:
    maud = tablet("maud").open().sign_in("school", "maud@example.com", landing="Reports")
    maud.page.goto(maud.address + "/badges")
    expect(maud.page.get_by_role("heading", name="Not for your role", level=1)).to_be_visible()
