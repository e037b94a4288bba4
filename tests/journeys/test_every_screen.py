"""What holds on every screen: everybody can use it, and nothing breaks the content policy."""

from playwright.sync_api import expect

from omnipresence.accounts.models import SyncDevice
from support.browser import Tablets
from support.cast import School
from support.inspection import cramped, moving, silent, small, spoken
from support.screens import violations
from support.walk import every_screen, make_eventful


def test_everybody_can_use_every_screen(school: School, tablet: Tablets) -> None:
    """By axe in both themes; by hearing it, enlarging it, and asking for less motion."""
    olga = tablet("olga").open()
    page = olga.page
    found: dict[str, list[str]] = {}
    eventful = make_eventful(school)
    named = {name.split()[-1] for name in eventful.names}
    for screen in every_screen(olga, eventful):
        found[screen] = [*violations(page), *spoken(page), *silent(page), *small(page), *cramped(page), *moving(page)]
        # Browsers write titles into their history, which no PIN guards, and show them to whoever holds the back button.
        found[screen] += [f"the title names {name}" for name in named if name in page.title()]
    faults = [f"{screen}: {one}" for screen, what in found.items() for one in what]
    assert not faults, "\n".join(faults)
    assert len(found) > 80


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
    # Without a worker, so that the server answers for each page: with one the walk above goes.
    olga = tablet("olga", workers=False).open().sign_in("school", "olga@example.com")
    for path, heading in headings.items():
        olga.page.goto(olga.address + path)
        expect(olga.page.get_by_role("heading", name=heading, level=1, exact=True)).to_be_visible()
    assert olga.complaints == []
