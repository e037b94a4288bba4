"""Noting that a sign-in or a key was used: telemetry, which must never cost a request its answer."""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import Q

from omnipresence.accounts import selectors
from omnipresence.accounts.models import ApiKey
from omnipresence.base.writes import is_transient

KEY_GRAIN = timedelta(minutes=1)


def note_sign_in_used(organization_id: int, link: str, now: datetime) -> None:
    """The refresh token's sign-in is in use."""
    with _unless_busy():
        selectors.refresh_tokens_of(organization_id).filter(jti=link, last_used_at__lt=now).update(last_used_at=now)


def note_key_used(key: ApiKey, now: datetime) -> None:
    """The key is in use; written once a minute at most, by however many processes."""
    before = now - KEY_GRAIN
    if key.last_used_at is not None and key.last_used_at > before:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=before)
    with _unless_busy():
        ApiKey.objects.for_organization(key.organization_id).filter(stale, pk=key.pk).update(last_used_at=now)


@contextlib.contextmanager
def _unless_busy() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        # The next request notes it.
        if not is_transient(error):
            raise
