"""A link's secrets: its token, and the key of its rotating code.

Both follow from a random seed in the row and from SECRET_KEY. A copy of the database therefore opens nothing, and
neither does the key alone; yet a code can be printed again. The row is found by the token's digest, so links go on
working when the key is changed.
"""

import base64
import hashlib
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "omnipresence.selfservice"
# What a column of bytes may hand out.
Bytes = bytes | memoryview


def new_seed() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(32)


def token_of(seed: Bytes, key: str | None = None) -> str:
    """The token of a new link: 256 bits in 43 characters that are safe in addresses."""
    return base64.urlsafe_b64encode(_derived("token", seed, key)).decode().rstrip("=")


def token_again(seed: Bytes, token_hash: Bytes) -> str | None:
    """The token of a link that was made under this server's key or an earlier one; None where that key is gone."""
    keys: Iterable[str] = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    tokens = (token_of(seed, key) for key in keys)
    return next((token for token in tokens if digest(token) == bytes(token_hash)), None)


def digest(token: str) -> bytes:
    """What is kept of a token, and what it is found by."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def code_key(seed: Bytes) -> bytes:
    """The key of a link's rotating code. Whoever has the token cannot compute it."""
    return _derived("code", seed)


def _derived(purpose: str, seed: Bytes, key: str | None = None) -> bytes:
    return salted_hmac(f"{SALT}.{purpose}", bytes(seed), secret=key, algorithm="sha256").digest()
