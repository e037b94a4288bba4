"""People without an account, on their own phones: they check in, register and choose a password by links."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord
from omnipresence.schedule.models import Session
from omnipresence.selfservice.models import Registration
from support.browser import Tablets
from support.cast import School
from support.rosters import Roster, add_roster, people
from support.screens import PHONE, fits_everybody
from support.server import Server
from support.staff import Staff

WORDS = "three words of mine"


@pytest.fixture
def olga(playwright: Playwright, server: Server, school: School) -> Iterator[Staff]:
    """Makes links and reads codes, at a desk somewhere."""
    staff = Staff(playwright, server, school)
    yield staff
    staff.close()


@pytest.fixture
def roster(school: School) -> Roster:
    return add_roster(school, "Register", people(2))


def link_of(olga: Staff, **fields: Any) -> Any:
    ends = (clock.now() + timedelta(days=1)).isoformat()
    return olga.post("self-service-links", {"kind": "check_in", "expires_at": ends, **fields})


def path_of(link: Any) -> str:
    return str(link["url"]).split("/", 3)[3].join(("/", ""))


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words, level=1)).to_be_focused()


def records(school: School) -> list[str]:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    return [row.presence_state.code for row in rows]


def test_somebody_checks_in_with_the_code_of_the_room(
    school: School, olga: Staff, roster: Roster, tablet: Tablets
) -> None:
    link = link_of(olga, session=roster.session.pk)
    phone = tablet("phone", viewport=PHONE).open(path_of(link))
    page = phone.page
    heading(page, "Check in")
    expect(page.get_by_text("Register", exact=True)).to_be_visible()
    assert link["token"] not in page.url
    fits_everybody(page, "check-in")

    page.get_by_label("Your number or badge").fill("nobody")
    page.get_by_label("Code shown in the room").fill("000000")
    page.get_by_role("button", name="Check in").click()
    wrong = page.get_by_role("alert")
    expect(wrong).to_contain_text("That did not work.")
    one_answer = wrong.inner_text()
    expect(page.get_by_label("Your number or badge")).to_be_focused()
    page.get_by_label("Your number or badge").fill(roster.participants[0].identifier or "")
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_role("button", name="Check in")).to_be_enabled()
    assert wrong.inner_text() == one_answer
    assert records(school) == []

    # Loading the page again is no dead end, though the token has left the address.
    page.reload()
    page.get_by_label("Your number or badge").fill(roster.participants[0].identifier or "")
    page.get_by_label("Code shown in the room").fill(olga.get(f"self-service-links/{link['id']}/code")["code"])
    page.keyboard.press("Enter")
    heading(page, "You are checked in")
    fits_everybody(page, "checked-in")
    assert records(school) == ["present"]
    other = roster.participants[1]
    told = {
        "session": roster.session.pk,
        "participant": other.pk,
        "presence_state": "excused",
        "note": "Ill",
    }
    olga.post("presence-records", {**told, "recorded_at": clock.now().isoformat()})
    page.get_by_role("button", name="Check in somebody else").click()
    page.get_by_label("Your number or badge").fill(other.identifier or "")
    # A phone whose keyboard writes Bangla.
    code = str(olga.get(f"self-service-links/{link['id']}/code")["code"])
    page.get_by_label("Code shown in the room").fill(code.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")))
    page.get_by_role("button", name="Check in").click()
    heading(page, "You were recorded before")
    expect(page.get_by_text("Ill")).to_have_count(0)
    assert sorted(records(school)) == ["excused", "present"]
    assert [one for one in phone.complaints if "422" not in one] == []


def test_a_guest_page_needs_a_network_and_says_so(school: School, olga: Staff, roster: Roster, tablet: Tablets) -> None:
    link = link_of(olga, session=roster.session.pk, requires_code=False)
    phone = tablet("phone", viewport=PHONE).open(path_of(link))
    page = phone.page
    heading(page, "Check in")
    # Nothing of the staff's app is kept on a guest's phone: no worker, no database.
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0

    phone.lose_network()
    page.get_by_label("Your number or badge").fill(roster.participants[1].identifier or "")
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_role("alert")).to_contain_text("This page needs a network")
    expect(page.get_by_label("Your number or badge")).to_have_value(roster.participants[1].identifier or "")
    phone.find_network()
    page.get_by_role("button", name="Check in").click()
    heading(page, "You are checked in")

    olga.delete(f"self-service-links/{link['id']}")
    page.reload()
    heading(page, "This link has ended")
    fits_everybody(page, "link-ended")
    phone.close()
    heading(phone.open("/self-service").page, "Open the link again")


def test_before_it_opens_the_page_says_when(school: School, olga: Staff, roster: Roster, tablet: Tablets) -> None:
    start = clock.now() + timedelta(hours=5)
    Session.objects.for_organization(school.organization.pk).filter(pk=roster.session.pk).update(
        scheduled_start_at=start, scheduled_end_at=start + timedelta(hours=1)
    )
    page = tablet("phone", viewport=PHONE).open(path_of(link_of(olga, session=roster.session.pk))).page
    heading(page, "Not open yet")
    expect(page.get_by_text("People check in here from")).to_be_visible()
    expect(page.get_by_role("button", name="Look again")).to_be_visible()


def test_somebody_registers_and_waits_for_the_staff(school: School, olga: Staff, tablet: Tablets) -> None:
    link = link_of(olga, kind="registration", group=school.group.pk, required_fields=["last_name"])
    page = tablet("phone", viewport=PHONE).open(path_of(link)).page
    heading(page, "Register")
    page.get_by_label("First name").fill("রহিমা")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("Last name")).to_be_focused()
    page.get_by_label("Last name").fill("বেগম")
    fits_everybody(page, "registering")
    page.get_by_role("button", name="Send").click()
    heading(page, "Your details were received")
    row = Registration.objects.for_organization(school.organization.pk).get()
    assert (row.first_name, row.last_name, row.status) == ("রহিমা", "বেগম", "pending")


def test_a_guest_chooses_a_language_and_leaves_the_staffs_alone(
    school: School, olga: Staff, roster: Roster, tablet: Tablets
) -> None:
    """On a tablet where somebody is signed in: their marks, their sign-in and their language stay."""
    link = link_of(olga, session=roster.session.pk, requires_code=False)
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    page = mina.page
    page.goto(mina.address + path_of(link))
    heading(page, "Check in")
    page.get_by_label("Language").select_option("bn")
    heading(page, "উপস্থিতি জানান")
    expect(page.locator("html")).to_have_attribute("lang", "bn")
    fits_everybody(page, "check-in-bangla")
    page.get_by_label("আপনার নম্বর বা ব্যাজ").fill(roster.participants[0].identifier or "")
    page.get_by_role("button", name="উপস্থিতি জানান").click()
    heading(page, "আপনার উপস্থিতি লেখা হয়েছে")

    page.goto(mina.address)
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    mina.open_roster("Register").shows("Person 1 Example", "Present")


def test_an_invitation_leads_to_a_password_and_to_the_sign_in(school: School, olga: Staff, tablet: Tablets) -> None:
    invited = olga.post("users", {"email": "nora@example.com", "name": "Nora", "role": "frontline"})
    phone = tablet("phone", viewport=PHONE).open(f"/#/invitation/{invited['invitation']}")
    page = phone.page
    heading(page, "Choose your password")
    assert invited["invitation"] not in page.url
    page.get_by_label("New password").fill("password123")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("alert")).to_contain_text("tried first")
    fits_everybody(page, "invitation")
    page.get_by_label("New password").fill(WORDS)
    page.get_by_role("button", name="Set the password").click()
    heading(page, "Your password is set")
    expect(page.get_by_text("nora@example.com")).to_be_visible()
    page.get_by_role("link", name="Go to the sign-in").click()
    page.get_by_label("Organization").fill("school")
    page.get_by_label("E-mail").fill("nora@example.com")
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    # The same link again opens nothing, and touches nobody who is signed in.
    page.goto(f"{phone.address}/#/invitation/{invited['invitation']}")
    heading(page, "Choose your password")
    page.get_by_label("New password").fill(WORDS)
    page.get_by_role("button", name="Set the password").click()
    heading(page, "This link has ended")
