"""Until the first list is on the tablet, and what a shared tablet asks of whoever takes it."""

from collections.abc import Iterator

from playwright.sync_api import expect

from support.cast import PASSWORD
from support.walk.hand import Hand
from support.walk.school import Eventful

SYNC = "**/api/v1/sync"
PIN, WRONG = "582914", "999111"


def signing_in(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    expect(hand.heading("Sign in")).to_be_visible()
    yield "sign-in"
    _fill_in(hand, eventful, "wrong")
    hand.alarmed()
    yield "sign-in refused"
    with hand.failing(SYNC):
        _fill_in(hand, eventful, PASSWORD)
        expect(hand.heading("The lists are not on this tablet yet")).to_be_visible()
        yield "no lists yet"
        with hand.unanswered(SYNC):
            # Sooner or later it tries by itself; this is sooner.
            page.evaluate("() => dispatchEvent(new Event('online'))")
            expect(hand.heading("Bringing the lists to this tablet")).to_be_visible()
            yield "bringing the lists"
    expect(page.locator(".session-card").first).to_be_visible()
    expect(hand.link("Choose a PIN")).to_be_visible()
    yield "today with the offer of a PIN"
    hand.button("No PIN").click()
    expect(hand.link("Choose a PIN")).to_have_count(0)


def _fill_in(hand: Hand, eventful: Eventful, password: str) -> None:
    hand.field("Organization").fill(eventful.school.slug)
    hand.field("E-mail").fill("olga@example.com")
    hand.field("Password").fill(password)
    hand.button("Sign in").click()


def changing_places(hand: Hand, eventful: Eventful) -> Iterator[str]:
    """A PIN is chosen, the tablet locked, opened and left."""
    page = hand.page
    hand.visit("/device")
    hand.button("Choose a PIN").click()
    hand.dialog()
    yield "choosing a PIN"
    _type(hand, "1234")
    hand.alarmed()
    yield "a PIN that everybody tries"
    for _ in range(2):
        _type(hand, PIN)
    hand.closed()
    expect(hand.button("Change the PIN")).to_be_visible()
    yield "this tablet with a PIN"
    hand.button("Account of {name}", name=eventful.school.olga.name).click()
    hand.button("Lock or change person").click()
    expect(hand.heading("Who is it?")).to_be_visible()
    yield "locked"
    _type(hand, WRONG)
    hand.alarmed()
    yield "a wrong PIN"
    hand.button("Forgot the PIN? Use the password").click()
    expect(hand.field("Password")).to_be_visible()
    yield "choosing a person"
    page.reload()
    _type(hand, PIN)
    expect(page.locator(".menu")).to_be_visible()


def _type(hand: Hand, pin: str) -> None:
    expect(hand.page.locator(".pin-pad")).to_be_visible()
    hand.page.keyboard.type(pin)
    hand.button("Done").click()


def again(hand: Hand, eventful: Eventful) -> Iterator[str]:
    hand.go("/sign-in")
    yield "sign in again"
    hand.go("/")
