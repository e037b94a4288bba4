"""Every screen for people who hear it, enlarge it, have their own colours, or asked for less motion."""

from axe_playwright_python.sync_playwright import Axe

from support.browser import Tablets
from support.cast import School
from support.inspection import enlarged, moving, spoken
from support.places import PLACES, open_place
from support.walk import every_screen, make_eventful

PHONE = {"width": 390, "height": 844}


def test_every_screen_speaks_grows_and_keeps_still(school: School, tablet: Tablets) -> None:
    eventful = make_eventful(school)
    olga = tablet("olga", viewport=PHONE).open()
    found: dict[str, list[str]] = {}

    def inspect(screen: str) -> None:
        found[screen] = [*spoken(olga.page), *enlarged(olga.page, 768), *moving(olga.page)]

    for screen in every_screen(olga, eventful):
        inspect(screen)
    olga.find_network()
    for place in PLACES:
        open_place(olga, place, eventful)
        inspect(place.name)
    assert [f"{screen}: {one}" for screen, what in found.items() for one in what] == []
    assert len(found) > 20


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
