"""Ending sign-ins."""

from omnipresence.accounts import selectors
from omnipresence.accounts.models import User
from omnipresence.accounts.problems import SessionEnded
from omnipresence.accounts.tokens import read_refresh_token
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import found
from omnipresence.base.writes import write_unversioned


def sign_out(*, refresh: str) -> None:
    """End the sign-in that this refresh token belongs to. Ended ones stay ended; what is no token ends nothing."""
    try:
        presented = read_refresh_token(refresh)
    except SessionEnded:
        return

    def work() -> None:
        chains = selectors.refresh_tokens_of(presented.organization_id)
        link = chains.filter(user_id=presented.user_id, jti=presented.jti).first()
        if link is not None:
            revoke(presented.organization_id, reason="signed-out", family=link.family)

    write_unversioned(work)


def end_sign_in(by: Caller, sign_in_id: int) -> None:
    """End one of the caller's own sign-ins, named by the first link of its chain; raises NotFound."""

    def work() -> None:
        chains = selectors.refresh_tokens_of(by.organization_id).filter(user_id=by.user_id)
        first = found(chains.filter(pk=sign_in_id, parent_jti=None).first())
        if chains.filter(family=first.family, revoked_at=None).exists():
            revoke(by.organization_id, reason="ended", family=first.family)
            new = {"revoked_reason": "ended", "device": first.device}
            record_change(by, "refresh_tokens", first.pk, "update", {"revoked_reason": ""}, new)

    write_unversioned(work)


def end_all_sessions(user: User, *, reason: str) -> None:
    """End every sign-in of a user at once, access tokens included; in the caller's transaction."""
    user.token_version += 1
    User.objects.for_organization(user.organization_id).filter(pk=user.pk).update(token_version=user.token_version)
    revoke(user.organization_id, reason=reason, user_id=user.pk)


def revoke(organization_id: int, *, reason: str, **which: object) -> None:
    """Revoke the refresh tokens that `which` names; in the caller's transaction."""
    standing = selectors.refresh_tokens_of(organization_id).filter(revoked_at=None, **which)
    standing.update(revoked_at=clock.now(), revoked_reason=reason)
