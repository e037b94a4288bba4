"""Ending sign-ins."""

from omnipresence.accounts import selectors
from omnipresence.accounts.models import User
from omnipresence.accounts.problems import SessionEnded
from omnipresence.accounts.tokens import read_refresh_token
from omnipresence.base import clock
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


def end_all_sessions(user: User, *, reason: str) -> None:
    """End every sign-in of a user at once, access tokens included; in the caller's transaction."""
    user.token_version += 1
    User.objects.for_organization(user.organization_id).filter(pk=user.pk).update(token_version=user.token_version)
    revoke(user.organization_id, reason=reason, user_id=user.pk)


def revoke(organization_id: int, *, reason: str, **which: object) -> None:
    """Revoke the refresh tokens that `which` names; in the caller's transaction."""
    standing = selectors.refresh_tokens_of(organization_id).filter(revoked_at=None, **which)
    standing.update(revoked_at=clock.now(), revoked_reason=reason)
