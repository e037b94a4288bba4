"""Administrators say once when a group meets, see the dates before anything is planned, and mend single sessions."""

from playwright.sync_api import Page, expect

from omnipresence.schedule.models import Session, Timetable
from omnipresence.schedule.timetables.services import update_timetable
from support.browser import Tablet, Tablets
from support.cast import School
from support.rosters import add_roster, people
from support.screens import fits_everybody
from support.tablets import Tablet as Sender


def test_a_timetable_is_looked_at_kept_and_turned_into_sessions(school: School, tablet: Tablets) -> None:
    school.organization.time_zone = "Europe/Berlin"
    school.organization.save()
    held = add_roster(school, "Held", people(1))
    mina = Sender(school, school.mina, name="Front gate")
    mina.sync(mina.op(held.participants[0], "absent", session=held.session))
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Timetables")
    expect(page.get_by_role("heading", name="No timetables")).to_be_visible()
    fill_the_form(page)
    fits_everybody(page, "timetable")
    make_the_sessions(olga, school)
    somebody_else_is_faster(page, school)
    mend_single_sessions(page, school)
    hand_out_a_link(page)


def fill_the_form(page: Page) -> None:
    """Clocks go forward on 30 March 2031, over half past two."""
    page.get_by_role("link", name="New timetable").click()
    page.get_by_label("Name of the sessions").fill("Night watch")
    page.get_by_label("Group").select_option(label="1A")
    page.get_by_label("First day").fill("2031-03-23")
    expect(page.get_by_role("checkbox", name="Sunday")).to_be_checked()
    page.get_by_label("Last day").fill("2031-04-06")
    page.get_by_label("Starts at").fill("02:30")
    page.get_by_label("Ends at").fill("04:00")
    dates = page.get_by_role("list", name="Dates").get_by_role("listitem")
    expect(dates).to_have_count(3)
    page.get_by_text("Days without one, and further days").click()
    page.get_by_label("Days without one").first.fill("2031-04-06")
    page.get_by_role("button", name="Add to: Days without one").click()
    expect(dates).to_have_count(2)
    expect(dates.nth(1)).to_contain_text("30 Mar 2031")
    expect(dates.nth(1)).to_contain_text("Clocks go forward")


def make_the_sessions(olga: Tablet, school: School) -> None:
    """What was typed outlives a lost network, and nothing is made twice."""
    page = olga.page
    olga.lose_network()
    page.get_by_role("button", name="Save and make 2 sessions").click()
    expect(page.get_by_role("alert").filter(has_text="The server cannot be reached.")).to_be_visible()
    olga.find_network()
    page.get_by_role("button", name="Save and make 2 sessions").click()
    expect(page.get_by_text("2 sessions made.")).to_be_visible()
    expect(page.get_by_text("There already")).to_have_count(2)
    page.get_by_role("button", name="Save and make the sessions").click()
    expect(page.get_by_text("No sessions were missing.")).to_be_visible()
    made = Session.objects.for_organization(school.organization.pk).filter(name="Night watch")
    starts = [one.scheduled_start_at.isoformat() for one in made.order_by("scheduled_start_at")]
    assert starts == ["2031-03-23T01:30:00+00:00", "2031-03-30T01:30:00+00:00"]


def somebody_else_is_faster(page: Page, school: School) -> None:
    """Theirs is not overwritten, and what was typed here is kept."""
    row = Timetable.objects.for_organization(school.organization.pk).get()
    update_timetable(school.caller(school.olga), row.pk, values={"rrule": "FREQ=WEEKLY;BYDAY=SU;COUNT=2"})
    page.get_by_label("Name of the sessions").fill("Vigil")
    page.get_by_role("button", name="Save only").click()
    expect(page.get_by_role("alert").filter(has_text="Somebody changed this timetable")).to_be_visible()
    expect(page.get_by_text("Every week; Sunday; 2 times")).to_be_visible()
    page.get_by_role("button", name="Save only").click()
    expect(page.get_by_role("heading", name="Vigil", level=1)).to_be_visible()
    row.refresh_from_db()
    assert (row.name, row.rrule) == ("Vigil", "FREQ=WEEKLY;BYDAY=SU;COUNT=2")


