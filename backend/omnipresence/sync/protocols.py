"""Versions of the protocol: since when each is spoken, and until when this server takes it (docs/sync.md).

1  the first.
2  operations may carry `acked_version`; sessions on the spot; `notice` is an object, where protocol 1 has a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

# When a server first spoke it. A new line here is a new protocol.
PUBLISHED = {1: date(2026, 11, 1), 2: date(2026, 11, 23)}
# How long a protocol is taken after its successor came, at least: a tablet may lie in a drawer for the holidays.
LIFETIME = timedelta(days=180)
FIRST_WITH_OBJECTS = 2


@dataclass(frozen=True, slots=True)
class Protocols:
    """The protocols of a server on one day."""

    today: date
    published: Mapping[int, date]

    @property
    def newest(self) -> int:
        return max(self.published)

    @property
    def oldest(self) -> int:
        """The newest two, and whatever was the newest within the last 180 days."""
        return min(one for one in self.published if (end := self.ends_on(one)) is None or self.today < end)

    def ends_on(self, protocol: int) -> date | None:
        """From which day on a protocol is refused; None while that is not known, because at most one is newer."""
        if protocol >= self.newest - 1:
            return None
        return self.published[protocol + 1] + LIFETIME

    def spoken_with(self, protocol: int) -> int:
        """In which protocol a client is answered: its own, or the newest that this server knows."""
        return min(protocol, self.newest)

    def notice(self, protocol: int) -> str | dict[str, Any] | None:
        """What a client with a date of expiry is told, in the shape that it reads; None for all others."""
        end = self.ends_on(protocol) if protocol in self.published else None
        if end is None:
            return None
        if protocol < FIRST_WITH_OBJECTS:
            return f"This version of the app can sync until {end.isoformat()}; update it."
        return {"kind": "end_of_life", "ends_on": end.isoformat()}


def protocols(today: date) -> Protocols:
    """Those of this server."""
    return Protocols(today, PUBLISHED)
