"""When a mark happened, by a clock that may be wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from omnipresence.sync.rules import correct_time

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NONE = timedelta(0)


@pytest.mark.parametrize(
    ("case", "marked_at", "skew", "recorded_at", "clock"),
    [
        ("a right clock", START, NONE, START, "ok"),
        ("the network's delay", START, timedelta(seconds=2), START, "ok"),
        ("three minutes slow", START, 3 * MINUTE, START + 3 * MINUTE, "corrected"),
        ("three minutes fast", START, -3 * MINUTE, START - 3 * MINUTE, "corrected"),
        ("an hour slow", START, HOUR, START + HOUR, "suspect"),
        ("two days early", START - 2 * DAY, NONE, START - DAY, "suspect"),
        ("in the future", NOW + HOUR, NONE, NOW + 2 * MINUTE, "suspect"),
        ("1970", datetime(1970, 1, 1, tzinfo=UTC), NONE, START - DAY, "suspect"),
        ("2099", datetime(2099, 1, 1, tzinfo=UTC), NONE, NOW + 2 * MINUTE, "suspect"),
    ],
)
def test_the_time_of_a_mark_is_put_right_and_kept_within_what_is_possible(
    case: str, marked_at: datetime, skew: timedelta, recorded_at: datetime, clock: str
) -> None:
    time = correct_time(marked_at, skew, START, NOW)
    assert (time.recorded_at, time.clock) == (recorded_at, clock), case


def test_extreme_years_do_not_overflow() -> None:
    last = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    assert correct_time(last, timedelta(days=400_000), START, NOW).clock == "suspect"
    first = datetime(1970, 1, 1, tzinfo=UTC)
    assert correct_time(first, timedelta(days=-800_000), START, NOW).clock == "suspect"
