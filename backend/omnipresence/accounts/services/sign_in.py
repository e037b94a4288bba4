"""Signing in: one answer, after the same work, for every kind of wrong credentials."""

import logging
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import check_password, make_password

from omnipresence.accounts import rules, selectors
from omnipresence.accounts.grants import issue_grant
from omnipresence.accounts.models import RefreshToken, User
from omnipresence.accounts.problems import InvalidCredentials
from omnipresence.accounts.tokens import AccessToken
from omnipresence.accounts.tokens import RefreshToken as RefreshJwt
from omnipresence.audit.services import record_change
from omnipresence.base import clock, ids
from omnipresence.base.caller import Caller
from omnipresence.base.writes import write_unversioned

log = logging.getLogger("omnipresence.accounts")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What the device keeps: both tokens as text, and whom they stand for."""

    access: str
    refresh: str
    user: User
    grant: str | None = None


def sign_in(*, organization: str, email: str, password: str, device: str = "") -> SignedIn:
    """Begin a session; raises InvalidCredentials."""
    user = selectors.find_user_to_sign_in(rules.account_name(organization), rules.account_name(email))
    # Always one bcrypt: who measures the time must not learn which e-mails exist.
    right = check_password(password, user.password if user else _nobodys_hash())
    if user is None or not right or not user.is_active or not user.organization.is_open:
        log.warning("sign-in refused: user=%s organization=%s", user and user.pk, user and user.organization_id)
        raise InvalidCredentials
    proven = user
    link = write_unversioned(lambda: _begin(proven, device))
    log.info("signed in: user=%s organization=%s", user.pk, user.organization_id)
    user = selectors.get_user(user.organization_id, user.pk)
    access, refresh = str(AccessToken.of(user, device, link)), mint(user, link, device)
    return SignedIn(access, refresh, user, issue_grant(user, device))


def _begin(proven: User, device: str) -> RefreshToken:
    """The first link of a new chain, and the time of the sign-in."""
    now = clock.now()
    organization_id, user_id = proven.organization_id, proven.pk
    user = selectors.lock_user(organization_id, user_id)
    # The password was checked before this row was ours: a change of it since then has ended all sign-ins, this too.
    if user is None or not user.is_active or user.password != proven.password:
        raise InvalidCredentials
    before = user.last_login
    user.last_login = now
    user.save(update_fields=["last_login"])
    by = Caller(organization_id, user_id, user.role, user.name, device)
    record_change(by, "users", user_id, "update", {"last_login_at": before}, {"last_login_at": now})
    chains = selectors.refresh_tokens_of(organization_id)
    # Links that have expired answer nothing any more; this is where they go.
    chains.filter(user_id=user_id, expires_at__lt=now).delete()
    link: RefreshToken = RefreshToken.objects.create(
        organization_id=organization_id,
        user_id=user_id,
        family=ids.uuid4().hex,
        jti=ids.uuid4().hex,
        device=device,
        signed_in_at=now,
        created_at=now,
        last_used_at=now,
        expires_at=now + rules.sign_in_limits(proven.organization.settings).whole,
    )
    return link


def mint(user: User, link: RefreshToken, device: str) -> str:
    """The refresh token of a row."""
    return str(RefreshJwt.of(user, link, device))


@cache
def _nobodys_hash() -> str:
    return make_password("nobody has this password")
