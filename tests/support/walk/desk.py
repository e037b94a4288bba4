"""Who may sign in, which programs may ask, and what guests are sent."""

from collections.abc import Iterator

from playwright.sync_api import expect

from support.walk.hand import Hand
from support.walk.school import ASKING, Eventful


def staff(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    hand.visit("/people")
    expect(hand.listing("Users").first).to_be_visible()
    yield "staff"
    hand.field("Find a user").fill("zzzz")
    expect(hand.heading("Nobody here")).to_be_visible()
    yield "staff, nobody found"
    hand.field("Find a user").fill("")
    hand.button("Invite somebody").click()
    form = hand.dialog()
    form.field("Name").fill("Mina")
    form.field("E-mail").fill("mina@example.com")
    form.button("Invite").click()
    expect(form.field("E-mail")).to_have_attribute("aria-invalid", "true")
    yield "inviting somebody"
    form.button("Cancel").click()
    hand.button("New password for {name}", name=eventful.school.mina.name).click()
    yield "a new password for somebody"
    hand.dialog().button("Make a link").click()
    expect(page.locator(".qr")).to_be_visible()
    yield "a link shown once"
    hand.dialog().button("I have handed it on").click()
    hand.closed()


def keys(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    page.locator(".tabs a[href='/people/keys']").click()
    expect(hand.heading("No keys")).to_be_visible()
    yield "no API keys"
    hand.button("New key").click()
    form = hand.dialog()
    form.field("Name").fill("Payroll")
    form.field("Mark presence").check()
    yield "a new API key"
    form.button("Make the key").click()
    expect(page.locator("output.once-value")).to_be_visible()
    yield "an API key shown once"
    hand.dialog().button("I have handed it on").click()
    expect(hand.listing("API keys").first).to_be_visible()
    yield "API keys"
    hand.button("Revoke {name}", name="Payroll").click()
    hand.dialog()
    yield "revoking an API key"
    hand.dialog().button("Cancel").click()
    page.locator(".tabs a[href='/people/sign-ins']").click()
    expect(hand.listing("My sign-ins").first).to_be_visible()
    yield "my sign-ins"


def registrations(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    hand.visit("/registrations")
    expect(hand.listing("Registrations")).to_have_count(len(ASKING))
    yield "registrations"
    hand.button("Approve {name}", name=ASKING[1]).click()
    hand.dialog().choice("Somebody else").click()
    yield "approving a registration"
    hand.dialog().button("Cancel").click()
    hand.button("Reject {name}", name=ASKING[0]).click()
    hand.dialog()
    yield "rejecting a registration"
    hand.dialog().button("Cancel").click()
    hand.choice("Approved").click()
    expect(hand.heading("Nobody here")).to_be_visible()
    yield "no registrations"
    page.locator(".tabs a[href='/registrations/links']").click()
    expect(hand.listing("Links and codes").first).to_be_visible()
    yield "links"
    hand.button("New link").click()
    hand.dialog()
    yield "a new link"
    hand.dialog().choice("Registration").click()
    yield "a new link for registrations"
    hand.dialog().button("Make the link").click()
    expect(page.locator("output.once-value")).to_be_visible()
    hand.dialog().button("I have handed it on").click()
    hand.closed()
    shows = page.locator("a[href^='/registrations/']:not(.tabs a)")
    expect(shows).to_have_count(3)
    shows.first.click()
    expect(page.locator("img.show-sheet")).to_be_visible()
    yield "a link for the wall"
    page.go_back()
    # Made by another server, whose key this one does not have.
    shows.last.click()
    expect(hand.heading("This link cannot be shown")).to_be_visible()
    yield "a link that cannot be shown"
