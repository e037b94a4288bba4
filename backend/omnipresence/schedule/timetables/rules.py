"""When the sessions of a timetable are: days by the rule, moments by the organization's clock on the wall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from omnipresence.schedule.timetables.recurrence import Rule, days

DAY = timedelta(days=1)
GAP, OVERLAP = "gap", "overlap"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a timetable says of its times. `end_time` at or before `start_time` is on the next day."""

    rule: Rule
    starts_on: date
    start_time: time
    end_time: time
    until: date | None = None
    exceptions: frozenset[date] = frozenset()
    extra_dates: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day of a timetable with its moments in UTC. `clock_change` tells where the wall's time is no plain one."""

    occurs_on: date
    start: datetime
    end: datetime
    clock_change: str | None


def occurrences(pattern: Pattern, zone: ZoneInfo, first: date, last: date, limit: int) -> list[Occurrence]:
    """The occurrences on the days from `first` to `last`, at most `limit`. Exceptions win over extra dates."""
    end = min(last, pattern.until) if pattern.until else last
    found = {day for day in pattern.extra_dates if first <= day <= last} - pattern.exceptions
    for day in takewhile(lambda day: day <= end, days(pattern.rule, pattern.starts_on, pattern.start_time, zone)):
        if day >= first and day not in pattern.exceptions:
            found.add(day)
        if len(found) >= limit + len(pattern.extra_dates):
            break
    return [occurrence(pattern, zone, day) for day in sorted(found)[:limit]]


def occurrence(pattern: Pattern, zone: ZoneInfo, day: date) -> Occurrence:
    """The moments of a day, as RFC 5545 has it where clocks change (docs/timetables.md).

    A time that does not exist, because clocks went forward over it, means the offset before: 02:30 is shown as 03:30. A
    time that comes twice means its first coming.
    """
    start_wall = datetime.combine(day, pattern.start_time, zone)
    end_day = day + DAY if pattern.end_time <= pattern.start_time else day
    end_wall = datetime.combine(end_day, pattern.end_time, zone)
    start, end = start_wall.astimezone(UTC), end_wall.astimezone(UTC)
    if end <= start:
        # A start in the gap can come to lie behind its end: then the length counts.
        end = start + (end_wall - start_wall)
    return Occurrence(day, start, end, _clock_change(start_wall) or _clock_change(end_wall))


def _clock_change(wall: datetime) -> str | None:
    there = wall.astimezone(UTC).astimezone(wall.tzinfo)
    if there.replace(tzinfo=None) != wall.replace(tzinfo=None):
        return GAP
    return OVERLAP if wall.replace(fold=1).utcoffset() != wall.utcoffset() else None


def clashes(planned: Occurrence, others: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of the group's sessions (with `start` and `end`) that overlap a planned one."""
    return [other for other in others if other["start"] < planned.end and planned.start < other["end"]]
