"""The day and the roster: what staff have in front of them all day."""

from collections.abc import Iterator

from playwright.sync_api import Locator, expect

from support.api import Api
from support.walk.hand import Hand
from support.walk.school import Eventful


def today(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    yield "today"
    hand.field("Find a {group} or {session}").fill("zzzz")
    expect(hand.heading("Nothing found")).to_be_visible()
    yield "today, nothing found"
    hand.field("Find a {group} or {session}").fill("")
    hand.button("Start a {session} now").click()
    hand.dialog()
    page.locator(".start-group").first.click()
    expect(page.locator(".start-plan")).to_be_visible()
    yield "starting a session on the spot"
    hand.escape()
    hand.button("Account of {name}", name=eventful.school.olga.name).click()
    expect(hand.button("Sign out")).to_be_visible()
    yield "account"
    page.keyboard.press("Escape")
    opener = page.locator(".menu-opener button")
    if opener.is_visible():
        opener.click()
        expect(page.locator("#more")).to_be_visible()
        yield "more of the menu"
        page.keyboard.press("Escape")


def open_roster(hand: Hand, eventful: Eventful) -> None:
    hand.visit("/")
    hand.page.get_by_role("link", name=eventful.roster.session.name, exact=True).click()
    expect(line(hand, eventful, 0)).to_be_visible()


def line(hand: Hand, eventful: Eventful, person: int) -> Locator:
    """Of the person with this place in the school's list."""
    return hand.page.locator(".roster li.line").filter(has_text=eventful.roster.participants[person].identifier)


def marking(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    open_roster(hand, eventful)
    first, second = (hand.inside(line(hand, eventful, person)) for person in (0, 1))
    first.button("In question").click()
    expect(first.heading("Version A, on the server first")).to_be_visible()
    yield "roster"
    second.button("Note and more for {name}. Has a note", name=eventful.names[1]).click()
    hand.dialog()
    yield "person"
    hand.escape()
    page.get_by_role("button", name=hand.words("Receipt")).click()
    expect(hand.dialog().heading("Received from")).to_be_visible()
    yield "receipt"
    hand.escape()
    hand.button("Marking faster").click()
    hand.dialog()
    yield "help"
    hand.escape()
    line(hand, eventful, 2).locator(".state").first.click()
    hand.button("Last actions").click()
    hand.dialog()
    yield "last actions"
    page.keyboard.press("Escape")
    hand.closed()
    hand.button("Undo").first.click()
    expect(line(hand, eventful, 2)).to_have_attribute("data-marked", "false")


def many_states(hand: Hand, eventful: Eventful) -> Iterator[str]:
    """More than stand beside each other: the rest is behind a button, also for somebody from another group."""
    olga = Api(eventful.school.olga)
    for order, label in enumerate(("Online", "Excursion")):
        look = {"label": label, "color": "#7a4b8f", "counts_as": "other", "sort_order": 9 + order}
        assert olga.post("presence-states", {"code": label.lower(), **look}).status_code == 201
    hand.go("/device")
    hand.button("Sync now").click()
    open_roster(hand, eventful)
    hand.field("Find a person").fill("guest")
    hand.page.locator(".state[aria-haspopup=dialog]").last.click()
    hand.dialog()
    yield "all states of somebody from another group"
    hand.escape()


def arrivals(hand: Hand, eventful: Eventful) -> Iterator[str]:
    hand.field("Find a person").fill("guest")
    expect(hand.heading("In other {groups}")).to_be_visible()
    yield "nobody found on the list"
    hand.button("Add “{name}” as a new person", name="guest").click()
    dialog = hand.dialog()
    expect(dialog.field("First name")).to_have_value("Guest")
    dialog.field("First name").fill("")
    hand.page.locator(".all-states .state").first.click()
    hand.alarmed()
    yield "adding a person"
    dialog.button("Cancel").click()
    hand.field("Find a person").fill("")
