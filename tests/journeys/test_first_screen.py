"""What sends comes after the first paint, in a script of its own: nothing is lost when it comes late or not at all."""

import re

from playwright.sync_api import expect

from omnipresence.presence.models import PresenceRecord
from support.browser import Tablets
from support.cast import School
from support.rosters import add_roster, people

MESSENGER = "**/assets/messenger-*.js"


def test_marks_wait_for_a_messenger_that_does_not_arrive_and_are_sent_when_it_does(
    school: School, tablet: Tablets
) -> None:
    add_roster(school, "Register", people(2))
    # Without a worker, so that the script is asked for on the network at each start.
    mina = tablet("mina", workers=False).open().sign_in("school", "mina@example.com")
    mina.context.route(MESSENGER, lambda route: route.abort())
    mina.page.reload()
    lost = mina.page.get_by_text("The part of the app that sends has not arrived.")
    expect(lost).to_be_visible()
    roster = mina.open_roster("Register")
    roster.mark("Person 1 Example", "Late")
    roster.shows("Person 1 Example", "Late", "On this tablet")
    assert not PresenceRecord.objects.for_organization(school.organization.pk).exists()

    mina.context.unroute(MESSENGER)
    # The person looks at the app again: as good a moment as any to try.
    mina.page.evaluate("dispatchEvent(new Event('online'))")
    expect(lost).to_have_count(0)
    roster.shows("Person 1 Example", "Late", "On the server")
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 1


def test_a_sign_in_without_the_messenger_says_that_the_network_is_missing(school: School, tablet: Tablets) -> None:
    mina = tablet("mina", workers=False)
    mina.open("/")
    mina.context.route(MESSENGER, lambda route: route.abort())
    page = mina.page
    page.reload()
    page.get_by_label("Organization").fill("school")
    page.get_by_label("E-mail").fill("mina@example.com")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(re.compile("The server cannot be reached"))).to_be_visible()


def test_the_browser_offers_to_install_it_with_shortcuts_in_the_language_of_the_tablet(
    school: School, tablet: Tablets
) -> None:
    mina = tablet("mina").open()
    page = mina.page
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    line = mina.context.new_cdp_session(page)
    for language, today in (("en", "Today"), ("bn", "আজ")):
        page.evaluate("(tag) => localStorage.setItem('language', tag)", language)
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", language)
        found = line.send("Page.getAppManifest")
        assert found["errors"] == []
        shortcuts = found["manifest"]["shortcuts"]
        assert [one["name"] for one in shortcuts][0] == today
        assert line.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
