"""What counts as an id, a moment, a day or a text, in bodies and in queries alike: nothing is guessed or coerced.

Each reader returns the value or raises BadValue with a code and a sentence for the caller.
"""

import math
import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from omnipresence.base.ids import parse_uuid

# SQLite's integers end here, so ids do everywhere.
MAX_ID = 2**63 - 1
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SURROGATE = re.compile("[\ud800-\udfff]")
FIRST_YEAR, LAST_YEAR = 1900, 2199
MICROSECOND_DIGITS = 6


class BadValue(ValueError):
    """Input that is not what it should be."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def read_id(value: object) -> int:
    """An id: a JSON integer from 1 to 2^63-1, never a text, a boolean or a fraction."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValue("type", "This must be an integer.")
    if not 1 <= value <= MAX_ID:
        raise BadValue("range", "This must be between 1 and 2^63-1.")
    return value


def read_number(value: object, low: int, high: int) -> int:
    """A JSON integer from `low` to `high`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValue("type", "This must be an integer.")
    if not low <= value <= high:
        raise BadValue("range", f"This must be between {low} and {high}.")
    return value


def read_pattern(value: object, pattern: str, max_length: int) -> str:
    """A text that matches the whole pattern."""
    if not isinstance(value, str):
        raise BadValue("type", "This must be a string.")
    if len(value) > max_length or re.fullmatch(pattern, value) is None:
        raise BadValue("format", f"This must match {pattern} and have at most {max_length} characters.")
    return value


def read_id_text(text: str) -> int:
    """An id as it stands in a query or a path: digits only."""
    if re.fullmatch(r"[0-9]{1,19}", text) is None:
        raise BadValue("type", "This must be an integer between 1 and 2^63-1.")
    return read_id(int(text))


def read_uuid(value: object) -> UUID:
    """A UUID in its canonical form, in either case."""
    found = parse_uuid(value)
    if found is None:
        raise BadValue("format", "This must be a UUID.")
    return found


def read_text(value: object, *, max_length: int, blank: bool = False) -> str:
    """A text that every database can store: no NUL, no half of a surrogate pair."""
    if not isinstance(value, str):
        raise BadValue("type", "This must be a string.")
    if len(value) > max_length:
        raise BadValue("max_length", f"This may have at most {max_length} characters.")
    if not is_storable(value):
        raise BadValue("characters", "This contains a character that cannot be stored.")
    if not blank and not value.strip():
        raise BadValue("blank", "This may not be blank.")
    return value


def read_moment(value: object) -> datetime:
    """A moment as RFC 3339 writes it, with its offset, in the years 1900-2199; returned in UTC."""
    if not isinstance(value, str) or MOMENT.fullmatch(value) is None:
        raise BadValue("format", "This must be a time such as 2026-01-31T08:00:00Z.")
    try:
        moment = datetime.fromisoformat(_whole_microseconds(value.upper())).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadValue("format", "There is no such time.") from error
    _bound_year(moment.year)
    return moment


def read_day(value: object) -> date:
    """A calendar day, YYYY-MM-DD, in the years 1900-2199."""
    if not isinstance(value, str) or DAY.fullmatch(value) is None:
        raise BadValue("format", "This must be a day such as 2026-01-31.")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise BadValue("format", "There is no such day.") from error
    _bound_year(day.year)
    return day


def is_storable(value: Any) -> bool:
    """Whether every text and number in a JSON value can be written to the database and read back."""
    if isinstance(value, str):
        return "\x00" not in value and (value.isascii() or SURROGATE.search(value) is None)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(is_storable(name) and is_storable(inner) for name, inner in value.items())
    if isinstance(value, list):
        return all(is_storable(inner) for inner in value)
    return True


def _whole_microseconds(text: str) -> str:
    return re.sub(r"\.(\d+)", lambda match: "." + match[1][:MICROSECOND_DIGITS].ljust(MICROSECOND_DIGITS, "0"), text)


def _bound_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue("range", f"This must be in the years {FIRST_YEAR}-{LAST_YEAR}.")
