"""Reads of this room."""

from typing import Any

from django.db.models import Subquery
from django.db.models.expressions import OuterRef

from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import NotFound, found
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.roster.models import GroupMembership, Participant
from omnipresence.roster.selectors import participants
from omnipresence.selfservice.models import Registration, SelfServiceLink
from omnipresence.selfservice.rules import MAKERS, Kind, Standing, State, Window, window
from omnipresence.selfservice.tokens import digest


def links(by: Caller) -> TenantQuerySet[SelfServiceLink]:
    """The links that the caller may make, and so may look at."""
    kinds = [kind for kind, makers in MAKERS.items() if by.role in makers]
    rows = SelfServiceLink.objects.for_organization(by.organization_id).filter(kind__in=kinds)
    return rows.select_related("session", "group", "organization")


def get_link(by: Caller, link_id: int) -> SelfServiceLink:
    """One of them; raises NotFound."""
    return found(links(by).filter(pk=link_id).first())


def state_of(row: SelfServiceLink) -> State:
    """Whether the link opens anything."""
    standing = Standing(row.revoked_at is not None, row.expires_at, row.max_uses - row.uses, row.wrong_tries)
    return standing.state(clock.now())


def window_of(row: SelfServiceLink) -> Window | None:
    """When its session takes check-ins; None for a link to register."""
    if row.session is None:
        return None
    session = row.session
    return window(session.scheduled_start_at, session.scheduled_end_at, session.actual_start_at, session.actual_end_at)


def open_link(token: str, kind: Kind | None = None) -> SelfServiceLink:
    """What this token opens, for `kind` where one is named; raises NotFound, the same for whatever opens nothing.

    A link acts for its maker: it ends with the maker's account, or with the role that let them make it.
    """
    everywhere = SelfServiceLink.objects.across_organizations("the secret link itself says whose it is")
    rows = everywhere.select_related("organization", "session__group", "group", "created_by")
    row: SelfServiceLink | None = rows.filter(token_hash=digest(token)).first()
    if row is None or state_of(row) is not State.OPEN or kind not in {None, row.kind}:
        raise NotFound
    maker = row.created_by
    if not row.organization.is_open or not maker.is_active or maker.role not in MAKERS[Kind(row.kind)]:
        raise NotFound
    return row


def hold(row: SelfServiceLink) -> SelfServiceLink:
    """The link as it stands now, kept from others until commit; raises NotFound where it opens nothing any more."""
    # The link alone: the rows of its maker and organization are none of this transaction's business.
    own = SelfServiceLink.objects.for_organization(row.organization_id)
    fresh: SelfServiceLink = found(own.select_for_update().filter(pk=row.pk).first())
    if state_of(fresh) is not State.OPEN:
        raise NotFound
    return fresh


def find_member(row: SelfServiceLink, identifier: str) -> int | None:
    """The active participant of the session's group with this identifier, in upper or lower case."""
    session: Any = row.session
    members = GroupMembership.objects.for_organization(row.organization_id).filter(group_id=session.group_id)
    rows = participants(row.organization_id).filter(
        pk__in=members.values("participant_id"), identifier__iexact=identifier.strip(), is_active=True
    )
    people = dict(rows.order_by("id").values_list("identifier", "pk")[:10])
    return people.get(identifier.strip()) or (next(iter(people.values())) if len(people) == 1 else None)


def registrations(organization_id: int) -> TenantQuerySet[Registration]:
    """All registrations, each with the id of whoever has its identifier already, as `duplicate_id`."""
    same: Any = Participant.objects.for_organization(organization_id).filter(identifier=OuterRef("identifier"))
    rows: Any = Registration.objects.for_organization(organization_id)
    annotated: TenantQuerySet[Registration] = rows.annotate(duplicate_id=Subquery(same.values("pk")[:1]))
    return annotated


def get_registration(organization_id: int, registration_id: int) -> Registration:
    """One registration; raises NotFound."""
    return found(registrations(organization_id).filter(pk=registration_id).first())
