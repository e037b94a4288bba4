"""A calendar as RFC 5545 writes it."""

from icalendar import Calendar, Event

from omnipresence.schedule.calendars.selectors import Shown


def calendar_bytes(shown: Shown) -> bytes:
    """The calendar, folded and escaped, in UTC. A session keeps its UID, so calendars follow it when it moves."""
    calendar = Calendar()
    calendar.add("prodid", "-//Omnipresence//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", shown.group_name)
    for session in shown.sessions:
        event = Event()
        event.add("uid", f"session-{session.pk}@{shown.slug}.omnipresence")
        event.add("dtstamp", session.updated_at)
        event.add("last-modified", session.updated_at)
        event.add("dtstart", session.scheduled_start_at)
        event.add("dtend", session.scheduled_end_at)
        event.add("summary", session.name)
        event.add("categories", [shown.group_name])
        calendar.add_component(event)
    return bytes(calendar.to_ical())
