"""Screens that only an address leads to, as data: with the walk, all that pictures and inspections show."""

from dataclasses import dataclass

from playwright.sync_api import expect

from support.browser import Tablet
from support.walk import Eventful


@dataclass(frozen=True, slots=True)
class Place:
    """`address` may name `{session}`; `heading`: of the first level, once the screen is complete."""

    name: str
    address: str
    heading: str


PLACES = (
    Place("today, nothing planned", "/?day=2020-01-01", "Wednesday 1 January"),
    Place("roster of an unknown session", "/sessions/999999", "Session"),
    Place("imports", "/imports", "Imports"),
    Place("new timetable", "/timetables/new", "New timetable"),
    Place("single sessions", "/timetables/sessions", "Timetables"),
    Place("settings", "/settings", "Settings"),
    Place("words and domain", "/settings/words", "Settings"),
    Place("presence states", "/settings/states", "Settings"),
    Place("sign in again", "/sign-in", "Sign in again"),
)


def open_place(tablet: Tablet, place: Place, eventful: Eventful) -> None:
    """Go there as somebody who has the address."""
    tablet.page.goto(tablet.address + place.address.format(session=eventful.roster.session.pk))
    expect(tablet.page.get_by_role("heading", level=1, name=place.heading)).to_be_visible()
