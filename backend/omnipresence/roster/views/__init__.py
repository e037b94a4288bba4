"""The requests of this room."""

from omnipresence.roster.views.groups import GroupItem, GroupList, GroupRange
from omnipresence.roster.views.memberships import GroupMembershipItem, GroupMembershipList
from omnipresence.roster.views.participants import ParticipantDuplicates, ParticipantItem, ParticipantList

__all__ = [
    "GroupItem",
    "GroupList",
    "GroupMembershipItem",
    "GroupMembershipList",
    "GroupRange",
    "ParticipantDuplicates",
    "ParticipantItem",
    "ParticipantList",
]
