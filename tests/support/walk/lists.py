"""Who is on the lists, and in which groups."""

from collections.abc import Iterator

from playwright.sync_api import expect

from support.walk.hand import Hand
from support.walk.school import Eventful


def lists(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    first = page.locator(".roster-link").filter(has_text=eventful.names[0])
    hand.visit("/participants")
    expect(first).to_be_visible()
    yield "participants"
    first.click()
    group = hand.listing("{Groups} of {name}", name=eventful.names[0]).get_by_role("link")
    expect(group).to_be_visible()
    yield "participant"
    group.click()
    expect(page.locator(".roster-member").first).to_be_visible()
    yield "group"
    hand.button("Rename or move").click()
    dialog = hand.dialog()
    expect(dialog.field("Name")).not_to_have_value("")
    yield "changing a group"
    dialog.button("Cancel").click()
