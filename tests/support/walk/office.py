"""What administrators look at and decide: conflicts, the audit log, tablets, notifications, reports, badges."""

from collections.abc import Iterator

from playwright.sync_api import expect

from support.walk.hand import Hand
from support.walk.school import Eventful


def review(hand: Hand, eventful: Eventful) -> Iterator[str]:
    hand.visit("/review")
    link = hand.page.locator(".conflict-link")
    expect(link).to_contain_text(eventful.names[0])
    yield "review"
    link.click()
    expect(hand.inside(hand.region("History")).page.locator(".history li").first).to_be_visible()
    yield "conflict"
    hand.visit("/review")
    hand.choice("Decided {count}", count=0).click()
    expect(hand.heading("Nothing decided yet")).to_be_visible()
    yield "review, nothing decided"


def audit(hand: Hand, eventful: Eventful) -> Iterator[str]:
    hand.visit("/audit")
    main = hand.page.get_by_role("main")
    expect(main.get_by_role("listitem").first).to_be_visible()
    main.locator("summary").first.click()
    yield "audit log"


def notifications(hand: Hand, eventful: Eventful) -> Iterator[str]:
    hand.page.locator(".top-bell").click()
    expect(hand.page.locator(".notice-list li").first).to_be_visible()
    yield "notifications"
    hand.button("What you hear of").click()
    wish = hand.inside(hand.region("What you hear of"))
    wish.field("Conflicts").click()
    expect(wish.text("Saved.")).to_be_visible()
    yield "what somebody hears of"
    with hand.failing("**/api/v1/notification-preferences"):
        wish.field("Conflicts").click()
        hand.alarmed()
        expect(wish.field("Conflicts")).not_to_be_checked()
        yield "a choice that was not saved"


def tablets(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    hand.visit("/devices")
    gate = page.get_by_role("link", name="Front gate", exact=True)
    expect(gate).to_be_visible()
    yield "tablets"
    hand.button("Rename {name}", name="Front gate").click()
    hand.dialog()
    yield "renaming a tablet"
    hand.dialog().button("Cancel").click()
    hand.button("Shut out {name}", name="Front gate").click()
    hand.dialog()
    yield "shutting a tablet out"
    hand.dialog().button("Cancel").click()
    gate.click()
    page.locator(".operation-list summary").first.click()
    yield "sync history"
    hand.link("Back to all tablets").click()
    page.locator("a[href='/devices/tray']").click()
    page.locator(".fleet-list summary").first.click()
    yield "tray"
    page.locator("a[href='/devices/rescue']").click()
    wrong = {"name": "holiday.json", "mimeType": "application/json", "buffer": b"{}"}
    hand.field("File with waiting marks").set_input_files([wrong])  # type: ignore[list-item]
    hand.alarmed()
    yield "handing in a file"


def reports(hand: Hand, eventful: Eventful) -> Iterator[str]:
    page = hand.page
    with hand.unanswered("**/api/v1/reports/**"):
        hand.page.locator(".menu a[href='/reports']").first.click()
        expect(hand.heading("Reports")).to_be_visible()
        yield "a report on its way"
    for report in ("Attendance", "Day", "{Session}", "Absentees", "Not seen", "Trends"):
        hand.choice(report).click()
        hand.arrived()
        expect(page.get_by_role("main").get_by_role("status").first).to_be_visible()
        yield f"report {report.strip('{}').lower()}"
    hand.choice("Attendance").click()
    hand.field("From").fill("2026-05-02")
    hand.field("To").fill("2026-05-01")
    expect(hand.text("This day is before the first one.")).to_be_visible()
    yield "a report with wrong days"


def badges(hand: Hand, eventful: Eventful) -> Iterator[str]:
    hand.visit("/badges")
    expect(hand.button("CSV").first).to_be_visible()
    yield "badges"
