"""Many participants at once, with their memberships: what imports write."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from omnipresence.audit import synced
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.sql import IN_LIST, chunked
from omnipresence.base.writes import Versions
from omnipresence.roster import selectors
from omnipresence.roster.models import Group, GroupMembership, Participant
from omnipresence.roster.rules import comparable

GroupPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as they shall be: `row` is who is there already, `values` what is set, `groups` what they join.

    Checked by the caller under the counter: the identifier of a new one is free, the groups are the organization's
    own, nobody joins a group that they are in, and a row that is there has something to set or to join.
    """

    row: Participant | None
    values: Mapping[str, Any]
    groups: Collection[int]


def write_people(by: Caller, versions: Versions, people: Sequence[Person]) -> list[int]:
    """Add, change and enrol, inside base.writes.write, with a fixed number of statements; the participants' ids."""
    new = [person for person in people if person.row is None]
    added = synced.insert_many(
        by, versions, [Participant(organization_id=by.organization_id, **person.values) for person in new]
    )
    rows = dict(zip(map(id, new), added, strict=True))
    rows.update({id(person): person.row for person in people if person.row is not None})
    changed = [synced.Update(person.row, person.values) for person in people if person.row is not None]
    synced.update_many(by, versions, [update for update in changed if update.values])
    now = clock.now()
    synced.insert_many(
        by,
        versions,
        [
            GroupMembership(
                organization_id=by.organization_id, group_id=group, participant_id=rows[id(person)].pk, joined_at=now
            )
            for person in people
            for group in person.groups
        ],
    )
    return [rows[id(person)].pk for person in people]


def add_group_paths(
    by: Caller, versions: Versions, paths: Iterable[GroupPath], group_type: str
) -> dict[GroupPath, int]:
    """The groups of these paths from the top of the tree, made where they are missing, level by level."""
    wanted = {path[:depth] for path in paths for depth in range(1, len(path) + 1)}
    known: dict[GroupPath, int] = {}
    rows = selectors.groups(by.organization_id).order_by("-id")
    by_place = {(row.parent_id, comparable(row.name)): row.pk for row in rows}
    for depth in range(1, max(map(len, wanted), default=0) + 1):
        level = [path for path in sorted(wanted) if len(path) == depth]
        places = {path: (known[path[:-1]] if depth > 1 else None, comparable(path[-1])) for path in level}
        # Two spellings of one name are one group.
        missing = list({places[path]: path for path in reversed(level) if places[path] not in by_place}.values())
        made = synced.insert_many(
            by,
            versions,
            [
                Group(
                    organization_id=by.organization_id,
                    parent_id=places[path][0],
                    name=path[-1],
                    group_type=group_type,
                )
                for path in missing
            ],
        )
        by_place.update({places[path]: row.pk for path, row in zip(missing, made, strict=True)})
        known.update({path: by_place[places[path]] for path in level})
    return known


def people_by_identifier(organization_id: int, identifiers: Collection[str]) -> list[Participant]:
    """Whom the organization has under these identifiers."""
    rows = selectors.participants(organization_id)
    found: list[Participant] = []
    for some in chunked(sorted(identifiers), IN_LIST):
        found += rows.filter(identifier__in=some)
    return found


def groups_of_people(organization_id: int, participant_ids: Sequence[int]) -> dict[int, set[int]]:
    """The groups that each of these participants is in."""
    joined: dict[int, set[int]] = {}
    for some in chunked(participant_ids, IN_LIST):
        rows = selectors.group_memberships(organization_id).filter(participant_id__in=some)
        for person, group in rows.values_list("participant_id", "group_id"):
            joined.setdefault(person, set()).add(group)
    return joined
