"""From the roster to the scan page and the kiosk, and back; one mark is made and taken back."""

from collections.abc import Iterator

from playwright.sync_api import expect

from support.walk.hand import Hand
from support.walk.school import Eventful

KIOSK_PIN = "274951"


def scanning(hand: Hand, eventful: Eventful) -> Iterator[str]:
    third = eventful.roster.participants[2].identifier
    hand.link("Scan").click()
    verdict = hand.region("Last scan")
    expect(verdict).to_be_visible()
    yield "scan"
    hand.button("Start the camera").click()
    hand.alarmed()
    yield "no camera"
    _type_code(hand, "Type an identifier", third)
    expect(verdict).to_have_attribute("data-kind", "marked")
    yield "scanned"
    _type_code(hand, "Type an identifier", third)
    expect(verdict).to_have_attribute("data-kind", "already")
    yield "scanned twice"
    hand.page.locator(".last-scans button").last.click()
    _type_code(hand, "Type an identifier", "<b>nobody</b>")
    expect(verdict).to_have_attribute("data-kind", "unknown")
    yield "unknown code"
    hand.button("New person with this code").click()
    dialog = hand.dialog()
    yield "new person with a code"
    dialog.button("Cancel").click()


def kiosk(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    hand.link("Kiosk").click()
    page.locator(".kiosk-choice").last.click()
    _choose_pins(hand, "1111")
    hand.alarmed()
    yield "setting up a kiosk"
    _choose_pins(hand, KIOSK_PIN)
    expect(hand.field("Type your identifier")).to_be_visible()
    yield "kiosk"
    _type_code(hand, "Type your identifier", eventful.roster.participants[1].identifier)
    expect(hand.region("Answer")).to_be_visible()
    yield "kiosk with an answer"
    hand.button("For the {staff}").click()
    dialog = hand.dialog()
    dialog.field("PIN of the kiosk").fill("000001")
    dialog.button("Go on").click()
    expect(dialog.field("PIN of the kiosk")).to_have_value("")
    hand.alarmed()
    yield "a wrong PIN at the kiosk"
    dialog.field("PIN of the kiosk").fill(KIOSK_PIN)
    dialog.button("Go on").click()
    expect(hand.button("Leave the kiosk")).to_be_visible()
    yield "leaving the kiosk"
    hand.button("Leave the kiosk").click()
    expect(page.locator(".roster li.line").first).to_be_visible()


def _choose_pins(hand: Hand, pin: str) -> None:
    hand.field("PIN to leave the kiosk").fill(pin)
    hand.field("The same PIN again").fill(pin)
    hand.button("Start the kiosk").click()


def _type_code(hand: Hand, label: str, code: str) -> None:
    hand.field(label).fill(code)
    hand.page.keyboard.press("Enter")
