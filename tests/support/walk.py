"""A school in which something happened, and a walk through every screen of the app that shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from support.browser import Tablet
from support.cast import School
from support.rosters import Roster, add_roster, people
from support.tablets import Tablet as Sender

KIOSK_PIN = "274951"
NOTE = "At the dentist until ten"


@dataclass
class Eventful:
    """The first person on the roster is in question, the second has a mark with a note."""

    school: School
    roster: Roster

    @property
    def names(self) -> list[str]:
        return [f"{row.first_name} {row.last_name}".strip() for row in self.roster.participants]


def make_eventful(
    school: School, names: list[tuple[str, str]] | None = None, session: str = "Register", note: str = NOTE
) -> Eventful:
    """One conflict, one mark, and with them audit entries and a notification. The first two names must sort first."""
    roster = add_roster(school, session, names or people(4))
    add_roster(school, "Elsewhere", [("Guest", "Of another group")])
    first, second = roster.participants[:2]
    mina = Sender(school, school.mina, name="Front gate")
    tariq = Sender(school, school.tariq, name="Back door")
    mina.sync(
        mina.op(first, "absent", session=roster.session), mina.op(second, "late", session=roster.session, note=note)
    )
    assert tariq.outcomes(tariq.op(first, "excused", session=roster.session, note=note)) == ["conflict"]
    mina.sync({**mina.op(second, session=roster.session), "kind": "of tomorrow"})
    return Eventful(school, roster)


def every_screen(tablet: Tablet, eventful: Eventful, session: str = "Register") -> Iterator[str]:
    """Sign in as the administrator and go from screen to screen; yields the name of each once it is complete."""
    first, second = eventful.names[:2]
    page = tablet.page
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    yield "sign-in"
    tablet.sign_in(eventful.school.slug, "olga@example.com")
    yield "today"
    yield from _roster(tablet, session, first, second)
    yield from scanning(tablet, eventful)
    yield from _review(tablet, first)
    yield from _lists(tablet, first)
    tablet.visit("Audit log")
    expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible()
    page.get_by_role("main").locator("summary").first.click()
    yield "audit log"
    yield from _tablets(tablet)
    page.get_by_role("link", name="Notifications").click()
    expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible()
    yield "notifications"
    yield from _device(tablet, session)


def _roster(tablet: Tablet, session: str, first: str, second: str) -> Iterator[str]:
    roster = tablet.open_roster(session)
    roster.line(first).get_by_role("button", name="In question").click()
    expect(roster.line(first).get_by_role("heading", name="Version A")).to_be_visible()
    yield "roster"
    roster.line(second).get_by_role("button", name="Note and more").click()
    dialog = tablet.page.get_by_role("dialog", name=second)
    expect(dialog).to_be_visible()
    yield "person"
    dialog.get_by_role("button", name="Close").first.click()
    expect(dialog).to_be_hidden()
    yield from _arrivals(tablet)


def _arrivals(tablet: Tablet) -> Iterator[str]:
    page = tablet.page
    page.get_by_role("button", name="Receipt").click()
    receipt = page.get_by_role("dialog", name="Receipt of this session")
    expect(receipt.get_by_role("heading", name="Received from")).to_be_visible()
    yield "receipt"
    receipt.get_by_role("button", name="Close").last.click()
    page.get_by_label("Find a person").fill("guest")
    expect(page.get_by_role("heading", name="In other groups")).to_be_visible()
    yield "nobody found on the list"
    page.get_by_role("button", name="as a new person").click()
    added = page.get_by_role("dialog", name="Add a person")
    expect(added.get_by_label("First name")).to_have_value("Guest")
    yield "adding a person"
    added.get_by_role("button", name="Cancel").click()
    page.get_by_label("Find a person").fill("")


def scanning(tablet: Tablet, eventful: Eventful) -> Iterator[str]:
    """From the roster to the scan page and the kiosk, and back; one mark is made and taken back."""
    page = tablet.page
    page.get_by_role("link", name="Scan", exact=True).click()
    verdict = page.get_by_role("region", name="Last scan", exact=True)
    expect(verdict).to_be_visible()
    yield "scan"
    page.get_by_role("button", name="Start the camera").click()
    expect(page.get_by_role("alert").filter(has_text="camera")).to_be_visible()
    _type_code(page, "Type an identifier", eventful.roster.participants[2].identifier)
    expect(verdict).to_have_attribute("data-kind", "marked")
    yield "scanned"
    _type_code(page, "Type an identifier", eventful.roster.participants[2].identifier)
    expect(verdict).to_have_attribute("data-kind", "already")
    yield "scanned twice"
    page.get_by_role("button", name="Undo").last.click()
    _type_code(page, "Type an identifier", "<b>nobody</b>")
    expect(verdict).to_have_attribute("data-kind", "unknown")
    yield "unknown code"
    page.get_by_role("button", name="New person with this code").click()
    expect(page.get_by_role("dialog", name="New person")).to_be_visible()
    yield "new person with a code"
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("link", name="Kiosk", exact=True).click()
    page.get_by_label("Search for a name").check()
    page.get_by_label("PIN to leave the kiosk").fill(KIOSK_PIN)
    page.get_by_label("The same PIN again").fill(KIOSK_PIN)
    yield "setting up a kiosk"
    page.get_by_role("button", name="Start the kiosk").click()
    expect(page.get_by_label("Type your identifier")).to_be_visible()
    yield "kiosk"
    _type_code(page, "Type your identifier", eventful.roster.participants[1].identifier)
    expect(page.get_by_role("region", name="Answer")).to_be_visible()
    yield "kiosk with an answer"
    page.get_by_role("button", name="For the staff").click()
    page.get_by_label("PIN of the kiosk").fill(KIOSK_PIN)
    yield "leaving the kiosk"
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_role("button", name="Leave the kiosk").click()
    expect(page.get_by_role("list", name="Roster")).to_be_visible()


def _type_code(page: Page, label: str, code: str) -> None:
    page.get_by_label(label).fill(code)
    page.keyboard.press("Enter")


def _review(tablet: Tablet, first: str) -> Iterator[str]:
    page = tablet.visit("Review")
    link = page.get_by_role("main").get_by_role("listitem").get_by_role("link")
    expect(link).to_contain_text(first)
    yield "review"
    link.click()
    expect(page.get_by_role("region", name="History").get_by_role("listitem").first).to_be_visible()
    yield "conflict"


def _lists(tablet: Tablet, first: str) -> Iterator[str]:
    """Who is on the lists, and in which groups."""
    page = tablet.visit("Participants")
    people = page.get_by_role("list", name="Participants")
    expect(people.get_by_role("listitem").first).to_be_visible()
    yield "participants"
    people.get_by_role("link").filter(has_text=first).click()
    groups = page.get_by_role("list", name="Groups of")
    expect(groups.get_by_role("link")).to_be_visible()
    yield "participant"
    groups.get_by_role("link").click()
    expect(people.get_by_role("link").filter(has_text=first)).to_be_visible()
    yield "group"
    page.get_by_role("button", name="Rename or move").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Name", exact=True)).to_have_value(re.compile("^Group of "))
    yield "changing a group"
    dialog.get_by_role("button", name="Cancel").click()


def _tablets(tablet: Tablet) -> Iterator[str]:
    page = tablet.visit("Tablets")
    dialog = page.get_by_role("dialog")
    expect(page.get_by_role("link", name="Front gate", exact=True)).to_be_visible()
    yield "tablets"
    page.get_by_role("button", name="Rename Front gate").click()
    expect(dialog).to_be_visible()
    yield "renaming a tablet"
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Shut out Front gate").click()
    expect(dialog).to_contain_text("1 entry waited on it")
    yield "shutting a tablet out"
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_role("link", name="Front gate", exact=True).click()
    page.get_by_role("list", name="Sync history").locator("summary").first.click()
    yield "sync history"
    page.get_by_role("link", name="Back to all tablets").click()
    page.get_by_role("link", name="Tray").click()
    page.get_by_role("list", name="Tray").locator("summary").first.click()
    yield "tray"
    page.get_by_role("link", name="Hand in a file").click()
    wrong = {"name": "holiday.json", "mimeType": "application/json", "buffer": b"{}"}
    page.get_by_label("File with waiting marks").set_input_files([wrong])  # type: ignore[list-item]
    expect(page.get_by_role("alert").filter(has_text="This is not a file with the marks of a tablet.")).to_be_visible()
    yield "handing in a file"


def _device(tablet: Tablet, session: str) -> Iterator[str]:
    page = tablet.page
    tablet.visit("This tablet")
    expect(page.get_by_role("region", name="Marks not yet settled").get_by_role("listitem")).to_have_count(1)
    yield "this tablet"
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("radio", name="Only some groups").check(force=True)
    expect(page.get_by_role("checkbox", name="1A")).to_be_visible()
    page.get_by_text("Sent from this tablet").click()
    yield "what this tablet carries"
    page.get_by_role("button", name="Cancel").click()
    tablet.lose_network()
    roster = tablet.open_roster(session)
    page.get_by_role("button", name="present").filter(has_text="Mark").click()
    expect(roster.page.get_by_text("On this tablet").first).to_be_visible()
    yield "roster with waiting marks"
    tablet.visit("This tablet")
    expect(page.get_by_role("region", name="Marks not yet settled")).to_be_visible()
    yield "this tablet with waiting marks"
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    yield "signing out"
    dialog.get_by_role("button", name="Stay signed in").click()
    tablet.visit("Sessions")
    _account(page)
    yield "account and today with waiting marks"


def _account(page: Page) -> None:
    page.get_by_role("button", name="Account of").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
