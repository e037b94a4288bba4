"""Invitations: how a user gets a password without anybody else knowing it. There is no mail: whoever asks is shown the
token once, and hands it on."""

import logging
from datetime import timedelta

from omnipresence.accounts import rules, selectors
from omnipresence.accounts.keys import digest
from omnipresence.accounts.models import Invitation, User
from omnipresence.accounts.passwords import hash_new_password
from omnipresence.accounts.problems import InvitationEnded
from omnipresence.accounts.services.edit_profile import set_password
from omnipresence.audit.services import record_change
from omnipresence.base import clock, ids
from omnipresence.base.caller import Caller
from omnipresence.base.writes import write_unversioned

log = logging.getLogger("omnipresence.accounts")

LIFETIMES: dict[str, timedelta] = {"invitation": rules.INVITATION_LIFETIME, "reset": rules.RESET_LIFETIME}


def issue(by: Caller, user: User, purpose: str) -> tuple[str, Invitation]:
    """A token for the user, which ends the one before; in the caller's transaction."""
    token, now = ids.secret(), clock.now()
    Invitation.objects.for_organization(by.organization_id).filter(user=user).delete()
    row = Invitation.objects.create(
        organization_id=by.organization_id,
        user=user,
        token_hash=digest(token),
        purpose=purpose,
        created_at=now,
        expires_at=now + LIFETIMES[purpose],
    )
    new = {"user_id": user.pk, "purpose": purpose, "expires_at": row.expires_at}
    record_change(by, "invitations", row.pk, "create", None, new)
    return token, row


def redeem(*, token: str, password: str) -> User:
    """Let the user of a token choose a password; the token ends with it. Raises InvitationEnded or InvalidInput."""
    invitation = _standing(token)
    user = invitation.user
    hashed = hash_new_password(user, password, "password")

    def work() -> None:
        row = selectors.lock_user(user.organization_id, user.pk)
        # Whoever was overtaken by another redemption, a new token or a deactivation finds nothing any more.
        mine, now = _standing(token), clock.now()
        if row is None or not row.is_active:
            raise InvitationEnded
        by = Caller(row.organization_id, row.pk, row.role, row.name)
        set_password(by, row, hashed, reason="password")
        Invitation.objects.for_organization(row.organization_id).filter(pk=mine.pk).update(used_at=now)
        record_change(by, "invitations", mine.pk, "update", {"used_at": None}, {"used_at": now})

    write_unversioned(work)
    log.info("password chosen by a link: user=%s organization=%s", user.pk, user.organization_id)
    return user


def _standing(token: str) -> Invitation:
    found = selectors.find_invitation(digest(token))
    if found is None or found.used_at is not None or found.expires_at <= clock.now():
        raise InvitationEnded
    if not found.user.is_active or not found.user.organization.is_open:
        raise InvitationEnded
    return found
