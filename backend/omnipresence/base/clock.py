"""The only place that reads the time, and the one form in which the API writes it."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.utils import timezone

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """The present moment, aware, in UTC, with microseconds."""
    return timezone.now()


def from_milliseconds(milliseconds: int) -> datetime:
    """That moment after 1970-01-01T00:00:00Z; OverflowError outside the years 1 to 9999."""
    return EPOCH + timedelta(milliseconds=milliseconds)


def to_milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970-01-01T00:00:00Z."""
    return int(moment.timestamp() * 1000)


def stamp(moment: datetime) -> int:
    """Microseconds since 1970-01-01T00:00:00Z: the ETag of rows that carry no version, from when they changed last."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def rfc3339(moment: datetime | None) -> str | None:
    """A moment as the API writes it: RFC 3339 in UTC, ending in Z; None stays None."""
    if moment is None:
        return None
    return _rfc3339(moment)


# Rows that were written together share their moments, and writing one out takes as long as the rest of a row.
@lru_cache(maxsize=1024)
def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