def mend_single_sessions(page: Page, school: School) -> None:
    page.get_by_role("link", name="Back to all timetables").click()
    page.get_by_role("link", name="Single", exact=True).click()
    rows = page.get_by_role("list", name="Single sessions").get_by_role("listitem")
    # Whatever day it is in the school's zone.
    page.get_by_label("From this day on").fill("2020-01-01")
    page.get_by_role("button", name="Delete Held").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Delete", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("Presence is recorded in this session")
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_label("From this day on").fill("2031-03-01")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="New session").click()
    dialog.get_by_label("Group").select_option(label="1A")
    dialog.get_by_label("Name").fill("Rehearsal")
    dialog.get_by_label("Starts").fill("2031-03-02T18:00")
    expect(dialog.get_by_label("Ends")).to_have_value("2031-03-02T19:00")
    fits_everybody(page, "session-form")
    dialog.get_by_role("button", name="Save").click()
    expect(rows.first).to_contain_text("Rehearsal")
    page.get_by_role("button", name="Change Rehearsal").click()
    dialog.get_by_label("Ends").fill("2031-03-02T17:00")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_have_text("It cannot end before it starts.")
    dialog.get_by_label("Ends").fill("2031-03-02T20:30")
    dialog.get_by_role("button", name="Save").click()
    expect(rows.first).to_contain_text("18:00–20:30")
    ended = Session.objects.for_organization(school.organization.pk).get(name="Rehearsal").scheduled_end_at
    assert ended.isoformat() == "2031-03-02T19:30:00+00:00"
    page.get_by_role("button", name="Delete Rehearsal").click()
    dialog.get_by_role("button", name="Delete", exact=True).click()
    expect(rows).to_have_count(2)


def hand_out_a_link(page: Page) -> None:
    """Shown once; the next one ends it, and then there is none."""
    page.get_by_role("link", name="Calendars").click()
    page.get_by_label("Group").select_option(label="1A")
    page.get_by_role("button", name="Make a link").click()
    first = once(page)
    assert page.request.get(first).status == 200
    page.get_by_role("button", name="New link").click()
    page.get_by_role("dialog").get_by_role("button", name="Make a link").click()
    second = once(page)
    assert (page.request.get(first).status, page.request.get(second).status) == (404, 200)
    fits_everybody(page, "calendar-link")
    page.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_role("heading", name="There is no link")).to_be_visible()
    assert page.request.get(second).status == 404


def once(page: Page) -> str:
    dialog = page.get_by_role("dialog", name="The link for calendars")
    value = dialog.get_by_role("status", name="The link for calendars").inner_text()
    dialog.get_by_role("button", name="I have handed it on").click()
    expect(dialog).to_be_hidden()
    return value


def test_managers_look_and_plan_nothing(school: School, tablet: Tablets) -> None:
    maud = tablet("maud").open("/timetables/calendars")
    page = maud.sign_in("school", "maud@example.com", landing="Timetables").page
    expect(page.get_by_text("Administrators say here when a group meets.")).to_be_visible()
    expect(page.get_by_role("link", name="New timetable")).to_have_count(0)
    expect(page.get_by_role("link", name="Calendars")).to_have_count(0)
    page.get_by_role("link", name="Single", exact=True).click()
    page.get_by_label("From this day on").fill("2020-01-01")
    expect(page.get_by_role("list", name="Single sessions")).to_contain_text("Mathematics")
    expect(page.get_by_role("button", name="New session").or_(page.get_by_role("button", name="Delete"))).to_have_count(
        0
    )
    page.goto(maud.address + "/imports")
    expect(page.get_by_role("heading", name="Not for your role", level=1)).to_be_visible()
