"""How many requests somebody may make in a minute, and how the answer tells them (`RateLimit` headers)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings

from omnipresence.base.problems import Throttled
from omnipresence.base.tallies import tallies

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands with one limit: `name` with its `quota` in `window` seconds."""

    name: str
    quota: int
    window: int
    count: int
    seconds_left: float

    @property
    def used_up(self) -> bool:
        return self.count >= self.quota

    @property
    def exceeded(self) -> bool:
        return self.count > self.quota

    @property
    def retry_after(self) -> int:
        return max(1, math.ceil(self.seconds_left))


def count(name: str, whom: str, quota: int, window: int = MINUTE) -> Standing | None:
    """Count one try of somebody; None where the limit is switched off (quota 0)."""
    if not quota:
        return None
    tally = tallies().count(f"{name}\n{whom}", window)
    return Standing(name, quota, window, tally.count, tally.seconds_left)


def look(name: str, whom: str, quota: int, window: int = MINUTE) -> Standing | None:
    """Where somebody stands, without counting; None where the limit is switched off (quota 0)."""
    if not quota:
        return None
    tally = tallies().look(f"{name}\n{whom}", window)
    return Standing(name, quota, window, tally.count, tally.seconds_left)


def admit(whom: dict[str, str]) -> list[Standing]:
    """Count a request of these (name of the limit to identity), by the quotas of RATE_LIMITS.

    Raises Throttled, with `standings`, when one of them has had enough.
    """
    found = [count(name, identity, settings.RATE_LIMITS[name]) for name, identity in whom.items()]
    standings = [standing for standing in found if standing is not None]
    over = [standing for standing in standings if standing.exceeded]
    if over:
        raise too_many(over)
    return standings


def too_many(over: Sequence[Standing]) -> Throttled:
    """The refusal of a request that exceeds these limits."""
    refused = Throttled(f"Too many requests by this {' and '.join(one.name for one in over)}; wait a little.")
    refused.retry_after = max(one.retry_after for one in over)
    refused.standings = tuple(over)
    return refused


def headers(standings: Sequence[Standing]) -> dict[str, str]:
    """`RateLimit-Policy` (quota and window) and `RateLimit` (what remains, and seconds until it is whole again)."""
    if not standings:
        return {}
    return {
        "RateLimit-Policy": ", ".join(f'"{one.name}";q={one.quota};w={one.window}' for one in standings),
        "RateLimit": ", ".join(
            f'"{one.name}";r={max(0, one.quota - one.count)};t={one.retry_after}' for one in standings
        ),
    }


def network_of(address: str) -> str:
    """Whose address it is: of IPv6 the network of 64 bits, since its owner has 2^64 addresses."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))
