"""Screens that an address alone leads to. A page without states of its own needs no more than a line here."""

from collections.abc import Iterator

from support.walk.hand import Hand
from support.walk.school import Eventful

PLACES = {
    "today, nothing planned": "/?day=2020-01-01",
    "roster of an unknown session": "/sessions/999999",
    "people who may be there twice": "/participants/twice",
    "timetables": "/timetables",
    "a new timetable": "/timetables/new",
    "planned sessions": "/timetables/sessions",
    "calendars": "/timetables/calendars",
    "settings": "/settings",
    "words and domain": "/settings/words",
    "a domain of its own": "/settings/words?edit=new&from=education",
    "presence states": "/settings/states",
    "rules": "/settings/rules",
    "webhooks": "/settings/webhooks",
    "scan for an unknown session": "/sessions/999999/scan",
}


def places(hand: Hand, eventful: Eventful) -> Iterator[str]:
    for name, address in PLACES.items():
        hand.go(address)
        yield name
