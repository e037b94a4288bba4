"""Decisions on sign-ins and passwords, on plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MAX_PASSWORD = 1024
MIN_PASSWORD = 10
FAMILY_LIFETIME = timedelta(days=30)


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


def password_fault(password: str, email: str) -> str | None:
    """Why a new password is refused, or None. Length is what makes one strong; nothing else is demanded."""
    if len(password) < MIN_PASSWORD:
        return f"Use at least {MIN_PASSWORD} characters."
    if len(set(password)) <= 2:  # noqa: PLR2004 - one character, or two taking turns
        return "Use more than two different characters."
    if password.lower() in {email.lower(), email.lower().partition("@")[0]}:
        return "Do not use your e-mail."
    return None
