"""Screens in the person's own colours, and with more contrast."""

from axe_playwright_python.sync_playwright import Axe

from support.browser import Tablets
from support.cast import School
from support.walk import make_eventful


def test_a_marked_roster_is_told_apart_in_the_persons_own_colours(school: School, tablet: Tablets) -> None:
    eventful = make_eventful(school)
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    roster = olga.open_roster("Register")
    olga.page.emulate_media(forced_colors="active")
    line = roster.line(eventful.names[1])
    look = "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"
    pressed = line.get_by_role("button", name="Late", exact=True).evaluate(look)
    other = line.get_by_role("button", name="Absent", exact=True).evaluate(look)
    assert pressed != other
    results = Axe().run(olga.page, options={"runOnly": ["wcag2aa"]}).response["violations"]
    assert [one["id"] for one in results] == []
    olga.page.emulate_media(forced_colors="none", contrast="more")
    quiet = olga.page.locator(".muted").locator("visible=true").first
    assert quiet.evaluate("(one) => getComputedStyle(one).color === getComputedStyle(document.body).color")
