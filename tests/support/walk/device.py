"""The tablet itself, and what it shows when marks wait on it."""

from collections.abc import Iterator

from playwright.sync_api import expect

from support.walk.day import line, open_roster
from support.walk.hand import Hand
from support.walk.school import Eventful


def device(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    hand.visit("/device")
    expect(page.locator(".queue li")).to_have_count(1)
    yield "this tablet"
    hand.button("Change").click()
    hand.choice("Only some {groups}").click()
    expect(page.get_by_role("checkbox", name="1A")).to_be_visible()
    page.locator("details.sent summary").click()
    yield "what this tablet carries"
    hand.button("Cancel").click()


def without_network(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    hand.tablet.lose_network()
    open_roster(hand, eventful)
    line(hand, eventful, 2).locator(".state").first.click()
    expect(line(hand, eventful, 2)).to_have_attribute("data-place", "waiting")
    yield "roster with waiting marks"
    hand.button("Receipt").click()
    hand.dialog()
    yield "receipt without a network"
    hand.escape()
    hand.visit("/device")
    expect(page.locator(".queue li").first).to_be_visible()
    yield "this tablet with waiting marks"
    hand.inside(page.get_by_role("main")).button("Sign out").click()
    hand.dialog()
    yield "signing out"
    hand.dialog().button("Stay signed in").click()
    hand.visit("/badges")
    expect(page.locator(".freshness [role=status]")).not_to_be_empty()
    yield "badges without a network"
    hand.visit("/reports")
    hand.choice("Not seen").click()
    hand.field("From").fill("2025-01-01")
    expect(hand.heading("Not on this tablet")).to_be_visible()
    yield "a report without a network"
    hand.visit("/")
    yield "today with waiting marks"
    hand.tablet.find_network()
