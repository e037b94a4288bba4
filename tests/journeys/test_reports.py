"""Managers read reports: on the screen, as files, and what they saw last without a network."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from omnipresence.base import clock
from support.browser import Tablets
from support.cast import School
from support.rosters import Roster, add_roster, people
from support.screens import LYING, PHONE, fits_everybody
from support.server import Server
from support.staff import Staff


@pytest.fixture
def roster(school: School) -> Roster:
    return add_roster(school, "Register", [*people(3), ("রহিমা", "বেগম")])


@pytest.fixture
def marked(playwright: Playwright, server: Server, school: School, roster: Roster) -> Iterator[None]:
    """Two present, one absent, one late; the note is what a formula would be in a spreadsheet."""
    staff = Staff(playwright, server, school)
    for person, state in zip(roster.participants, ("present", "present", "absent", "late"), strict=True):
        mark = {"session": roster.session.pk, "participant": person.pk, "presence_state": state, "note": "=1+1"}
        staff.post("presence-records", {**mark, "recorded_at": clock.now().isoformat()})
    staff.close()
    yield


def test_a_manager_lands_on_reports_and_reads_on_without_a_network(
    school: School, roster: Roster, marked: None, tablet: Tablets
) -> None:
    school.organization.domain_type = "education"
    school.organization.save()
    maud = tablet("maud").open().sign_in("school", "maud@example.com", landing="Reports")
    page = maud.page
    main = page.get_by_role("main")
    # What the school's domain opens with.
    expect(page.get_by_role("radio", name="Attendance")).to_be_checked()
    table = main.get_by_role("table")
    expect(table.get_by_role("row", name="Person 3 Example")).to_contain_text("0%")
    expect(main.get_by_text("75%")).to_be_visible()
    fits_everybody(page, "report-attendance")
    is_whole_on_a_phone(page)

    page.get_by_label("Count by").select_option("state")
    expect(table.get_by_role("row", name="Late")).to_contain_text("25%")
    page.get_by_role("radio", name="Absentees").check(force=True)
    # The session that is on is asked about without being chosen.
    expect(table.get_by_role("row", name="Person 3 Example")).to_contain_text("Absent")
    expect(table.get_by_role("row")).to_have_count(2)
    page.get_by_role("radio", name="Day").check(force=True)
    expect(table.get_by_role("row", name="Register")).to_contain_text("75%")
    fits_everybody(page, "report-day")
    table.get_by_role("link", name="Register").click()
    expect(table.get_by_role("row")).to_have_count(5)
    fits_everybody(page, "report-session")
    page.get_by_role("radio", name="Trends").check(force=True)
    expect(main.get_by_role("img", name=re.compile("Trends"))).to_be_visible()
    fits_everybody(page, "report-trends")

    maud.lose_network()
    page.reload()
    expect(main.get_by_text("The server cannot be reached.")).to_be_visible()
    expect(main.get_by_text(re.compile("As of"))).to_be_visible()
    expect(main.get_by_role("img", name=re.compile("Trends"))).to_be_visible()
    page.get_by_role("radio", name="Not seen").check(force=True)
    expect(page.get_by_role("heading", name="Not on this tablet")).to_be_visible()


def is_whole_on_a_phone(page: Page) -> None:
    """Nothing of it lies to the side, and who hears it still hears rows, columns and their titles."""
    kept = page.viewport_size or LYING
    page.set_viewport_size(PHONE)
    table = page.get_by_role("main").get_by_role("table")
    beside = (
        "(one) => [one.parentElement.scrollWidth - one.parentElement.clientWidth, one.getBoundingClientRect().left]"
    )
    over, left = table.evaluate(beside)
    assert (over, left >= 0) == (0, True)
    line = page.context.new_cdp_session(page)
    nodes = line.send("Accessibility.getFullAXTree")["nodes"]
    line.detach()
    roles = Counter(one["role"]["value"] for one in nodes if not one.get("ignored"))
    assert [roles[role] for role in ("table", "row", "columnheader", "rowheader", "cell")] == [1, 5, 5, 4, 16]
    page.set_viewport_size(kept)


def test_files_have_the_servers_names_and_wrong_spans_are_told_at_the_field(
    school: School, roster: Roster, marked: None, tablet: Tablets
) -> None:
    olga = tablet("olga").open("/reports?report=session").sign_in("school", "olga@example.com", landing="Reports")
    page = olga.page
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(5)
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").click()
    assert re.fullmatch(r"school_session_.*_\d{4}-\d\d-\d\d(_\d{4}-\d\d-\d\d)?\.csv", started.value.suggested_filename)
    assert "'=1+1" in started.value.path().read_text()
    page.get_by_role("radio", name="Attendance").check(force=True)
    page.get_by_label("From").fill("2026-05-02")
    page.get_by_label("To", exact=True).fill("2026-05-01")
    expect(page.get_by_text("This day is before the first one.")).to_be_visible()
    expect(page.get_by_label("To", exact=True)).to_have_attribute("aria-invalid", "true")


def test_the_menu_leads_everywhere_on_a_phone(school: School, roster: Roster, tablet: Tablets) -> None:
    olga = tablet("olga", viewport={"width": 390, "height": 844}).open().sign_in("school", "olga@example.com")
    page = olga.page
    expect(page.get_by_role("navigation", name="Main").get_by_role("listitem")).to_have_count(5)
    olga.visit("Tablets")
    expect(page.get_by_role("heading", name="Tablets", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Audit log")).to_be_hidden()
    page.get_by_role("button", name="More").click()
    fits_everybody(page, "menu-more")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Audit log")).to_be_hidden()
