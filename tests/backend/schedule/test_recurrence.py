"""Rules of RFC 5545 and the clock on the wall: which days, and which moments where clocks change."""

from datetime import date, time
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from omnipresence.schedule.timetables.recurrence import BadRule, days, read_rule
from omnipresence.schedule.timetables.rules import Pattern, occurrence, occurrences

BERLIN, DHAKA, APIA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Dhaka"), ZoneInfo("Pacific/Apia")
MONDAY = date(2026, 3, 23)


def first_days(rule: str, count: int = 4, starts_on: date = MONDAY) -> list[str]:
    return [day.isoformat() for day in islice(days(read_rule(rule), starts_on, time(8), BERLIN), count)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;INTERVAL=3", ["2026-03-23", "2026-03-26", "2026-03-29", "2026-04-01"]),
        ("RRULE:freq=weekly;byday=mo,we", ["2026-03-23", "2026-03-25", "2026-03-30", "2026-04-01"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU", ["2026-03-24", "2026-04-07", "2026-04-21", "2026-05-05"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2026-03-27", "2026-04-24", "2026-05-29", "2026-06-26"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2026-03-31", "2026-05-31", "2026-07-31", "2026-08-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-03-31", "2026-04-30", "2026-05-29", "2026-06-30"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29", "2040-02-29"]),
        ("FREQ=DAILY;COUNT=2", ["2026-03-23", "2026-03-24"]),
        ("FREQ=DAILY;UNTIL=20260325", ["2026-03-23", "2026-03-24", "2026-03-25"]),
        # 08:00 in Berlin is 07:00 UTC in winter: the end is looked at by the wall's clock.
        ("FREQ=DAILY;UNTIL=20260324T070000Z", ["2026-03-23", "2026-03-24"]),
        ("FREQ=DAILY;UNTIL=20260324T065959Z", ["2026-03-23"]),
        ("FREQ=DAILY;UNTIL=20260324T080000", ["2026-03-23", "2026-03-24"]),
        # Never comes true; dateutil alone would search for ten seconds.
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", []),
    ],
)
def test_a_rule_means_these_days(rule: str, expected: list[str]) -> None:
    assert first_days(rule) == expected


@pytest.mark.parametrize("starts_on", [date(1900, 1, 1), date(1999, 12, 31), date(2199, 12, 31)])
def test_days_are_found_whatever_the_century(starts_on: date) -> None:
    assert first_days("FREQ=YEARLY", 3, starts_on) == [
        f"{starts_on.year + years}-{starts_on:%m-%d}" for years in range(3)
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "", "every Monday", "FREQ=HOURLY", "FREQ=SECONDLY;INTERVAL=1", "FREQ=DAILY;BYHOUR=8", "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;FREQ=DAILY", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=XX", "BYDAY=MO",
        "FREQ=DAILY;COUNT=10001", "FREQ=DAILY;COUNT=2;UNTIL=20260101", "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;UNTIL=20261399", "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYMONTH=-1", "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=DAILY;BYEASTER=1", "FREQ=YEARLY;BYYEARDAY=" + ",".join(["1"] * 61), "FREQ=DAILY;BYMONTH=\u0661",
        "FREQ=DAILY;COUNT=\u0661", "FREQ=DAILY\nDTSTART:20260101",
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(BadRule):
        read_rule(rule)


def at(zone: ZoneInfo, day: str, start: str, end: str) -> tuple[str, str, str | None]:
    pattern = Pattern(read_rule("FREQ=DAILY"), MONDAY, time.fromisoformat(start), time.fromisoformat(end))
    found = occurrence(pattern, zone, date.fromisoformat(day))
    return found.start.strftime("%d %H:%M"), found.end.strftime("%d %H:%M"), found.clock_change


@pytest.mark.parametrize(
    ("zone", "day", "start", "end", "expected"),
    [
        (BERLIN, "2026-03-28", "08:00", "09:00", ("28 07:00", "28 08:00", None)),
        (BERLIN, "2026-03-29", "08:00", "09:00", ("29 06:00", "29 07:00", None)),
        # 02:30 does not exist on this day: the offset before makes it 03:30 summer time.
        (BERLIN, "2026-03-29", "02:30", "04:00", ("29 01:30", "29 02:00", "gap")),
        (BERLIN, "2026-03-29", "01:30", "02:30", ("29 00:30", "29 01:30", "gap")),
        # The start moves behind the end: the length of half an hour stays.
        (BERLIN, "2026-03-29", "02:45", "03:15", ("29 01:45", "29 02:15", "gap")),
        # 02:30 comes twice: the first is meant.
        (BERLIN, "2026-10-25", "02:30", "04:00", ("25 00:30", "25 03:00", "overlap")),
        (BERLIN, "2026-10-25", "01:00", "02:30", ("24 23:00", "25 00:30", "overlap")),
        (BERLIN, "2026-10-24", "22:00", "06:00", ("24 20:00", "25 05:00", None)),
        (DHAKA, "2026-03-29", "02:30", "02:30", ("28 20:30", "29 20:30", None)),
        # Samoa left out the whole of 30 December 2011.
        (APIA, "2011-12-30", "08:00", "09:00", ("30 18:00", "30 19:00", "gap")),
    ],
)
def test_clocks_that_change_are_followed(
    zone: ZoneInfo, day: str, start: str, end: str, expected: tuple[str, str, str | None]
) -> None:
    assert at(zone, day, start, end) == expected


def test_exceptions_extra_dates_the_end_and_the_bound() -> None:
    pattern = Pattern(
        read_rule("FREQ=WEEKLY"),
        MONDAY,
        time(8),
        time(9),
        until=date(2026, 4, 13),
        exceptions=frozenset({date(2026, 3, 30), date(2026, 5, 2)}),
        extra_dates=frozenset({date(2026, 3, 24), date(2026, 5, 1), date(2026, 5, 2), date(2027, 1, 1)}),
    )

    def found(limit: int = 100, first: date = MONDAY) -> list[str]:
        listed = occurrences(pattern, BERLIN, first, date(2026, 12, 31), limit)
        return [one.occurs_on.strftime("%m-%d") for one in listed]

    assert found() == ["03-23", "03-24", "04-06", "04-13", "05-01"]
    assert found(limit=2) == ["03-23", "03-24"]
    assert found(first=date(2026, 4, 7)) == ["04-13", "05-01"]
