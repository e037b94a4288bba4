"""Reads of this room."""

from collections.abc import Sequence

from omnipresence.base.feed import Feed
from omnipresence.base.problems import found
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.schedule.models import Session
from omnipresence.schedule.shapes import session_json

SESSION = "session"

FEEDS: Sequence[Feed] = (Feed(SESSION, Session, session_json),)


def sessions(organization_id: int) -> TenantQuerySet[Session]:
    """All sessions of an organization."""
    return Session.objects.for_organization(organization_id)


def get_session(organization_id: int, session_id: int) -> Session:
    """One session; raises NotFound."""
    return found(sessions(organization_id).filter(pk=session_id).first())
