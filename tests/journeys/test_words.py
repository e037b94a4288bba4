"""The same build is a school, a hotel and a conference, in the tablet's language, without a network too."""

import re

import pytest
from playwright.sync_api import expect

from omnipresence.base.caller import Caller
from omnipresence.presence.models import PresenceState
from omnipresence.presence.services import apply_domain
from support.browser import Tablet, Tablets
from support.cast import School
from support.rosters import add_roster, people
from support.server import Server

WORDS = {
    "education": ("Lessons", "Only some classes", "Late"),
    "hospitality": ("Services", "Only some rooms", "Checked in"),
    "events": ("Talks", "Only some tracks", "Admitted"),
}
BANGLA = {
    "education": ("ক্লাসসমূহ", "শুধু কিছু শ্রেণি", "দেরিতে"),
    "hospitality": ("সেবাসমূহ", "শুধু কিছু কক্ষ", "বিরক্ত করবেন না"),
    "events": ("বক্তৃতাসমূহ", "শুধু কিছু ধারা", "প্রবেশ করেছেন"),
}


def works_with(school: School, code: str) -> None:
    """The organization works with this domain from now on."""
    school.organization.domain_type = "nothing"
    school.organization.save()
    apply_domain(
        Caller(school.organization.pk, school.olga.pk, "administrator"),
        domain_type=code,
    )


@pytest.mark.parametrize("code", sorted(WORDS))
def test_screens_say_the_words_of_the_organizations_domain(
    school: School, server: Server, tablet: Tablets, code: str
) -> None:
    works_with(school, code)
    add_roster(school, "Register", people(2))
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use(WORDS[code][0])
    server.stop()
    says(mina, WORDS[code])
    states_are_told_apart(school, mina, code)
    mina.page.evaluate("localStorage.setItem('language', 'bn')")
    mina.page.reload()
    says(mina, BANGLA[code])


def says(tablet: Tablet, words: tuple[str, str, str]) -> None:
    sessions, some_groups, state = words
    page = tablet.page
    page.goto(tablet.address + "/")
    expect(page.locator("nav").get_by_role("link", name=sessions, exact=True)).to_be_visible()
    page.get_by_role("link", name="Register", exact=True).click()
    expect(page.get_by_text(state, exact=True).first).to_be_visible()
    page.goto(tablet.address + "/device")
    page.locator(".carried-now button").click()
    expect(page.get_by_text(some_groups, exact=True)).to_be_visible()


def states_are_told_apart(school: School, tablet: Tablet, domain: str) -> None:
    """By the colours of the domain, and never by these alone: each has a letter and a label too."""
    tablet.page.goto(tablet.address + "/")
    tablet.page.get_by_role("link", name="Register", exact=True).click()
    buttons = tablet.page.locator(".line").first.locator("button[data-code]")
    expect(buttons.first).to_be_visible()
    shown = buttons.evaluate_all(LOOKS)
    states = PresenceState.objects.for_organization(school.organization.pk).filter(domain=domain)
    colours = dict(states.values_list("code", "color"))
    assert len(shown) > 3
    assert {code: colour for code, colour, *_ in shown} == {code: colours[code].lower() for code, *_ in shown}
    for column in zip(*shown, strict=True):
        assert len(set(column)) == len(shown) and all(column), column


LOOKS = """(buttons) => buttons.map((one) => {
  const words = (part) => one.querySelector(part).textContent
  const colour = one.style.getPropertyValue('--state').trim().toLowerCase()
  return [one.dataset.code, colour, words('.state-letter'), words('.state-label')]
})"""


def test_new_words_reach_a_tablet_that_signed_in_before(school: School, tablet: Tablets) -> None:
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    works_with(school, "hospitality")
    mina.page.reload()
    menu = mina.page.get_by_role("navigation", name="Main")
    expect(menu.get_by_role("link", name="Services", exact=True)).to_be_visible()
    expect(mina.page.locator("html")).to_have_attribute("lang", re.compile("^en"))
