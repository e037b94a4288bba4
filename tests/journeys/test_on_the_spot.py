"""A session that no timetable planned is started without a network, and is on the server once, with all of it."""

from playwright.sync_api import expect

from omnipresence.notifications.models import Notification
from omnipresence.presence.models import PresenceRecord
from omnipresence.schedule.models import Session
from support.browser import RosterScreen, Tablet, Tablets
from support.cast import School
from support.rosters import Roster, add_roster, people

SENT = 60_000
NAME = "Class on the spot"


def begins(who: Tablet, register: Roster, name: str = NAME) -> RosterScreen:
    """From the button on the first screen to the roster."""
    page = who.page
    page.get_by_role("button", name="Start a session now").click()
    dialog = page.get_by_role("dialog", name="Start a session now")
    dialog.get_by_role("radio", name=register.group.name, exact=True).check()
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Start now").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    return RosterScreen(page)


def made(school: School, register: Roster) -> list[Session]:
    rows = Session.objects.for_organization(school.organization.pk).filter(group=register.group)
    return list(rows.exclude(pk=register.session.pk))


def test_started_offline_with_marks_and_a_walk_in_then_killed_it_arrives_once(school: School, tablet: Tablets) -> None:
    register = add_roster(school, "Register", people(3))
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.lose_network()
    roster = begins(mina, register)
    for person, state in (
        ("Person 1 Example", "Present"),
        ("Person 2 Example", "Late"),
        ("Person 3 Example", "Absent"),
    ):
        roster.mark(person, state)
        roster.shows(person, state, "On this tablet")
    mina.page.get_by_label("Find a person").fill("Zoe")
    mina.page.get_by_role("button", name="Add “Zoe” as a new person").click()
    dialog = mina.page.get_by_role("dialog", name="Add a person")
    dialog.get_by_label("Last name").fill("Zander")
    dialog.get_by_role("button", name="Present").click()
    roster.shows("Zoe Zander", "Present", "On this tablet")

    mina.kill()
    mina.open()
    card = mina.page.get_by_role("listitem").filter(has=mina.page.get_by_role("link", name=NAME, exact=True))
    expect(card).to_contain_text("Started here, not yet on the server")
    expect(card).to_contain_text("4 of 4 people marked")
    assert made(school, register) == []
    roster = mina.open_roster(NAME)
    roster.shows("Person 2 Example", "Late", "On this tablet")

    # The page stays open while the session gets its number.
    mina.find_network()
    roster.shows("Zoe Zander", "Present", "On the server", timeout=SENT)
    roster.shows("Person 2 Example", "Late", "On the server", timeout=SENT)
    roster.mark("Person 2 Example", "Present")
    roster.shows("Person 2 Example", "Present", "On the server", timeout=SENT)
    (session,) = made(school, register)
    assert session.actual_start_at is not None
    records = PresenceRecord.objects.for_organization(school.organization.pk).filter(session=session)
    assert sorted(row.presence_state.code for row in records) == ["absent", "present", "present", "present"]
    expect(mina.visit("Sessions").get_by_role("link", name=NAME, exact=True)).to_have_count(1)
    begun_by_mistake_it_goes(mina, register)
    assert made(school, register) == [session]
    assert mina.complaints == [] or all("ERR_INTERNET_DISCONNECTED" in one for one in mina.complaints)


def begun_by_mistake_it_goes(who: Tablet, register: Roster) -> None:
    """Among the last actions, also when the server has it and somebody was marked by mistake as well."""
    page = who.page
    roster = begins(who, register, "By mistake")
    roster.mark("Person 1 Example", "Present")
    roster.shows("Person 1 Example", "Present", "On the server", timeout=SENT)
    page.get_by_role("button", name="Last actions").click()
    sheet = page.get_by_role("dialog", name="Last actions")
    begun = sheet.get_by_role("button", name="Undo By mistake has started.")
    begun.click()
    expect(page.get_by_role("status").filter(has_text="It stays: it holds marks")).to_be_visible()
    sheet.get_by_role("button", name="Undo Person 1 Example: Present").click()
    with page.expect_response(lambda one: "session_undo" in (one.request.post_data or ""), timeout=SENT):
        begun.click()
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()
    expect(page.get_by_role("link", name=NAME, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="By mistake", exact=True)).to_have_count(0)


def test_two_tablets_that_start_the_same_make_two_and_administrators_hear(school: School, tablet: Tablets) -> None:
    register = add_roster(school, "Register", people(1))
    mina, tariq = (tablet(who).open().sign_in("school", f"{who}@example.com") for who in ("mina", "tariq"))
    for who, state in ((mina, "Present"), (tariq, "Late")):
        who.lose_network()
        begins(who, register).mark("Person 1 Example", state)
    for who, state in ((mina, "Present"), (tariq, "Late")):
        who.find_network()
        RosterScreen(who.page).shows("Person 1 Example", state, "On the server", timeout=SENT)
    sessions = made(school, register)
    assert len(sessions) == 2
    records = PresenceRecord.objects.for_organization(school.organization.pk).filter(session__in=sessions)
    assert {row.presence_state.code for row in records} == {"present", "late"}
    told = Notification.objects.for_organization(school.organization.pk).filter(notification_type="data_quality")
    assert told.exists()
