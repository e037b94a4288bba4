"""People who came without being on the list: added with their membership, many at once, and never refused."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from omnipresence.audit import synced
from omnipresence.base.caller import Caller
from omnipresence.base.writes import Versions
from omnipresence.roster import selectors
from omnipresence.roster.models import GroupMembership, Participant
from omnipresence.roster.rules import comparable

MAX_IDENTIFIER = 100
# What a walk-in's participant keeps of its origin, in extra_data.
ORIGIN = "walk_in"


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who stands in front of the desk. `origin` names the operation; `added_by` is who wrote them down."""

    group_id: int
    first_name: str
    last_name: str
    identifier: str
    joined_at: datetime
    origin: str
    added_by: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody whom the organization knows, in front of the desk of another group. Not a member of it yet."""

    group_id: int
    participant_id: int
    joined_at: datetime
    added_by: int


@dataclass(frozen=True, slots=True)
class Added:
    """The participant that a walk-in became; `renamed` where the wished identifier was somebody else's."""

    participant_id: int
    group_id: int
    identifier: str
    version: int
    renamed: bool


def add_guests(by: Caller, versions: Versions, guests: Sequence[Guest]) -> list[int]:
    """Put known people into groups, inside base.writes.write; the memberships' versions, one for each."""
    rows = [
        GroupMembership(
            organization_id=by.organization_id,
            group_id=guest.group_id,
            participant_id=guest.participant_id,
            joined_at=guest.joined_at,
        )
        for guest in guests
    ]
    return [row.version for row in synced.insert_many(by, versions, rows, [guest.added_by for guest in guests])]


def add_walk_ins(by: Caller, versions: Versions, walk_ins: Sequence[WalkIn]) -> list[Added]:
    """Add participants and memberships, in order, inside base.writes.write; two versions are taken for each."""
    if not walk_ins:
        return []
    identifiers = _free_identifiers(by.organization_id, [walk_in.identifier for walk_in in walk_ins])
    authors = [walk_in.added_by for walk_in in walk_ins]
    people = synced.insert_many(
        by,
        versions,
        [
            Participant(
                organization_id=by.organization_id,
                first_name=walk_in.first_name,
                last_name=walk_in.last_name,
                identifier=identifier,
                extra_data={ORIGIN: walk_in.origin},
            )
            for walk_in, identifier in zip(walk_ins, identifiers, strict=True)
        ],
        authors,
    )
    synced.insert_many(
        by,
        versions,
        [
            GroupMembership(
                organization_id=by.organization_id,
                group_id=walk_in.group_id,
                participant_id=person.pk,
                joined_at=walk_in.joined_at,
            )
            for walk_in, person in zip(walk_ins, people, strict=True)
        ],
        authors,
    )
    return [
        Added(person.pk, walk_in.group_id, person.identifier, person.version, person.identifier != walk_in.identifier)
        for walk_in, person in zip(walk_ins, people, strict=True)
    ]


def _free_identifiers(organization_id: int, wished: Sequence[str]) -> list[str]:
    """Each wish, or where it is taken the wish with "-2", "-3" behind it. Sound because the counter is held."""
    taken = set(_comparable(_taken(organization_id, wished)))
    free = []
    for wish in wished:
        identifier, number = wish, 1
        while comparable(identifier) in taken:
            number += 1
            tail = f"-{number}"
            identifier = wish[: MAX_IDENTIFIER - len(tail)] + tail
        taken.add(comparable(identifier))
        free.append(identifier)
    return free


def _taken(organization_id: int, wished: Collection[str]) -> list[str]:
    """Which of the wishes exist, with everything that begins like one of those: two statements at most."""
    people = selectors.participants(organization_id)
    exact = list(people.filter(identifier__in=set(wished)).values_list("identifier", flat=True))
    count = Counter(_comparable(wished))
    numbered = Q()
    for stem in {*exact, *(wish for wish in wished if count[comparable(wish)] > 1)}:
        # The room for the number is taken from the end of a long wish.
        numbered |= Q(identifier__istartswith=stem[: MAX_IDENTIFIER - 5])
    return [*exact, *people.filter(numbered).values_list("identifier", flat=True)] if numbered else exact


def _comparable(identifiers: Iterable[str]) -> list[str]:
    return [comparable(identifier) for identifier in identifiers]
