"""Reads of this room."""

from collections.abc import Collection, Sequence

from omnipresence.base.feed import Feed
from omnipresence.base.problems import found
from omnipresence.base.sql import select
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.roster.models import Group, GroupMembership, Participant, ParticipantMerge
from omnipresence.roster.shapes import group_json, group_membership_json, participant_json

PARTICIPANT, GROUP, GROUP_MEMBERSHIP = "participant", "group", "group_membership"

FEEDS: Sequence[Feed] = (
    Feed(GROUP, Group, group_json),
    Feed(PARTICIPANT, Participant, participant_json),
    Feed(GROUP_MEMBERSHIP, GroupMembership, group_membership_json),
)


def participants(organization_id: int) -> TenantQuerySet[Participant]:
    """All participants of an organization, inactive ones too."""
    return Participant.objects.for_organization(organization_id)


def groups(organization_id: int) -> TenantQuerySet[Group]:
    """All groups of an organization, inactive ones too."""
    return Group.objects.for_organization(organization_id)


def group_memberships(organization_id: int) -> TenantQuerySet[GroupMembership]:
    """All memberships of an organization."""
    return GroupMembership.objects.for_organization(organization_id)


def get_participant(organization_id: int, participant_id: int) -> Participant:
    """One participant; raises NotFound."""
    return found(participants(organization_id).filter(pk=participant_id).first())


def get_group(organization_id: int, group_id: int) -> Group:
    """One group; raises NotFound."""
    return found(groups(organization_id).filter(pk=group_id).first())


def get_group_membership(organization_id: int, membership_id: int) -> GroupMembership:
    """One membership; raises NotFound."""
    return found(group_memberships(organization_id).filter(pk=membership_id).first())


def group_parents(organization_id: int) -> dict[int, int | None]:
    """The tree of groups: the parent of each."""
    rows = select("SELECT id, parent_id FROM `groups` WHERE organization_id = %s", [organization_id])
    return {int(group_id): parent_id for group_id, parent_id in rows}


def survivors_of(organization_id: int, participant_ids: Collection[int]) -> dict[int, int]:
    """Who those of the participants are that were merged into somebody."""
    rows = ParticipantMerge.objects.for_organization(organization_id).filter(duplicate_id__in=participant_ids)
    return dict(rows.values_list("duplicate_id", "survivor_id"))
