"""Writes of memberships."""

from collections.abc import Mapping
from typing import Any

from omnipresence.audit import synced
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.writes import Versions, write
from omnipresence.roster import selectors
from omnipresence.roster.models import GroupMembership
from omnipresence.roster.problems import MembershipExists


def create_group_membership(by: Caller, *, group: int, participant: int, values: Mapping[str, Any]) -> GroupMembership:
    """Put a participant into a group, from now unless `values` say when; raises InvalidInput or MembershipExists."""

    def work(versions: Versions) -> GroupMembership:
        _demand_known(by, group, participant)
        memberships = selectors.group_memberships(by.organization_id)
        if memberships.filter(group_id=group, participant_id=participant).exists():
            raise MembershipExists
        row = GroupMembership(
            organization_id=by.organization_id,
            group_id=group,
            participant_id=participant,
            **{"joined_at": clock.now(), **values},
        )
        return synced.insert(by, versions, row)

    return write(by.organization_id, work)


def update_group_membership(
    by: Caller, membership_id: int, *, values: Mapping[str, Any], expected: int | None = None
) -> GroupMembership:
    """Change when somebody joined, or their role in the group; raises NotFound or VersionChanged."""

    def work(versions: Versions) -> GroupMembership:
        row = selectors.get_group_membership(by.organization_id, membership_id)
        synced.expect(row, expected)
        return synced.update(by, versions, row, values)

    return write(by.organization_id, work)


def delete_group_membership(by: Caller, membership_id: int, *, expected: int | None = None) -> None:
    """Take a participant out of a group; what is recorded stays. Raises NotFound or VersionChanged."""

    def work(versions: Versions) -> None:
        row = selectors.get_group_membership(by.organization_id, membership_id)
        synced.expect(row, expected)
        synced.delete(by, versions, [row], selectors.GROUP_MEMBERSHIP)

    write(by.organization_id, work)


def _demand_known(by: Caller, group: int, participant: int) -> None:
    errors = []
    if not selectors.groups(by.organization_id).filter(pk=group).exists():
        errors.append(FieldError("/group", "unknown", "There is no such group."))
    if not selectors.participants(by.organization_id).filter(pk=participant).exists():
        errors.append(FieldError("/participant", "unknown", "There is no such participant."))
    if errors:
        raise InvalidInput(errors=errors)
