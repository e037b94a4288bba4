"""What holds on every screen: everybody can use it, nothing breaks the content policy, no name is more than a name."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from omnipresence.accounts.models import SyncDevice
from support.browser import LYING, STANDING, Tablets
from support.cast import School
from support.walk import every_screen, make_eventful

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
IMAGE = '<img src=x onerror="hacked=1">'
HOSTILE = [
    (IMAGE, "<b>Aa</b>"),
    ("\u202eenaJ", "Ab"),
    ("রহিমা", "বেগম"),
    ("فاطمة", "الزهراء"),
    ("王", "小明"),
    ("👩🏽‍🏫 Zoë", "O’Neill 🎓"),
    ("{{7*7}}", "${alert(1)}"),
    ("Robert'); DROP TABLE participants;--", "\"><script>hacked=1</script>"),
]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_screen(school: School, tablet: Tablets, dark: bool) -> None:
    eventful = make_eventful(school)
    olga = tablet("olga", dark=dark, viewport=STANDING if dark else LYING).open()
    found = {screen: violations(olga.page) for screen in every_screen(olga, eventful)}
    assert {screen: what for screen, what in found.items() if what} == {}
    assert len(found) > 12


def violations(page: Page) -> list[str]:
    results = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html']} {node['failureSummary']}" for one in results for node in one["nodes"]]


def test_no_page_breaks_the_content_policy_or_complains(school: School, tablet: Tablets) -> None:
    eventful = make_eventful(school)
    session = eventful.roster.session.pk
    gate = SyncDevice.objects.for_organization(school.organization.pk).filter(label="Front gate").latest("pk")
    headings = {
        "/": "Today",
        f"/sessions/{session}": "Register",
        "/sessions/999999": "Session",
        "/review": "Review",
        "/review/1": "Review",
        "/audit": "Audit log",
        "/devices": "Tablets",
        f"/devices/{gate.pk}": "Front gate",
        "/devices/tray": "Tablets",
        "/devices/rescue": "Tablets",
        "/notifications": "Notifications",
        "/reports": "Reports",
        "/registrations": "Self-service",
        "/registrations/links": "Self-service",
        "/badges": "Badges",
        "/participants": "Participants",
        "/participants/twice": "Participants",
        f"/participants/{eventful.roster.participants[0].pk}": eventful.names[0],
        f"/groups/{eventful.roster.group.pk}": "Groups",
        "/settings": "Settings",
        "/settings/words": "Settings",
        "/settings/words?edit=new&from=education": "Settings",
        "/settings/states": "Settings",
        "/settings/rules": "Settings",
        "/settings/webhooks": "Settings",
        "/imports": "Imports",
        "/timetables": "Timetables",
        "/timetables/new": "New timetable",
        "/timetables/sessions": "Timetables",
        "/timetables/calendars": "Timetables",
        "/people": "Staff",
        "/people/keys": "Staff",
        "/people/sign-ins": "Staff",
        "/device": "This tablet",
        "/nowhere/at/all": "Today",
        "/sign-in": "Sign in again",
    }
    for workers in (False, True):
        olga = tablet(f"olga-{workers}", workers=workers).open().sign_in("school", "olga@example.com")
        if workers:
            olga.is_ready_for_offline_use()
        for path, heading in headings.items():
            olga.page.goto(olga.address + path)
            expect(olga.page.get_by_role("heading", name=heading, level=1, exact=True)).to_be_visible()
        assert olga.complaints == []


def test_hostile_names_are_only_names_on_every_screen(school: School, tablet: Tablets) -> None:
    school.olga.name = IMAGE
    school.olga.save()
    school.mina.name = IMAGE
    school.mina.save()
    eventful = make_eventful(school, HOSTILE, session=IMAGE, note=f"{IMAGE} \u202eretfa")
    olga = tablet("olga").open()
    for screen in every_screen(olga, eventful, session=IMAGE):
        page = olga.page
        assert page.evaluate("() => typeof hacked") == "undefined", screen
        expect(page.locator("img")).to_have_count(0)
        if screen == "roster":
            for name in eventful.names:
                is_readable(page, name)
        if screen == "audit log":
            # In a sentence there is no element of its own around it: invisible marks of isolation are.
            expect(page.get_by_role("main")).to_contain_text(f"as Late in {IMAGE}")
            expect(page.get_by_role("main")).to_contain_text(f"\u2068{eventful.names[1]}\u2069 as Late")
    assert [one for one in olga.complaints if "INTERNET_DISCONNECTED" not in one] == []


def is_readable(page: Page, name: str) -> None:
    """Whole on the screen, and whatever direction it is written in, it turns nothing beside it around."""
    shown = page.get_by_role("list", name="Roster").get_by_text(name).locator("visible=true").first
    expect(shown).to_be_visible()
    width, needed = shown.evaluate("(element) => [element.clientWidth || element.offsetWidth, element.scrollWidth]")
    assert needed <= width + 1, f"{name} is cut off"
    assert shown.evaluate("(element) => getComputedStyle(element).unicodeBidi") == "isolate", name
