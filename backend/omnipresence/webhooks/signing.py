"""Secrets of webhooks: how they are made, kept, and used to sign (the Standard Webhooks scheme).

A signature needs the secret itself, so a hash of it would not do: it is sealed with a key that follows from SECRET_KEY.
Who has the database alone can sign nothing.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "omnipresence.webhooks.secret"
PREFIX = "whsec_"
SECRET_BYTES = 32


class UnreadableSecret(Exception):
    """The secret was sealed under a SECRET_KEY that is not known any more."""


def new_secret() -> str:
    """A secret as its owner sees it once."""
    return PREFIX + base64.b64encode(os.urandom(SECRET_BYTES)).decode()


def seal(secret: str) -> str:
    """The secret as it is kept."""
    return _vault().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret; raises UnreadableSecret."""
    try:
        return _vault().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecret from error


def seal_again(sealed: str) -> str:
    """The same under the present SECRET_KEY; as it was where it is sealed under that already, or cannot be read."""
    try:
        MultiFernet(_fernets()[:1]).decrypt(sealed.encode())
    except InvalidToken:
        try:
            return _vault().rotate(sealed.encode()).decode()
        except InvalidToken:
            return sealed
    return sealed


def headers(secrets: Sequence[str], event_id: str, timestamp: int, payload: bytes) -> dict[str, str]:
    """What a receiver verifies: one signature for each secret that is valid at the moment."""
    signed = f"{event_id}.{timestamp}.".encode() + payload
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def _vault() -> MultiFernet:
    return MultiFernet(_fernets())


def _fernets() -> list[Fernet]:
    keys = [
        salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    return [Fernet(base64.urlsafe_b64encode(key)) for key in keys]
