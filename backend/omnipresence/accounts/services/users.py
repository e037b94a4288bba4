"""Administrators' work on users (R8.4).

All of it holds the organization's counter: one change at a time, so two administrators cannot shut each other out at
once, and no batch of marks is between its check and its commit while its author loses the right to it (I20).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError

from omnipresence.accounts import rules, selectors
from omnipresence.accounts.models import Invitation, Role, User
from omnipresence.accounts.problems import EmailTaken, LastAdministrator, OwnAccount, UserInactive
from omnipresence.accounts.services.create_organization import create_user
from omnipresence.accounts.services.edit_profile import set_password
from omnipresence.accounts.services.end_session import end_all_sessions
from omnipresence.accounts.services.invitations import issue
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import NotAuthenticated, expect_stamp, found
from omnipresence.base.rows import change
from omnipresence.base.writes import Versions, write


@dataclass(frozen=True, slots=True)
class Invited:
    """A user, and the token with which they choose a password: shown once."""

    user: User
    token: str
    invitation: Invitation


def invite_user(by: Caller, *, email: str, name: str, role: str) -> Invited:
    """A new user without a password; raises EmailTaken."""

    def work(_: Versions) -> Invited:
        _still_administrator(by)
        try:
            user = create_user(by, email=email, role=role, name=name, password_hash=make_password(None))
        except IntegrityError as error:
            raise EmailTaken from error
        return Invited(user, *issue(by, user, "invitation"))

    return write(by.organization_id, work)


def reset_user(by: Caller, user_id: int) -> Invited:
    """Take a user's password away, end their sessions, and give out a token for a new one.

    Raises NotFound, OwnAccount (who loses the answer would be locked out), UserInactive or LastAdministrator.
    """

    def work(_: Versions) -> Invited:
        _still_administrator(by)
        row = found(selectors.lock_user(by.organization_id, user_id))
        if row.pk == by.user_id:
            raise OwnAccount
        if not row.is_active:
            raise UserInactive
        _guard(row, _standing(row), rules.Standing(row.role, row.is_active, has_password=False))
        fresh = not row.has_usable_password() and row.last_login is None
        set_password(by, row, make_password(None), reason="reset")
        return Invited(row, *issue(by, row, "invitation" if fresh else "reset"))

    return write(by.organization_id, work)


def update_user(by: Caller, user_id: int, *, values: Mapping[str, Any], expected: int | None = None) -> User:
    """Change name, e-mail, role or is_active. Another role, and being deactivated, end the user's sessions at once.

    Raises NotFound, VersionChanged, EmailTaken or LastAdministrator.
    """

    def work(_: Versions) -> User:
        _still_administrator(by)
        row = found(selectors.lock_user(by.organization_id, user_id))
        expect_stamp(row.updated_at, expected)
        before, version = _standing(row), row.token_version
        old, new = change(row, values)
        if not new:
            return row
        _guard(row, before, _standing(row))
        row.updated_at = clock.now()
        try:
            row.save(update_fields=[*values, "updated_at"])
        except IntegrityError as error:
            raise EmailTaken from error
        if "role" in new or new.get("is_active") is False:
            end_all_sessions(row, reason="role" if "role" in new else "deactivated")
            old, new = {**old, "token_version": version}, {**new, "token_version": row.token_version}
        record_change(by, "users", row.pk, "update", old, new)
        return row

    return write(by.organization_id, work)


def _still_administrator(by: Caller) -> None:
    """The counter may have been waited for; whoever held it may have shut the caller out."""
    if not selectors.users(by.organization_id).filter(pk=by.user_id, role=Role.ADMINISTRATOR, is_active=True).exists():
        raise NotAuthenticated


def _standing(row: User) -> rules.Standing:
    return rules.Standing(row.role, row.is_active, row.has_usable_password())


def _guard(row: User, before: rules.Standing, after: rules.Standing) -> None:
    others = selectors.count_administrators(row.organization_id, besides=row.pk)
    if rules.is_last_administrator(before, after, others):
        raise LastAdministrator
