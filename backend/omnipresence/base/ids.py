"""Ids that are made here: random ones and time-ordered ones."""

import os
import re
import secrets
import uuid

from omnipresence.base import clock

CANONICAL = re.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


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
    spelled = canonical_uuid(text)
    return None if spelled is None else uuid.UUID(spelled)


# A batch has 500 ids and compares each several times. As texts that costs a tenth of what uuid.UUID takes.


def canonical_uuid(text: object) -> str | None:
    """The same id as text, in lower case."""
    return text.lower() if isinstance(text, str) and CANONICAL.fullmatch(text) else None


def uuid_bytes(text: str) -> bytes:
    """The 16 bytes of an id in its canonical form, as tables hold it."""
    return bytes.fromhex(text.replace("-", ""))


def uuid_text(raw: bytes) -> str:
    """The canonical form of 16 bytes."""
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
