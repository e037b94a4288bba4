"""Writes of groups."""

from collections.abc import Mapping
from typing import Any

from django.db.models import ProtectedError

from omnipresence.audit import synced
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.writes import Versions, write
from omnipresence.roster import rules, selectors
from omnipresence.roster.models import Group
from omnipresence.roster.problems import GroupCycle, GroupHasSessions, GroupHasSubgroups


def create_group(by: Caller, *, values: Mapping[str, Any]) -> Group:
    """Add a group; raises InvalidInput for a parent that the organization does not have."""

    def work(versions: Versions) -> Group:
        _check_parent(by, None, values.get("parent"))
        return synced.insert(by, versions, Group(organization_id=by.organization_id, **_columns(values)))

    return write(by.organization_id, work)


def update_group(by: Caller, group_id: int, *, values: Mapping[str, Any], expected: int | None = None) -> Group:
    """Change some fields; raises NotFound, VersionChanged, GroupCycle, or InvalidInput for an unknown parent."""

    def work(versions: Versions) -> Group:
        row = selectors.get_group(by.organization_id, group_id)
        synced.expect(row, expected)
        _check_parent(by, group_id, values.get("parent"))
        return synced.update(by, versions, row, values)

    return write(by.organization_id, work)


def delete_group(by: Caller, group_id: int, *, expected: int | None = None) -> None:
    """Delete a group and its memberships; raises NotFound, VersionChanged, GroupHasSubgroups or GroupHasSessions."""

    def work(versions: Versions) -> None:
        row = selectors.get_group(by.organization_id, group_id)
        synced.expect(row, expected)
        if selectors.groups(by.organization_id).filter(parent_id=group_id).exists():
            raise GroupHasSubgroups
        memberships = selectors.group_memberships(by.organization_id).filter(group_id=group_id)
        synced.delete(by, versions, list(memberships), selectors.GROUP_MEMBERSHIP)
        try:
            synced.delete(by, versions, [row], selectors.GROUP)
        except ProtectedError as error:
            raise GroupHasSessions from error

    write(by.organization_id, work)


def _check_parent(by: Caller, group_id: int | None, parent_id: int | None) -> None:
    if parent_id is None:
        return
    parents = selectors.group_parents(by.organization_id)
    if parent_id not in parents:
        raise InvalidInput(errors=[FieldError("/parent", "unknown", "There is no such group.")])
    if group_id is not None and rules.closes_cycle(parents, group_id, parent_id):
        raise GroupCycle(errors=[FieldError("/parent", "cycle", "That group is this one or below it.")])


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"parent_id" if name == "parent" else name: value for name, value in values.items()}
