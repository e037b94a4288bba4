"""Many at once by one request: all of them or none, with a fixed number of statements."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from omnipresence.audit import synced
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.sql import IN_LIST, chunked
from omnipresence.base.values import BadValue
from omnipresence.base.writes import Versions, write
from omnipresence.roster import selectors
from omnipresence.roster.models import Group, GroupMembership, Participant
from omnipresence.roster.problems import IdentifierTaken, MembershipExists
from omnipresence.roster.rules import comparable, range_labels
from omnipresence.roster.services.people import people_by_identifier

MOST = 500
PLACE = "{}"
Values = Mapping[str, Any]


def create_participants(by: Caller, *, many: Sequence[Values]) -> list[Participant]:
    """Add participants; raises IdentifierTaken with pointers such as /3/identifier, also for one that comes twice."""

    def work(versions: Versions) -> list[Participant]:
        identifiers = [comparable(values["identifier"]) for values in many]
        there = people_by_identifier(by.organization_id, {values["identifier"] for values in many})
        taken = {comparable(person.identifier) for person in there}
        errors = [
            FieldError(f"/{place}/identifier", "taken", "Another participant has this identifier.")
            for place, identifier in enumerate(identifiers)
            if identifier in taken or identifier in identifiers[:place]
        ]
        if errors:
            raise IdentifierTaken(errors=errors)
        rows = [Participant(organization_id=by.organization_id, **values) for values in many]
        return synced.insert_many(by, versions, rows)

    return write(by.organization_id, work, count=len(many))


def create_groups(by: Caller, *, many: Sequence[Values]) -> list[Group]:
    """Add groups; raises InvalidInput for unknown parents."""

    def work(versions: Versions) -> list[Group]:
        parents = {values["parent"] for values in many if values.get("parent")}
        known = _known(selectors.groups(by.organization_id), parents)
        errors = [
            FieldError(f"/{place}/parent", "unknown", "There is no such group.")
            for place, values in enumerate(many)
            if values.get("parent") and values["parent"] not in known
        ]
        if errors:
            raise InvalidInput(errors=errors)
        rows = [
            Group(
                organization_id=by.organization_id,
                **{"parent_id" if name == "parent" else name: value for name, value in values.items()},
            )
            for values in many
        ]
        return synced.insert_many(by, versions, rows)

    return write(by.organization_id, work, count=len(many))


def create_group_memberships(by: Caller, *, many: Sequence[Values]) -> list[GroupMembership]:
    """Enrol; raises InvalidInput for what is unknown, MembershipExists for who is in the group or comes twice."""

    def work(versions: Versions) -> list[GroupMembership]:
        pairs = [(values["group"], values["participant"]) for values in many]
        _demand_known(by, pairs)
        there = _memberships(by.organization_id, {participant for _, participant in pairs})
        errors = [
            FieldError(f"/{place}/participant", "taken", "This participant is in this group already.")
            for place, pair in enumerate(pairs)
            if pair in there or pair in pairs[:place]
        ]
        if errors:
            raise MembershipExists(errors=errors)
        now = clock.now()
        rows = [
            GroupMembership(
                organization_id=by.organization_id,
                group_id=values["group"],
                participant_id=values["participant"],
                joined_at=values.get("joined_at", now),
                extra_data=values.get("extra_data", {}),
            )
            for values in many
        ]
        return synced.insert_many(by, versions, rows)

    return write(by.organization_id, work, count=len(many))


def create_group_range(  # noqa: PLR0913 - the words of one request
    by: Caller,
    *,
    pattern: str,
    first: str,
    last: str,
    group_type: str,
    step: int = 1,
    parent: int | None = None,
    preview: bool = False,
) -> tuple[list[tuple[str, bool]], list[Group]]:
    """Add the groups of a range: every name and whether it exists, and what was added (nothing for a preview).

    `pattern` holds {} once. Raises InvalidInput for ends that make no range, or an unknown parent.
    """
    wished = _names(pattern, first, last, step)
    if preview:
        return _which_exist(by, parent, wished), []

    def work(versions: Versions) -> tuple[list[tuple[str, bool]], list[Group]]:
        names = _which_exist(by, parent, wished)
        missing = [
            Group(organization_id=by.organization_id, parent_id=parent, name=name, group_type=group_type)
            for name, exists in names
            if not exists
        ]
        return names, synced.insert_many(by, versions, missing)

    return write(by.organization_id, work, count=len(wished))


def _which_exist(by: Caller, parent: int | None, names: Sequence[str]) -> list[tuple[str, bool]]:
    groups = selectors.groups(by.organization_id)
    if parent is not None and not groups.filter(pk=parent).exists():
        raise InvalidInput(errors=[FieldError("/parent", "unknown", "There is no such group.")])
    there = {comparable(name) for name in groups.filter(parent_id=parent).values_list("name", flat=True)}
    return [(name, comparable(name) in there) for name in names]


def _names(pattern: str, first: str, last: str, step: int) -> list[str]:
    try:
        return [pattern.replace(PLACE, label) for label in range_labels(first, last, step, MOST)]
    except BadValue as error:
        raise InvalidInput(errors=[FieldError("/last", error.code, error.detail)]) from error


def _demand_known(by: Caller, pairs: Sequence[tuple[int, int]]) -> None:
    groups = _known(selectors.groups(by.organization_id), {group for group, _ in pairs})
    people = _known(selectors.participants(by.organization_id), {participant for _, participant in pairs})
    errors = []
    for place, (group, participant) in enumerate(pairs):
        if group not in groups:
            errors.append(FieldError(f"/{place}/group", "unknown", "There is no such group."))
        if participant not in people:
            errors.append(FieldError(f"/{place}/participant", "unknown", "There is no such participant."))
    if errors:
        raise InvalidInput(errors=errors)


def _known(rows: Any, ids: Collection[int]) -> set[int]:
    return set(rows.filter(pk__in=ids).values_list("pk", flat=True))


def _memberships(organization_id: int, participants: Collection[int]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for some in chunked(sorted(participants), IN_LIST):
        rows = selectors.group_memberships(organization_id).filter(participant_id__in=some)
        found.update(rows.values_list("group_id", "participant_id"))
    return found
