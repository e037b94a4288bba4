"""Grants: what lets a tablet bring somebody's marks while somebody else is signed in on it.

A grant is made at a sign-in that names its tablet. It speaks for that user, from that tablet, for 30 days, and for
nothing but marks that this user made: it reads nothing and signs nobody in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

from omnipresence.accounts.models import User
from omnipresence.base import clock
from omnipresence.base.clock import from_milliseconds, to_milliseconds

SALT = "omnipresence.accounts.grant"
LIFETIME = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a genuine grant says."""

    organization_id: int
    user_id: int
    device: str
    issued_at: datetime


def issue_grant(user: User, device: str) -> str | None:
    """The grant of a sign-in; None where no tablet was named."""
    if not device:
        return None
    said = [str(user.organization_id), str(user.pk), device, str(to_milliseconds(clock.now()))]
    return signing.Signer(salt=SALT).sign(":".join(said))


def read_grant(text: str) -> Grant | None:
    """A grant that was issued here and still is valid; None for anything else."""
    try:
        organization, user, device, issued = signing.Signer(salt=SALT).unsign(text).split(":")
        grant = Grant(int(organization), int(user), device, from_milliseconds(int(issued)))
    except (signing.BadSignature, ValueError, OverflowError):
        return None
    return grant if grant.issued_at + LIFETIME > clock.now() else None
