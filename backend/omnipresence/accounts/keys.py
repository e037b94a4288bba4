"""API keys: how one is written, and what it is worth."""

import hashlib
import hmac
import re
from dataclasses import dataclass

from omnipresence.accounts import selectors
from omnipresence.accounts.models import User
from omnipresence.accounts.permissions import Scope
from omnipresence.accounts.use import note_key_used
from omnipresence.base import clock, ids
from omnipresence.base.caller import Credential
from omnipresence.base.problems import NotAuthenticated

PREFIX = b"omni_"
SCOPES = tuple(str(scope) for scope in Scope)
_FORM = re.compile(rb"omni_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key as its owner sees it once: `text`; `secret_hash` is all that is kept of its secret."""

    public: str
    text: str
    secret_hash: str


def new_key() -> NewKey:
    """A key with 256 random bits, which need no slow hash: nobody tries them all."""
    public, secret = ids.uuid4().hex[:16], ids.secret()
    return NewKey(public, f"omni_{public}_{secret}", digest(secret))


def digest(secret: str) -> str:
    """What is kept of a random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_api_key(text: bytes) -> bool:
    """Whether a bearer token is meant to be an API key; access tokens never begin like one."""
    return text.startswith(PREFIX)


def authenticate(text: bytes) -> tuple[User, Credential]:
    """The user whom a genuine, valid key acts for; raises NotAuthenticated for any other text, always the same."""
    form = _FORM.fullmatch(text)
    if form is None:
        raise NotAuthenticated
    public, secret = (part.decode() for part in form.groups())
    key, now = selectors.find_api_key(public), clock.now()
    right = hmac.compare_digest(key.secret_hash if key else digest(""), digest(secret))
    if key is None or not right or key.revoked_at is not None or key.expires_at <= now:
        raise NotAuthenticated
    if not key.user.is_active or not key.user.organization.is_open:
        raise NotAuthenticated
    note_key_used(key, now)
    return key.user, Credential(key=public, scopes=frozenset(key.scopes))
