"""What a self-service link opens, and when: decisions on plain values."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a link is for."""

    CHECK_IN = "check_in"
    REGISTRATION = "registration"


class State(StrEnum):
    """Whether a link opens anything. All but OPEN look the same from outside."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"
    USED_UP = "used_up"
    BLOCKED = "blocked"


class Status(StrEnum):
    """What became of a registration."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


# Who may make links of a kind. A link acts for its maker, so this also says for whom it still opens.
MAKERS = {
    Kind.CHECK_IN: frozenset({"administrator", "frontline"}),
    Kind.REGISTRATION: frozenset({"administrator"}),
}
OPTIONAL_FIELDS = ("last_name", "identifier", "date_of_birth")
MAX_LIFETIME = timedelta(days=366)
MAX_STANDING = 500
MAX_USES = 10_000
DEFAULT_USES = 1000
# Of a million codes two are right at a time: so many tries in all find one with a chance of one in 2,500.
MAX_WRONG_TRIES = 200
EARLY = timedelta(hours=1)
CODE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a link opens."""

    revoked: bool
    expires_at: datetime
    uses_left: int
    wrong_tries: int

    def state(self, now: datetime) -> State:
        if self.revoked:
            return State.REVOKED
        if self.expires_at <= now:
            return State.EXPIRED
        if self.wrong_tries >= MAX_WRONG_TRIES:
            return State.BLOCKED
        return State.OPEN if self.uses_left > 0 else State.USED_UP


@dataclass(frozen=True, slots=True)
class Window:
    """When people check themselves in to a session."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def window(
    planned_start: datetime, planned_end: datetime, actual_start: datetime | None, actual_end: datetime | None
) -> Window:
    """From an hour before the planned start, or the real one where that is earlier, to the end."""
    early = planned_start - EARLY
    return Window(min(early, actual_start) if actual_start else early, actual_end or planned_end)


def code_at(key: bytes, seconds: float) -> str:
    """The six digits that are shown at that moment (truncated as RFC 4226 does it)."""
    digest = hmac.digest(key, (int(seconds) // CODE_SECONDS).to_bytes(8, "big"), "sha256")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def is_code(given: str, key: bytes, seconds: float) -> bool:
    """Whether it is the code of this moment or of the one before: reading and typing take their time."""
    right = [code_at(key, seconds), code_at(key, seconds - CODE_SECONDS)]
    return any(hmac.compare_digest(given.encode(), code.encode()) for code in right)
