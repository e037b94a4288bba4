"""The whole job without touching the screen."""

from playwright.sync_api import Locator, Page, expect

from support.browser import RosterScreen, Tablets
from support.cast import PASSWORD, School
from support.rosters import add_roster, people

MOST_STEPS = 40


def test_signing_in_marking_and_undoing_work_by_keyboard_alone(school: School, tablet: Tablets) -> None:
    add_roster(school, "Register", people(3))
    page = tablet("mina").open().page
    for label, words in (("Organization", "school"), ("E-mail", "mina@example.com"), ("Password", PASSWORD)):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(words)
    page.keyboard.press("Enter")

    tab_to(page, page.get_by_role("link", name="Register", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Register")).to_be_focused()
    roster = RosterScreen(page)
    first, second = roster.line("Person 1 Example"), roster.line("Person 2 Example")
    tab_to(page, first.get_by_role("button", name="Present"))
    page.keyboard.press("l")
    roster.shows("Person 1 Example", "Late")
    expect(second.get_by_role("button", name="Present")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(second.get_by_role("button", name="Absent")).to_be_focused()
    page.keyboard.press("Space")
    roster.shows("Person 2 Example", "Absent")
    page.keyboard.press("ArrowUp")
    expect(first.get_by_role("button", name="Absent")).to_be_focused()

    tab_to(page, page.get_by_role("button", name="Undo"), backwards=True)
    page.keyboard.press("Enter")
    roster.shows("Person 2 Example", None)
    roster.shows("Person 1 Example", "Late")

    tab_to(page, first.get_by_role("button", name="Absent"))
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    write_a_note(page, first)


def test_a_message_is_seen_heard_and_pressed_over_an_open_dialog(school: School, tablet: Tablets) -> None:
    """A dialog takes everything outside it out of reach; messages come into it."""
    add_roster(school, "Register", people(3))
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    roster = mina.open_roster("Register")
    page = roster.page
    roster.mark_everybody_else(3)
    page.get_by_role("button", name="Last actions").click()
    assert "Undo" in within_reach(page)
    # A click lands where a finger does, or fails.
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text("Undone")
    heard = page.get_by_role("dialog").locator("[aria-live=polite]")
    expect(heard).to_contain_text("Undone")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".toast")).to_contain_text("Undone")
    roster.counts(present=0, unmarked=3)


def within_reach(page: Page) -> set[str]:
    """What the browser offers to screen readers as buttons."""
    line = page.context.new_cdp_session(page)
    nodes = line.send("Accessibility.getFullAXTree")["nodes"]
    line.detach()
    shown = [one for one in nodes if not one.get("ignored") and one.get("role", {}).get("value") == "button"]
    return {one.get("name", {}).get("value", "") for one in shown}


def write_a_note(page: Page, line: Locator) -> None:
    """From the line's last button; closing the dialog gives focus back to it."""
    opener = line.get_by_role("button", name="Note and more")
    for _ in range(MOST_STEPS):
        if opener.evaluate("(element) => element === document.activeElement"):
            break
        page.keyboard.press("ArrowUp" if not line.locator(":focus").count() else "ArrowRight")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    tab_to(page, dialog.get_by_label("Note"))
    page.keyboard.type("By keyboard")
    tab_to(page, dialog.get_by_role("button", name="Save note"))
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    expect(line).to_contain_text("By keyboard")


def tab_to(page: Page, wanted: Locator, *, backwards: bool = False) -> None:
    """Tab until it has the focus, as somebody does who looks for it."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_STEPS):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"{wanted} is out of reach of the keyboard")
