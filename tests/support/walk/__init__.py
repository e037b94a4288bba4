"""A walk through every screen of the app and its states, on one tablet: what pictures and inspections show.

A new page is a chapter, a function in a file of this folder, and a line in CHAPTERS. A chapter begins wherever the one
before ended, with the administrator signed in and the menu on the screen, and leaves no dialog open.
"""

from collections.abc import Callable, Iterator

from support.browser import Tablet
from support.walk import day, desk, device, entrance, importing, lists, office, places, scanning, troubles, visitors
from support.walk.hand import Hand
from support.walk.school import NOTE, TYPED, Eventful, make_eventful
from support.walk.words import Words

__all__ = ["CHAPTERS", "NOTE", "TYPED", "Eventful", "Hand", "every_screen", "make_eventful"]

CHAPTERS: tuple[Callable[[Hand, Eventful], Iterator[str]], ...] = (
    entrance.signing_in,
    day.today,
    day.marking,
    day.arrivals,
    scanning.scanning,
    scanning.kiosk,
    office.review,
    lists.lists,
    office.audit,
    office.tablets,
    office.notifications,
    office.reports,
    office.badges,
    importing.imports,
    desk.staff,
    desk.keys,
    desk.registrations,
    device.device,
    device.without_network,
    troubles.no_room,
    troubles.too_old,
    troubles.no_storage,
    places.places,
    day.many_states,
    entrance.again,
    entrance.changing_places,
    visitors.check_in,
    visitors.registration,
    visitors.invitation,
)


def every_screen(tablet: Tablet, eventful: Eventful, language: str = "en") -> Iterator[str]:
    """From the sign-in on; yields the name of each screen once it is complete. The tablet speaks `language` already."""
    hand = Hand(tablet, Words(language))
    for chapter in CHAPTERS:
        yield from chapter(hand, eventful)
