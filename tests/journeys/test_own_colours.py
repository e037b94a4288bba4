"""Screens in the person's own colours, and with more contrast."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from support.browser import Tablets
from support.cast import School
from support.walk import make_eventful

LOOK = "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"
# What has no ground of its own any more needs an edge: the width of the first of each that is on the screen.
EDGES = """(names) => names.filter((name) => document.querySelector(name)?.checkVisibility())
  .map((name) => [name, getComputedStyle(document.querySelector(name)).borderTopWidth])"""
EDGED = ["dialog[open]", ".progress", ".choices", ".face", ".count-letter", ".status-pill", ".banner", ".tag"]


def test_what_is_chosen_is_told_apart_in_the_persons_own_colours(school: School, tablet: Tablets) -> None:
    eventful = make_eventful(school)
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.page
    page.emulate_media(forced_colors="active")
    edged = has_edges(page)
    assert olga.page.locator(".progress > div").first.evaluate(LOOK)[0] != ground_of(page)
    roster = olga.open_roster("Register")
    line = roster.line(eventful.names[1])
    late, absent = (line.get_by_role("button", name=name, exact=True) for name in ("Late", "Absent"))
    differ(late, absent)
    differ(page.locator(".choice > span").nth(0), page.locator(".choice > span").nth(1))
    edged |= has_edges(page)
    late.focus()
    page.keyboard.press("ArrowRight")
    focused = page.locator(":focus-visible")
    assert focused.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    results = Axe().run(page, options={"runOnly": ["wcag2aa"]}).response["violations"]
    assert [one["id"] for one in results] == []
    page.get_by_role("button", name="In question").click()
    line.get_by_role("button", name="Note and more").click()
    edged |= has_edges(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Scan").click()
    differ(page.locator(".scan-state").nth(0), page.locator(".scan-state").nth(1))
    assert edged >= {"dialog[open]", ".progress", ".choices", ".face", ".count-letter", ".status-pill"}


def test_more_contrast_leaves_nothing_quiet(school: School, tablet: Tablets) -> None:
    eventful = make_eventful(school)
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    roster = olga.open_roster("Register")
    page = olga.page
    page.emulate_media(contrast="more")
    quiet = page.locator(".muted").locator("visible=true").first
    assert quiet.evaluate("(one) => getComputedStyle(one).color === getComputedStyle(document.body).color")
    chosen = roster.line(eventful.names[1]).get_by_role("button", name="Late", exact=True)
    assert chosen.evaluate("(one) => getComputedStyle(one).borderTopWidth") == "3px"
    for name in (".choices", ".status-pill"):
        assert page.locator(name).first.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid", name


def ground_of(page: Page) -> str:
    return str(page.locator(".card").first.evaluate(LOOK)[0])


def differ(chosen: Locator, other: Locator) -> None:
    """The chosen one in other colours, and every word in it as readable as the first."""
    assert chosen.evaluate(LOOK) != other.evaluate(LOOK)
    inks = "(one) => new Set([one, ...one.querySelectorAll('span')].map((part) => getComputedStyle(part).color)).size"
    assert chosen.evaluate(inks) == 1


def has_edges(page: Page) -> set[str]:
    found = dict(page.evaluate(EDGES, EDGED))
    assert "0px" not in found.values(), found
    return set(found)
