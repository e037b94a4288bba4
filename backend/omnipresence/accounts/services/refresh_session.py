"""Exchanging a refresh token for its successor, safe against lost answers and against copies."""

import logging

from omnipresence.accounts import rules, selectors
from omnipresence.accounts.models import RefreshToken
from omnipresence.accounts.problems import SessionEnded
from omnipresence.accounts.rules import Exchange, Link
from omnipresence.accounts.services.end_session import revoke
from omnipresence.accounts.services.sign_in import SignedIn, mint
from omnipresence.accounts.signals import sign_in_was_copied
from omnipresence.accounts.tokens import AccessToken, Presented, read_refresh_token
from omnipresence.base import clock, ids
from omnipresence.base.writes import write_unversioned

log = logging.getLogger("omnipresence.accounts")


def refresh_session(*, refresh: str) -> SignedIn:
    """The next access token and the successor of `refresh`; raises SessionEnded.

    Presenting the same token again gives the same successor until that one was used; afterwards it ends the whole
    sign-in, since two parties hold its tokens.
    """
    presented = read_refresh_token(refresh)
    signed_in = write_unversioned(lambda: _exchange(presented))
    if signed_in is None:
        raise SessionEnded
    return signed_in


def _exchange(presented: Presented) -> SignedIn | None:
    """None where the session has ended: what was revoked here must be kept, so nothing is raised."""
    now = clock.now()
    # Two tabs take turns at the user's row, so the second finds what the first made.
    user = selectors.lock_user(presented.organization_id, presented.user_id)
    chains = selectors.refresh_tokens_of(presented.organization_id)
    link = chains.filter(user_id=presented.user_id, jti=presented.jti).first()
    if user is None or link is None or not user.is_active or user.token_version != presented.token_version:
        return None
    organization = selectors.get_organization(user.organization_id)
    successor = chains.filter(parent_jti=link.jti).first()
    used = max(link.last_used_at, successor.last_used_at if successor else link.last_used_at)
    limits = rules.sign_in_limits(organization.settings)
    if not organization.is_open or limits.have_passed(signed_in_at=link.signed_in_at, last_used_at=used, now=now):
        return None
    step = rules.exchange(_plain(link), _plain(successor) if successor else None, now)
    if step is Exchange.REUSE:
        log.warning("refresh token used again: user=%s organization=%s", user.pk, user.organization_id)
        revoke(user.organization_id, reason="reuse", family=link.family)
        sign_in_was_copied.send(None, organization_id=user.organization_id, user_id=user.pk, at=now)
    if step in {Exchange.REUSE, Exchange.ENDED}:
        return None
    if successor is None:
        successor = _rotate(link)
    else:
        chains.filter(pk=successor.pk).update(last_used_at=now)
    access = AccessToken.of(user, presented.device, successor)
    return SignedIn(str(access), mint(user, successor, presented.device), user)


def _rotate(link: RefreshToken) -> RefreshToken:
    now = clock.now()
    selectors.refresh_tokens_of(link.organization_id).filter(pk=link.pk).update(first_used_at=now)
    successor: RefreshToken = RefreshToken.objects.create(
        organization_id=link.organization_id,
        user_id=link.user_id,
        family=link.family,
        jti=ids.uuid4().hex,
        parent_jti=link.jti,
        device=link.device,
        signed_in_at=link.signed_in_at,
        created_at=now,
        last_used_at=now,
        # The end of a sign-in is fixed when it begins; no exchange moves it.
        expires_at=link.expires_at,
    )
    return successor


def _plain(link: RefreshToken) -> Link:
    return Link(link.expires_at, revoked=link.revoked_at is not None, exchanged=link.first_used_at is not None)
