"""A session starts and ends when the people in the room say so, offline too; its receipt says what arrived."""

from playwright.sync_api import expect

from omnipresence.schedule.models import Session
from support.browser import Tablets
from support.cast import School
from support.rosters import add_roster, people

SENT = 40_000


def test_a_session_started_and_ended_offline_keeps_its_times(school: School, tablet: Tablets) -> None:
    register = add_roster(school, "Register", people(2))
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.lose_network()
    page = mina.page
    page.get_by_role("button", name="Start Register").click()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Register", exact=True))
    expect(card).to_contain_text("Started")
    expect(page.get_by_text("1 session time waits on this tablet.")).to_be_visible()

    roster = mina.open_roster("Register")
    roster.mark("Person 1 Example", "Present")
    roster.shows("Person 1 Example", "Present", "On this tablet")
    page.get_by_role("button", name="Receipt").click()
    receipt = page.get_by_role("dialog", name="Receipt of this session")
    expect(receipt).to_contain_text("The server cannot be asked just now. 1 mark waits on this tablet; it is safe.")
    receipt.get_by_role("button", name="Close").last.click()
    page.get_by_role("button", name="End Register").click()
    question = page.get_by_role("dialog", name="End Register?")
    expect(question).to_contain_text("1 person has no mark yet.")
    question.get_by_role("button", name="End now").click()
    expect(page.get_by_role("main")).to_contain_text("ended")
    expect(page.get_by_role("button", name="End Register")).to_have_count(0)

    mina.find_network()
    roster.shows("Person 1 Example", "Present", "On the server", timeout=SENT)
    page.get_by_role("button", name="Receipt").click()
    expect(receipt).to_contain_text("1 marked here")
    expect(receipt).to_contain_text("1 on the server")
    expect(receipt).to_contain_text("Every mark is on the server. Nothing is missing.")
    kept = Session.objects.for_organization(school.organization.pk).get(pk=register.session.pk)
    assert kept.actual_start_at is not None
    assert kept.actual_end_at is not None
    assert kept.actual_start_at <= kept.actual_end_at
