"""Changes of the caller's own profile and organization."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import check_password

from omnipresence.accounts import selectors
from omnipresence.accounts.models import Organization, User
from omnipresence.accounts.passwords import hash_new_password
from omnipresence.accounts.services.end_session import end_all_sessions
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput, NotAuthenticated, expect_stamp
from omnipresence.base.rows import change
from omnipresence.base.writes import write_unversioned


def update_me(by: Caller, *, values: Mapping[str, Any]) -> User:
    """Change the caller's own name; raises nothing but Busy."""

    def work() -> User:
        user = _locked(by)
        old, new = change(user, values)
        if new:
            user.updated_at = clock.now()
            user.save(update_fields=[*values, "updated_at"])
            record_change(by, "users", user.pk, "update", old, new)
        return user

    return write_unversioned(work)


def change_password(by: Caller, *, current: str, new: str) -> User:
    """Set a new password and end all of the user's sessions, this one too; raises InvalidInput."""
    user = selectors.get_user(by.organization_id, by.user_id)
    wrong = InvalidInput(errors=[FieldError("/current_password", "wrong", "This is not your password.")])
    if not check_password(current, user.password):
        raise wrong
    hashed = hash_new_password(user, new, "new_password")

    def work() -> User:
        row = _locked(by)
        # Checked before the row was ours: whoever was overtaken by another change knows the old password only.
        if row.password != user.password:
            raise wrong
        set_password(by, row, hashed, reason="password")
        return row

    return write_unversioned(work)


def set_password(by: Caller, row: User, hashed: str, *, reason: str) -> None:
    """Store a password's hash and end all of the user's sessions; in the caller's transaction, which locked the row."""
    row.password, row.updated_at = hashed, clock.now()
    row.save(update_fields=["password", "updated_at"])
    before = row.token_version
    end_all_sessions(row, reason=reason)
    # That it changed is history; what it was or is, is nobody's to read.
    record_change(
        by, "users", row.pk, "update",
        {"token_version": before}, {"token_version": row.token_version, "password_hash": "changed"},
    )  # fmt: skip


def update_organization(by: Caller, *, values: Mapping[str, Any], expected: int | None = None) -> Organization:
    """Change the organization's name, time zone or settings; raises VersionChanged.

    Settings that are not named stay; None takes one back to its default.
    """

    def work() -> Organization:
        row = Organization.objects.select_for_update().get(pk=by.organization_id)
        expect_stamp(row.updated_at, expected)
        given = dict(values)
        if "settings" in given:
            merged = {**row.settings, **given["settings"]}
            given["settings"] = {name: value for name, value in merged.items() if value is not None}
        old, new = change(row, given)
        if new:
            row.updated_at = clock.now()
            row.save(update_fields=[*values, "updated_at"])
            record_change(by, "organizations", row.pk, "update", old, new)
        return row

    return write_unversioned(work)


def set_domain_type(by: Caller, code: str) -> str:
    """Let the organization work with another domain, in the caller's transaction; returns the one before."""
    row = Organization.objects.select_for_update().get(pk=by.organization_id)
    before = row.domain_type
    old, new = change(row, {"domain_type": code})
    if new:
        row.updated_at = clock.now()
        row.save(update_fields=["domain_type", "updated_at"])
        record_change(by, "organizations", row.pk, "update", old, new)
    return before


def _locked(by: Caller) -> User:
    user = selectors.lock_user(by.organization_id, by.user_id)
    if user is None:
        raise NotAuthenticated
    return user
