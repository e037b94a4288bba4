"""API keys for tests."""

from datetime import timedelta

from omnipresence.accounts.models import User
from omnipresence.accounts.services import create_api_key
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from support.api import Api


def key_of(user: User, *scopes: str) -> str:
    """The text of a new key that acts for the user."""
    by = Caller(user.organization_id, user.pk, user.role, user.name)
    expires_at = clock.now() + timedelta(days=1)
    return create_api_key(by, name="A program", scopes=list(scopes), expires_at=expires_at)[1].text


def keyed(key: str) -> Api:
    """A program's client."""
    api = Api()
    api.client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    return api
