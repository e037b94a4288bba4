"""A session starts and ends when the people in the room say so, offline too; its receipt says what arrived."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord
from omnipresence.schedule.models import Session
from omnipresence.schedule.services import create_session
from support.browser import RosterScreen, Tablets
from support.cast import School
from support.rosters import add_roster, people

SENT = 40_000


def test_a_session_started_and_ended_offline_keeps_its_times(school: School, tablet: Tablets) -> None:
    register = add_roster(school, "Register", people(2))
    before, later = (
        create_session(
            school.caller(school.olga),
            group=register.group.pk,
            values={"name": name, "scheduled_start_at": at, "scheduled_end_at": at},
        )
        for name, at in (
            ("Of yesterday", clock.now() - timedelta(days=1)),
            ("Register", clock.now() + timedelta(days=1)),
        )
    )
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.lose_network()
    page = mina.page
    yesterday_is_reached_and_marked(page)
    page.get_by_role("button", name="Start Register").click()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Register", exact=True))
    expect(card).to_contain_text("Started")
    expect(page.get_by_text("1 mark and 1 session time wait on this tablet.")).to_be_visible()

    roster = mina.open_roster("Register")
    roster.mark("Person 1 Example", "Present")
    roster.shows("Person 1 Example", "Present", "On this tablet")
    the_same_in_what_follows(page)
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
    assert kept.actual_start_at is not None and kept.actual_end_at is not None
    assert kept.actual_start_at <= kept.actual_end_at
    assert marked(school, later) == [register.participant("Person 1 Example").pk]
    assert marked(school, before) == [register.participant("Person 2 Example").pk]
    receipt.get_by_role("button", name="Close").last.click()
    the_end_is_taken_back(page)
    kept.refresh_from_db()
    assert (kept.actual_start_at is None, kept.actual_end_at is None) == (False, True)


def yesterday_is_reached_and_marked(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Day before")).click()
    expect(page.get_by_role("heading", name="Yesterday", level=1)).to_be_visible()
    page.get_by_role("link", name="Of yesterday", exact=True).click()
    expect(page.get_by_role("heading", name="Of yesterday", level=1)).to_be_visible()
    roster = RosterScreen(page)
    roster.mark("Person 2 Example", "Late")
    roster.shows("Person 2 Example", "Late", "On this tablet")
    page.get_by_role("link", name="Sessions", exact=True).click()


def marked(school: School, session: Session) -> list[int]:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).filter(session=session)
    return [row.participant_id for row in rows]


def the_same_in_what_follows(page: Page) -> None:
    page.get_by_role("button", name="Note and more for Person 1 Example").click()
    person = page.get_by_role("dialog", name="Person 1 Example")
    person.get_by_role("button", name="The same until …").click()
    expect(person).to_contain_text("1 session after this one will be marked Present.")
    person.get_by_role("button", name="Mark them").click()
    expect(person).to_have_count(0)


def the_end_is_taken_back(page: Page) -> None:
    """It was the last that was said here; the server has it, and it is taken back all the same."""
    with page.expect_response(lambda one: "session_undo" in (one.request.post_data or ""), timeout=SENT):
        page.get_by_role("button", name="Undo", exact=True).first.click()
        expect(page.get_by_role("button", name="End Register")).to_be_visible()
