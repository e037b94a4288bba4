"""Ids that are made here: random ones and time-ordered ones."""

import os
import secrets
import uuid

from omnipresence.base import clock


def uuid4() -> uuid.UUID:
    """A random id (RFC 9562 version 4)."""
    return uuid.uuid4()


def uuid7() -> uuid.UUID:
    """A time-ordered id (RFC 9562 version 7): for locality only, nothing is decided by its time."""
    value = clock.to_milliseconds(clock.now()) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def secret(size: int = 32) -> str:
    """A text that nobody guesses, of `size` random bytes, safe in addresses and headers."""
    return secrets.token_urlsafe(size)


def parse_uuid(text: object) -> uuid.UUID | None:
    """The id that a text spells in its canonical form of 36 characters (either case), or None for anything else."""
    if not isinstance(text, str) or len(text) != 36:  # noqa: PLR2004 - the length of the canonical form
        return None
    try:
        value = uuid.UUID(text)
    except ValueError:
        return None
    return value if str(value) == text.lower() else None
