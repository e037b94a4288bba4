"""Which days a rule of RFC 5545 means. dateutil finds them; here is what it takes without asking.

Days are all that is needed: a timetable has one time of day, so rules by hour, minute and second are refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
NUMBERS: Mapping[str, int] = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
BOUNDS = {"INTERVAL": 999, "COUNT": 10_000}
DAY = r"(?:MO|TU|WE|TH|FR|SA|SU)"
UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
MAX_VALUES = 60

# The calendar repeats itself exactly every 400 years. dateutil searches a rule that never comes true (30 February)
# until the year 9999, for ten seconds; moved near its end the same search takes a twentieth of that.
CYCLE, LAST_YEAR = 400, 9799


class BadRule(ValueError):
    """A rule that cannot be used; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule without its end, which is looked at day by day."""

    text: str
    until: str = ""


def read_rule(text: str) -> Rule:
    """Check a rule such as `FREQ=WEEKLY;BYDAY=MO,WE`; raises BadRule."""
    if not text.isascii():
        raise BadRule("A rule has no letters or digits of other scripts.")
    parts: dict[str, str] = {}
    for part in text.upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, sign, value = part.partition("=")
        if not sign or name in parts:
            raise BadRule(f"{name or 'A part'} must be there once, as NAME=VALUE.")
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise BadRule(f"FREQ must be one of {', '.join(FREQUENCIES)}.")
    for name, value in parts.items():
        if not _fits(name, value, parts["FREQ"]):
            raise BadRule(f"{name}={value[:40]} cannot be used.")
    until = parts.pop("UNTIL", "")
    if until and "COUNT" in parts:
        raise BadRule("UNTIL and COUNT exclude each other.")
    rule = Rule(";".join(f"{name}={value}" for name, value in parts.items()), until)
    try:
        rrulestr(rule.text, dtstart=datetime.combine(date(LAST_YEAR, 1, 1), time()))
        _end(rule, time(), ZoneInfo("UTC"))
    except ValueError as error:
        raise BadRule("This is no rule of RFC 5545.") from error
    return rule


def days(rule: Rule, starts_on: date, start_time: time, zone: ZoneInfo) -> Iterator[date]:
    """The days of a rule from `starts_on` on, in order."""
    shift = CYCLE * ((LAST_YEAR - starts_on.year) // CYCLE)
    end = _end(rule, start_time, zone)
    moved = starts_on.replace(year=starts_on.year + shift)
    for found in rrulestr(rule.text, dtstart=datetime.combine(moved, time())):
        day = found.date().replace(year=found.year - shift)
        if end is not None and datetime.combine(day, start_time) > end:
            return
        yield day


def _fits(name: str, value: str, frequency: str) -> bool:
    if name in {"FREQ", "WKST"}:
        return name == "FREQ" or re.fullmatch(DAY, value) is not None
    if name == "UNTIL":
        return UNTIL.fullmatch(value) is not None
    if name in BOUNDS:
        return re.fullmatch(r"\d{1,5}", value) is not None and 1 <= int(value) <= BOUNDS[name]
    values = value.split(",")
    if len(values) > MAX_VALUES:
        return False
    if name == "BYDAY":
        # "The second Monday" is one of a month or a year.
        which = r"(?:[+-]?[1-9]\d?)?" if frequency in {"MONTHLY", "YEARLY"} else ""
        return all(re.fullmatch(which + DAY, one) for one in values)
    most = NUMBERS.get(name, 0)
    least = 1 if name == "BYMONTH" else -most
    return all(re.fullmatch(r"[+-]?[1-9]\d{0,2}", one) and least <= int(one) <= most for one in values)


def _end(rule: Rule, start_time: time, zone: ZoneInfo) -> datetime | None:
    """The last moment that the rule allows a start at, by the clock on the wall."""
    match = UNTIL.fullmatch(rule.until)
    if match is None:
        return None
    day, clock, utc = match.groups()
    if clock is None:
        return datetime.combine(datetime.strptime(day, "%Y%m%d").date(), start_time)  # noqa: DTZ007 - a day, no moment
    end = datetime.strptime(day + clock, "%Y%m%d%H%M%S")  # noqa: DTZ007 - by the clock on the wall, unless it says UTC
    return end.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if utc else end
