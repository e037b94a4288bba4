"""What people without an account see on their own phones, by links."""

from collections.abc import Iterator

from playwright.sync_api import expect

from support.walk.hand import Hand
from support.walk.school import Eventful

OPENING = "**/api/v1/self-service/*"


def check_in(hand: Hand, eventful: Eventful) -> Iterator[str]:
    with hand.unanswered(OPENING):
        hand.page.goto(f"{hand.tablet.address}/#/self-service/{eventful.check_in}")
        hand.page.reload()
        expect(hand.heading("One moment")).to_be_visible()
        yield "a link is opened"
    expect(hand.heading("Check in")).to_be_visible()
    yield "check-in"
    hand.field("Your number or badge").fill("nobody")
    hand.button("Check in").click()
    hand.alarmed()
    yield "check-in refused"
    hand.field("Your number or badge").fill(eventful.roster.participants[3].identifier)
    hand.button("Check in").click()
    expect(hand.button("Check in somebody else")).to_be_visible()
    yield "checked in"
    with hand.failing(OPENING):
        hand.page.reload()
        expect(hand.heading("No network")).to_be_visible()
        yield "a link without a network"


def registration(hand: Hand, eventful: Eventful) -> Iterator[str]:
    hand.page.goto(f"{hand.tablet.address}/#/self-service/{eventful.registration}")
    hand.page.reload()
    expect(hand.heading("Register")).to_be_visible()
    yield "registering"
    hand.field("First name").fill("Rahima")
    hand.button("Send").click()
    expect(hand.heading("Your details were received")).to_be_visible()
    yield "registered"


def invitation(hand: Hand, eventful: Eventful) -> Iterator[str]:
    hand.page.goto(f"{hand.tablet.address}/#/invitation/{eventful.invitation}")
    hand.page.reload()
    expect(hand.heading("Choose your password")).to_be_visible()
    hand.field("New password").fill("password123")
    hand.button("Set the password").click()
    expect(hand.field("New password")).to_have_attribute("aria-invalid", "true")
    yield "invitation"
    hand.field("New password").fill("three words of mine")
    hand.button("Set the password").click()
    expect(hand.heading("Your password is set")).to_be_visible()
    yield "password set"
    hand.page.goto(f"{hand.tablet.address}/#/invitation/of-yesterday-{eventful.invitation}")
    hand.page.reload()
    hand.field("New password").fill("three words of mine")
    hand.button("Set the password").click()
    expect(hand.heading("This link has ended")).to_be_visible()
    yield "a link that has ended"
