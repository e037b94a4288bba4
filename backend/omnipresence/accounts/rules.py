"""Decisions on sign-ins, passwords, users and settings, on plain values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

MAX_PASSWORD = 1024
MIN_PASSWORD = 10
INVITATION_LIFETIME = timedelta(days=7)
RESET_LIFETIME = timedelta(days=1)
MAX_KEY_LIFETIME = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that an organization chooses for itself."""

    low: int
    high: int
    default: int
    meaning: str


SETTINGS: dict[str, Setting] = {
    "inactivity_minutes": Setting(
        5, 129_600, 20_160, "After so many minutes without a request a sign-in ends. Marks on the tablet are kept."
    ),
    "sign_in_days": Setting(1, 90, 30, "So many days after it began a sign-in ends, whatever happens meanwhile."),
    "backdating_days": Setting(
        0, 36_500, 60, "So many days after its start a session is open for marks of others than administrators."
    ),
}


def effective_settings(stored: Mapping[str, object]) -> dict[str, int]:
    """Every setting: what the organization chose, or the default."""
    found = {}
    for name, setting in SETTINGS.items():
        value = stored.get(name)
        # True and False would count as numbers.
        usable = type(value) is int and setting.low <= value <= setting.high
        found[name] = value if usable and isinstance(value, int) else setting.default
    return found


@dataclass(frozen=True, slots=True)
class SignInLimits:
    """How long a sign-in of an organization lasts: from its last use, and from its beginning."""

    idle: timedelta
    whole: timedelta

    @property
    def grain(self) -> timedelta:
        """How exactly the last use is kept: a request only writes when it is older than this."""
        return self.idle / 10

    def have_passed(self, *, signed_in_at: datetime, last_used_at: datetime, now: datetime) -> bool:
        return now - last_used_at > self.idle or now - signed_in_at > self.whole


def sign_in_limits(stored: Mapping[str, object]) -> SignInLimits:
    """The limits that an organization's settings hold."""
    chosen = effective_settings(stored)
    return SignInLimits(timedelta(minutes=chosen["inactivity_minutes"]), timedelta(days=chosen["sign_in_days"]))


@dataclass(frozen=True, slots=True)
class Link:
    """One refresh token of a chain, as far as its exchange depends on it."""

    expires_at: datetime
    revoked: bool
    exchanged: bool


class Exchange(StrEnum):
    """What presenting a refresh token leads to."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    REUSE = "reuse"
    ENDED = "ended"


def exchange(link: Link, successor: Link | None, now: datetime) -> Exchange:
    """Rotation is confirmed by use (docs/sync.md).

    A token whose successor was never presented is answered with that same successor again: the device that asks may
    have lost the first answer, hours ago. Once the successor was presented, its receiver has it, and whoever still
    presents the old one holds a copy.
    """
    if link.revoked or link.expires_at <= now:
        return Exchange.ENDED
    if successor is None:
        return Exchange.ROTATE
    return Exchange.REUSE if successor.exchanged else Exchange.REPEAT


def account_name(email: str) -> str:
    """The form in which e-mails are kept and compared."""
    return email.strip().lower()


class PasswordFault(NamedTuple):
    """Why a new password is refused: a stable code, as Django's validators have them, and a sentence."""

    code: str
    detail: str


def password_fault(password: str, words: Collection[str], common: Collection[str]) -> PasswordFault | None:
    """Why a new password is refused, or None. Length is what makes one strong; nothing else is demanded.

    `words` are what is known of the person and the organization, `common` the passwords that everybody tries first,
    in lower case.
    """
    if len(password) < MIN_PASSWORD:
        return PasswordFault("password_too_short", f"Use at least {MIN_PASSWORD} characters.")
    if len(set(password)) <= 2:  # noqa: PLR2004 - one character, or two taking turns
        return PasswordFault("password_too_uniform", "Use more than two different characters.")
    plain = password.strip().lower()
    if plain in {word.lower() for word in words}:
        return PasswordFault("password_too_similar", "Do not use your name, your e-mail or your organization.")
    if plain in common:
        return PasswordFault(
            "password_too_common", "Many people use this password, so it is tried first. Use another one."
        )
    return None


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a user can administer: all three together."""

    role: str
    is_active: bool
    has_password: bool

    @property
    def administers(self) -> bool:
        return self.role == "administrator" and self.is_active and self.has_password


def is_last_administrator(before: Standing, after: Standing, others: int) -> bool:
    """Whether this change leaves nobody who can administer, where `others` besides this user can."""
    return before.administers and not after.administers and others == 0
