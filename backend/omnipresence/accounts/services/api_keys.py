"""Making, changing and revoking API keys (R8.5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from omnipresence.accounts import rules, selectors
from omnipresence.accounts.keys import NewKey, new_key
from omnipresence.accounts.models import ApiKey
from omnipresence.accounts.problems import KeyRevoked, TooManyKeys
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput, expect_stamp, found
from omnipresence.base.rows import change, columns
from omnipresence.base.writes import write_unversioned

MAX_KEYS = 100
# Not even the audit log may help to guess it.
SECRET = ("secret_hash",)


def create_api_key(by: Caller, *, name: str, scopes: list[str], expires_at: datetime) -> tuple[ApiKey, NewKey]:
    """A key that acts for the caller, and its text, which nobody sees again. Raises TooManyKeys or InvalidInput."""
    now, made = clock.now(), new_key()
    _bound_expiry(expires_at, now)

    def work() -> ApiKey:
        standing = selectors.api_keys(by.organization_id).filter(revoked_at=None, expires_at__gt=now)
        if standing.count() >= MAX_KEYS:
            raise TooManyKeys
        row: ApiKey = ApiKey.objects.create(
            organization_id=by.organization_id,
            user_id=by.user_id,
            name=name,
            public=made.public,
            secret_hash=made.secret_hash,
            scopes=scopes,
            expires_at=expires_at,
            created_at=now,
            updated_at=now,
        )
        record_change(by, "api_keys", row.pk, "create", None, columns(row, SECRET))
        return row

    row = write_unversioned(work)
    return selectors.get_api_key(by.organization_id, row.pk), made


def update_api_key(by: Caller, key_id: int, *, values: Mapping[str, Any], expected: int | None = None) -> ApiKey:
    """Change name, scopes or expiry; raises NotFound, VersionChanged, KeyRevoked or InvalidInput."""

    def work() -> ApiKey:
        row = _locked(by, key_id)
        expect_stamp(row.updated_at, expected)
        if row.revoked_at is not None:
            raise KeyRevoked
        now = clock.now()
        if "expires_at" in values:
            _bound_expiry(values["expires_at"], now)
        old, new = change(row, values)
        if new:
            row.updated_at = now
            row.save(update_fields=[*values, "updated_at"])
            record_change(by, "api_keys", row.pk, "update", old, new)
        return row

    return write_unversioned(work)


def revoke_api_key(by: Caller, key_id: int, *, expected: int | None = None) -> None:
    """Refuse a key from its next request on, for good. Harmless when it is revoked. Raises NotFound."""

    def work() -> None:
        row = _locked(by, key_id)
        expect_stamp(row.updated_at, expected)
        if row.revoked_at is not None:
            return
        row.revoked_at = row.updated_at = clock.now()
        row.save(update_fields=["revoked_at", "updated_at"])
        record_change(by, "api_keys", row.pk, "update", {"revoked_at": None}, {"revoked_at": row.revoked_at})

    write_unversioned(work)


def _locked(by: Caller, key_id: int) -> ApiKey:
    # The key alone: the rows of its maker and organization are none of this transaction's business.
    keys = ApiKey.objects.for_organization(by.organization_id)
    row: ApiKey | None = keys.select_for_update().filter(pk=key_id).first()
    return found(row)


def _bound_expiry(expires_at: datetime, now: datetime) -> None:
    if not now < expires_at <= now + rules.MAX_KEY_LIFETIME:
        detail = "This must be in the future, and within two years."
        raise InvalidInput(errors=[FieldError("/expires_at", "range", detail)])
