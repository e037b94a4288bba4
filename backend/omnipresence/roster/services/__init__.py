"""Every write of this room."""

from omnipresence.roster.services.groups import create_group, delete_group, update_group
from omnipresence.roster.services.many import (
    MOST,
    create_group_memberships,
    create_group_range,
    create_groups,
    create_participants,
)
from omnipresence.roster.services.memberships import (
    create_group_membership,
    delete_group_membership,
    update_group_membership,
)
from omnipresence.roster.services.merge import end_duplicate, take_over
from omnipresence.roster.services.participants import create_participant, delete_participant, update_participant
from omnipresence.roster.services.walk_ins import Added, Guest, WalkIn, add_guests, add_walk_ins

__all__ = [
    "MOST",
    "Added",
    "Guest",
    "WalkIn",
    "add_guests",
    "add_walk_ins",
    "create_group",
    "create_group_membership",
    "create_group_memberships",
    "create_group_range",
    "create_groups",
    "create_participant",
    "create_participants",
    "delete_group",
    "delete_group_membership",
    "delete_participant",
    "end_duplicate",
    "take_over",
    "update_group",
    "update_group_membership",
    "update_participant",
]
