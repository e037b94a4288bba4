"""Staff make links for guests, show their codes, and decide who is added."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Playwright, expect

from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord
from omnipresence.roster.models import GroupMembership, Participant
from support.browser import Tablets
from support.cast import School
from support.rosters import add_roster, people
from support.screens import PHONE, fits_everybody
from support.server import Server
from support.staff import Staff


@pytest.fixture
def staff(playwright: Playwright, server: Server, school: School) -> Iterator[Staff]:
    running = Staff(playwright, server, school)
    yield running
    running.close()


def test_a_link_is_made_shown_used_and_revoked(school: School, tablet: Tablets) -> None:
    roster = add_roster(school, "Register", people(2))
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Self-service")
    page.get_by_role("link", name="Links and codes").click()
    expect(page.get_by_role("heading", name="No links")).to_be_visible()
    fits_everybody(page, "links-empty")
    page.get_by_role("button", name="New link").click()
    form = page.get_by_role("dialog", name="New link")
    form.get_by_label("Session").select_option(label=form.get_by_role("option", name="Register").inner_text())
    form.get_by_label("Name of the link").fill("Front door")
    fits_everybody(page, "link-form")
    form.get_by_role("button", name="Make the link").click()
    once = page.get_by_role("dialog", name="The new link")
    address = once.get_by_role("status", name="The new link").inner_text()
    assert "/#/self-service/" in address
    fits_everybody(page, "link-once")
    once.get_by_role("button", name="I have handed it on").click()
    row = page.get_by_role("list", name="Links and codes").get_by_role("listitem")
    expect(row).to_contain_text("Front door")

    page.get_by_role("link", name="Show Front door").click()
    expect(page.get_by_role("img", name="QR code of this link")).to_be_visible()
    digits = page.locator(".show-digits")
    expect(digits).to_have_text(re.compile(r"\d{3} \d{3}"))
    fits_everybody(page, "link-wall")
    phone = tablet("phone", viewport=PHONE).open(address.split("/", 3)[3].join(("/", "")))
    phone.page.get_by_label("Your number or badge").fill(roster.participants[0].identifier or "")
    phone.page.get_by_label("Code shown in the room").fill(digits.inner_text().replace(" ", ""))
    phone.page.get_by_role("button", name="Check in").click()
    expect(phone.page.get_by_role("heading", name="You are checked in")).to_be_visible()
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 1

    page.get_by_role("link", name="Back to the links").click()
    expect(row).to_contain_text("1 of 1,000 used")
    page.get_by_role("button", name="Revoke Front door").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(row).to_contain_text("Revoked")
    phone.page.reload()
    expect(phone.page.get_by_role("heading", name="This link has ended")).to_be_visible()
    assert olga.complaints == []


def test_registrations_are_approved_and_rejected(school: School, staff: Staff, tablet: Tablets) -> None:
    known = add_roster(school, "Register", people(1)).participants[0]
    ends = (clock.now() + timedelta(days=1)).isoformat()
    link = staff.post("self-service-links", {"kind": "registration", "group": school.group.pk, "expires_at": ends})
    for first_name, identifier in (("Lina", "L1"), ("Omar", known.identifier), ("Spam", "S1")):
        staff.post(f"self-service/{link['token']}/registrations", {"first_name": first_name, "identifier": identifier})
    olga = tablet("olga").open("/registrations").sign_in("school", "olga@example.com", landing="Self-service")
    page = olga.page
    rows = page.get_by_role("list", name="Registrations").get_by_role("listitem")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text="Omar")).to_contain_text("The number belongs to Person 1 Example")
    fits_everybody(page, "registrations")

    page.get_by_role("button", name="Approve Lina").click()
    page.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Approve Omar").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Somebody else").check(force=True)
    dialog.get_by_label("Another number").fill("L1")
    dialog.get_by_role("button", name="Approve").click()
    expect(dialog.get_by_role("alert")).to_contain_text("has this identifier")
    fits_everybody(page, "registration-taken")
    dialog.get_by_role("radio", name="The same person").check(force=True)
    dialog.get_by_role("button", name="Approve").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Reject Spam").click()
    page.get_by_role("dialog").get_by_role("button", name="Reject").click()
    expect(page.get_by_role("heading", name="Nobody waits")).to_be_visible()
    found = Participant.objects.for_organization(school.organization.pk)
    assert set(found.values_list("first_name", flat=True)) == {"Person 1", "Lina"}
    members = GroupMembership.objects.for_organization(school.organization.pk).filter(group=school.group)
    assert members.count() == 2
