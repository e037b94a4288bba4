"""Rosters of 500 and 5,000 people: found, marked and undone by finger and by keyboard, without a network."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from omnipresence.base import clock
from omnipresence.base.writes import Versions, write
from omnipresence.roster.models import Group, GroupMembership
from omnipresence.schedule.models import Session
from support.browser import LYING, STANDING, RosterScreen, Tablets
from support.cast import School
from support.rosters import Roster, add_roster
from support.tablets import Tablet as Sender

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = {"width": 390, "height": 844}
SYNCED = 90_000


def names(count: int) -> list[tuple[str, str]]:
    """Last names in alphabetical order, 26 letters of about as many people each."""
    each = -(-count // 26)
    return [(f"Person {at:04}", f"{chr(65 + at // each)}name {at:04}") for at in range(count)]


@pytest.fixture
def assembly(school: School) -> Roster:
    return add_roster(school, "Assembly", names(500))


def opened(tablet: Tablets, size: int = 500, name: str = "mina", **how: object) -> RosterScreen:
    mina = tablet(name, **how).open().sign_in("school", "mina@example.com")
    roster = mina.open_roster("Assembly")
    expect(mina.page.get_by_role("list", name="Counts")).to_contain_text(f"{size:,} in all", timeout=SYNCED)
    mina.lose_network()
    return roster


def is_in_view(line: Locator) -> None:
    """Between the toolbar and the lower edge of the screen, not behind either."""
    expect(line).to_be_in_viewport(ratio=1)
    top, toolbar = line.bounding_box(), line.page.locator(".toolbar").bounding_box()
    assert top and toolbar
    assert top["y"] >= toolbar["y"] + toolbar["height"]


def test_5000_are_marked_by_keyboard_alone_and_focus_is_never_lost(school: School, tablet: Tablets) -> None:
    add_roster(school, "Assembly", names(5000))
    roster = opened(tablet, 5000)
    page = roster.page
    assert page.locator("[data-row]").count() < 100
    page.keyboard.press("/")
    expect(page.get_by_label("Find a person")).to_be_focused()
    page.keyboard.type("4321")
    expect(page.locator("[data-row]")).to_have_count(1)
    roster.line("Person 4321 Wname 4321").get_by_role("button", name="Present").focus()
    page.keyboard.press("a")
    roster.shows("Person 4321 Wname 4321", "Absent", "On this tablet")
    page.get_by_label("Find a person").press("Escape")
    # The whole list is there again.
    roster.line("Person 0000 Aname 0000").get_by_role("button", name="Present").focus()

    page.keyboard.press("End")
    last = roster.line("Person 4999 Zname 4999")
    expect(last.get_by_role("button", name="Present")).to_be_focused()
    is_in_view(last)
    page.keyboard.press("l")
    roster.shows("Person 4999 Zname 4999", "Late", "On this tablet")
    page.keyboard.press("PageUp")
    expect(roster.line("Person 4989 Zname 4989").get_by_role("button", name="Present")).to_be_focused()
    page.keyboard.press("Home")
    first = roster.line("Person 0000 Aname 0000")
    expect(first.get_by_role("button", name="Present")).to_be_focused()
    for at in range(1, 31):
        page.keyboard.press("p")
        # As a person types: a burst of keys is taken for a scanner's.
        expect(roster.line(f"Person {at:04} Aname {at:04}").get_by_role("button", name="Present")).to_be_focused()
    is_in_view(roster.line("Person 0030 Aname 0030"))
    # Far away with the wheel: the line with the focus is still there, and the next key leads back to it.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    expect(page.locator("[data-row]").nth(3)).to_be_attached()
    page.keyboard.press("ArrowDown")
    expect(roster.line("Person 0031 Aname 0031").get_by_role("button", name="Present")).to_be_focused()
    is_in_view(roster.line("Person 0031 Aname 0031"))
    roster.counts(present=30, absent=1, late=1)
    expect(page.get_by_role("list", name="Counts")).to_contain_text("4,968 unmarked")
    page.keyboard.press("Control+z")
    roster.shows("Person 0029 Aname 0029", None)
    roster.counts(present=29)


def test_all_present_then_the_exceptions_on_500(assembly: Roster, tablet: Tablets) -> None:
    roster = opened(tablet)
    page = roster.page
    roster.mark_everybody_else(500)
    roster.counts(present=500, unmarked=0)
    page.get_by_role("button", name="Jump to M").click()
    expect(page.get_by_role("heading", name="M", exact=True)).to_be_in_viewport()
    line = page.get_by_role("list", name="Roster, M").get_by_role("listitem").first
    is_in_view(line)
    place = page.evaluate("scrollY")
    line.get_by_role("button", name="Absent").click()
    expect(line.get_by_role("button", pressed=True)).to_have_text("Absent")
    expect(line.get_by_text("On this tablet")).to_be_visible()
    assert page.evaluate("scrollY") == place
    roster.counts(present=499, absent=1)
    page.get_by_role("button", name="Last actions").click()
    dialog = page.get_by_role("dialog", name="Last actions")
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    dialog.get_by_role("button", name="Undo 500 people marked Present.").click()
    roster.counts(present=0, absent=1, unmarked=499)


def swipe(page: Page, line: Locator, *stops: tuple[int, int]) -> None:
    """A finger that goes from stop to stop, counted from where it was put down, and is lifted at the last."""
    box = line.bounding_box()
    assert box
    touch = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    before = (0, 0)
    for stop in stops:
        for step in range(1, 9):
            dx, dy = (a + (b - a) * step / 8 for a, b in zip(before, stop, strict=True))
            points = [{"x": x + dx, "y": y + dy}]
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
        before = stop
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_swipe_marks_comes_back_or_scrolls(assembly: Roster, tablet: Tablets) -> None:
    roster = opened(tablet, viewport=PHONE)
    page = roster.page
    first, second = "Person 0002 Aname 0002", "Person 0003 Aname 0003"
    page.evaluate("scrollTo(0, 300)")
    swipe(page, roster.line(first), (140, 5))
    roster.shows(first, "Present", "On this tablet")
    swipe(page, roster.line(second), (-140, 4), (-10, 4))
    roster.shows(second, None)
    swipe(page, roster.line(second), (-140, 4))
    roster.shows(second, "Absent", "On this tablet")
    roster.mark("Person 0004 Aname 0004", "Late")
    swipe(page, roster.line(second), (-140, 4))
    roster.shows(second, "Late", "On this tablet")
    place = page.evaluate("scrollY")
    swipe(page, roster.line("Person 0005 Aname 0005"), (30, -200), (160, -220))
    roster.shows("Person 0005 Aname 0005", None)
    page.wait_for_function("(place) => scrollY > place", arg=place)
    roster.counts(present=1, late=2)
    # Written from right to left, present lies to the left: where reading goes.
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")
    swipe(page, roster.line("Person 0005 Aname 0005"), (-140, 5))
    roster.shows("Person 0005 Aname 0005", "Present", "On this tablet")
    swipe(page, roster.line("Person 0006 Aname 0006"), (140, 4))
    roster.shows("Person 0006 Aname 0006", "Late", "On this tablet")


def add_past_and_classes(school: School, roster: Roster) -> None:
    """Three sessions before, with marks; two classes inside the group."""
    stamps = {"organization": school.organization, "created_at": clock.now(), "updated_at": clock.now()}
    past: list[Session] = []

    def work(versions: Versions) -> None:
        for days in (3, 2, 1):
            begin = roster.session.scheduled_start_at - timedelta(days=days)
            past.append(
                Session.objects.create(
                    group=roster.group,
                    name="Before",
                    scheduled_start_at=begin,
                    scheduled_end_at=begin + timedelta(hours=1),
                    version=versions.take(),
                    **stamps,
                )
            )
        for at, name in enumerate(("6A", "6B")):
            inner = Group.objects.create(
                name=name, group_type="class", parent=roster.group, version=versions.take(), **stamps
            )
            GroupMembership.objects.bulk_create(
                GroupMembership(
                    organization=school.organization,
                    group=inner,
                    participant=person,
                    joined_at=clock.now(),
                    version=versions.take(),
                )
                for person in roster.participants[at::3]
            )

    write(school.organization.pk, work, count=2 * len(roster.participants))
    gate = Sender(school, school.tariq, name="Front gate")
    first = roster.participants[0]
    gate.sync(gate.op(first, "late", session=past[0]), gate.op(first, "absent", session=past[2]))


def test_sections_earlier_marks_and_help_are_readable_by_everybody(school: School, tablet: Tablets) -> None:
    add_past_and_classes(school, add_roster(school, "Assembly", names(120)))
    for dark, size in ((False, LYING), (True, STANDING), (False, PHONE)):
        roster = opened(tablet, 120, name=f"mina {size['width']}", viewport=size, dark=dark)
        for state in states_of(roster):
            found = [f"{one['id']}: {one['nodes'][0]['html']}" for one in violations(roster.page)]
            assert found == [], f"{state}, {size['width']}"
        is_wide_enough_for_gloves(roster.page)


def states_of(roster: RosterScreen) -> Iterator[str]:
    page = roster.page
    first = roster.line("Person 0000 Aname 0000")
    expect(first).to_contain_text(re.compile(r"Before: \w+ \d+ \w+: Late; \w+ \d+ \w+: no mark; \w+ \d+ \w+: Absent"))
    # There are no pictures of people: initials, kept apart where a script would join them.
    expect(first.locator(".face")).to_have_text(re.compile("^P.?A$"))
    yield "by name"
    page.get_by_role("radio", name="By group").check(force=True)
    expect(page.get_by_role("heading", name="6A", exact=True)).to_be_visible()
    assert (
        page.get_by_role("list", name="Roster, 6A").get_by_role("listitem").first.get_attribute("aria-setsize") == "40"
    )
    yield "by group"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Marking faster")).to_be_visible()
    yield "help"
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="By name").check(force=True)


def violations(page: Page) -> list[dict[str, list[dict[str, str]]]]:
    found: list[dict[str, list[dict[str, str]]]] = Axe().run(page, options=RULES).response["violations"]
    return found


def is_wide_enough_for_gloves(page: Page) -> None:
    """Targets of a line are 48 px at least, and 8 px apart; a mark moves nothing."""
    line = page.locator("[data-row]").first
    boxes = """(line) => [line, ...line.querySelectorAll('button.state')].map((one) => {
      const [box, own] = [one.getBoundingClientRect(), line.getBoundingClientRect()]
      return { left: box.left, right: box.right, top: box.top - own.top, width: box.width, height: box.height }
    })"""
    before = line.evaluate(boxes)
    buttons = before[1:]
    assert all(box["width"] >= 48 and box["height"] >= 48 for box in buttons)
    gaps = [b["left"] - a["right"] for a, b in zip(buttons, buttons[1:], strict=False) if a["top"] == b["top"]]
    assert min(gaps) >= 8
    line.get_by_role("button", name="Present").click()
    expect(line.get_by_role("button", name="Present")).to_have_attribute("aria-pressed", "true")
    assert line.evaluate(boxes) == before
