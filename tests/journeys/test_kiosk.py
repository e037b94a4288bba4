"""A tablet that stands alone at the door: guests check themselves in, and nothing but the PIN leads anywhere else."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from omnipresence.presence.models import PresenceRecord
from support.browser import Tablet, Tablets
from support.camera import Scene, film, qr
from support.cast import PASSWORD, School
from support.rosters import Roster, add_roster

PIN, OWN_PIN = "274951", "582914"
SENT = 40_000


@pytest.fixture
def register(school: School) -> Roster:
    return add_roster(school, "Register", [("Amina", "Rahman"), ("Bilal", "Hossain"), ("Chitra", "Das")])


def start_kiosk(tablet: Tablet, *, search: bool = False) -> Page:
    page = tablet.page
    tablet.open_roster("Register")
    page.get_by_role("link", name="Scan", exact=True).click()
    page.get_by_role("link", name="Kiosk", exact=True).click()
    page.get_by_label("PIN to leave the kiosk").fill(PIN)
    page.get_by_label("The same PIN again").fill("1111")
    page.get_by_role("button", name="Start the kiosk").click()
    expect(page.get_by_role("alert").filter(has_text="The two PINs differ.")).to_be_visible()
    page.get_by_label("The same PIN again").fill(PIN)
    if search:
        page.get_by_label("Search for a name").check()
    page.get_by_role("button", name="Start the kiosk").click()
    expect(page.get_by_label("Type your identifier")).to_be_visible()
    return page


def check_in(page: Page, identifier: str) -> None:
    page.get_by_label("Type your identifier").fill(identifier)
    page.keyboard.press("Enter")


def test_guests_check_in_offline_see_their_own_answer_only_and_the_staff_stay_the_author(
    school: School, register: Roster, tablet: Tablets, tmp_path: Path
) -> None:
    amina, bilal, _ = register.participants
    flags = film(tmp_path / "film.y4m", [Scene(qr(amina.identifier), 2), Scene(None, 4)])
    mina = tablet("mina", flags=flags, allowed=("camera",)).open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.lose_network()
    page = start_kiosk(mina)
    answer = page.get_by_role("region", name="Answer")
    expect(answer).to_contain_text("Welcome, Amina")
    expect(answer).to_be_hidden()
    page.get_by_role("button", name="Stop the camera").click()

    check_in(page, bilal.identifier)
    # A number may be somebody else's: it brings initials, no name.
    expect(answer).to_contain_text("Welcome, B. H.")
    expect(page.get_by_text("Bilal")).to_have_count(0)
    check_in(page, bilal.identifier)
    expect(answer).to_contain_text("You were checked in already.")
    check_in(page, "nobody-1")
    expect(answer).to_contain_text("Not found")
    expect(page.get_by_text("nobody-1")).to_have_count(0)

    mina.find_network()
    page.get_by_role("button", name="For the staff").click()
    expect(page.get_by_text("Nothing of yours waits")).to_have_count(0)
    page.get_by_label("PIN of the kiosk").fill(PIN)
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("Nothing of yours waits on this tablet.", timeout=SENT)
    page.get_by_role("button", name="Leave the kiosk").click()
    expect(page.get_by_role("heading", name="Register", level=1)).to_be_visible()
    marks = PresenceRecord.objects.for_organization(school.organization.pk).filter(session=register.session)
    told = {(row.participant_id, row.presence_state.code, row.extra_data["note"], row.recorded_by_id) for row in marks}
    assert told == {(one.pk, "present", "Self check-in", school.mina.pk) for one in (amina, bilal)}


def choose_pin(tablet: Tablet, pin: str) -> None:
    page = tablet.visit("This tablet")
    page.get_by_role("button", name="Choose a PIN").click()
    for dialog in ("Your new PIN", "The new PIN once more"):
        expect(page.get_by_role("dialog", name=dialog)).to_be_visible()
        page.keyboard.type(pin)
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Change the PIN")).to_be_visible()
    tablet.visit("Sessions")


def test_there_is_no_way_out_but_the_pin(register: Roster, tablet: Tablets) -> None:
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    choose_pin(mina, OWN_PIN)
    page = start_kiosk(mina)
    field = page.get_by_label("Type your identifier")
    page.evaluate("() => { history.back(); history.back() }")
    page.wait_for_url("**/kiosk")
    expect(field).to_be_visible()
    for path in ("/", "/sign-in", "/device", f"/sessions/{register.session.pk}", "/sessions/999/kiosk"):
        page.goto(mina.address + path)
        expect(field).to_be_visible()
        assert page.url.endswith(f"/sessions/{register.session.pk}/kiosk")
    expect(page.get_by_role("navigation")).to_have_count(0)
    # At once, before anything has come to rest: a battery does not ask. No guest finds a pad to guess at Mina's PIN.
    mina.kill()
    page = mina.open("/sign-in").page
    field = page.get_by_label("Type your identifier")
    expect(field).to_be_visible()

    page.get_by_role("button", name="For the staff").click()
    for _ in range(3):
        page.get_by_label("PIN of the kiosk").fill("000001")
        page.get_by_role("button", name="Go on", exact=True).click()
        expect(page.get_by_role("alert").filter(has_text="That is not the PIN.")).to_be_visible()
        expect(page.get_by_label("PIN of the kiosk")).to_have_value("")
    page.get_by_label("PIN of the kiosk").fill(PIN)
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Too many wrong ones. Wait")).to_be_visible()
    page.get_by_role("button", name="Forgotten? Use your password").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_role("button", name="Leave the kiosk").click()
    # Guests may have seen the kiosk's PIN being typed: it ends the kiosk, and Mina's lists are opened by her own.
    expect(page.get_by_role("heading", name="Who is it?")).to_be_visible()
    assert "Amina" not in page.content()
    page.keyboard.type(OWN_PIN)
    page.keyboard.press("Enter")
    mina.open_roster("Register").shows("Amina Rahman", None)


def test_names_are_found_where_staff_allowed_it(register: Roster, tablet: Tablets) -> None:
    mina = tablet("mina", viewport={"width": 390, "height": 844}).open().sign_in("school", "mina@example.com")
    page = start_kiosk(mina, search=True)
    search = page.get_by_label("Find your name")
    search.fill("ch")
    expect(page.get_by_role("button", name="I am")).to_have_count(0)
    search.fill("chi")
    page.get_by_role("button", name="I am Chitra Das").click()
    expect(page.get_by_role("region", name="Answer")).to_contain_text("Welcome, Chitra")
