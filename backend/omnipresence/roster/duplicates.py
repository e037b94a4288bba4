"""Who may be listed twice: a few bounded statements, and the rest on plain rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Lower

from omnipresence.base.sql import IN_LIST, chunked
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.roster import selectors
from omnipresence.roster.models import Participant
from omnipresence.roster.rules import comparable

MOST = 100
# What a walk-in's identifier got behind it because somebody had it already.
NUMBERED = re.compile(r"(.+)-\d{1,3}")


@dataclass(frozen=True, slots=True)
class Candidates:
    """People who may be one person, and what speaks for it."""

    shared: str
    people: Sequence[Participant]


def find_duplicates(organization_id: int) -> list[Candidates]:
    """At most 100 sets of active people who share an identifier but for its number, an external id, or their names.

    Two people of one name are no candidates where both dates of birth are known and differ.
    """
    found: dict[frozenset[int], Candidates] = {}
    for shared, sets in (
        ("identifier", _by_identifier(organization_id)),
        ("external_id", _by_external_id(organization_id)),
        ("name", _by_name(organization_id)),
    ):
        for people in sets:
            found.setdefault(frozenset(person.pk for person in people), Candidates(shared, people))
    return list(found.values())[:MOST]


def _active(organization_id: int) -> TenantQuerySet[Participant]:
    return selectors.participants(organization_id).filter(is_active=True)


def _by_identifier(organization_id: int) -> Iterable[Sequence[Participant]]:
    people = _active(organization_id)
    numbered = people.filter(identifier__regex=r"^.+-[0-9]{1,3}$").order_by("-id")[: 10 * MOST]
    stems = {person: match[1] for person in numbered if (match := NUMBERED.fullmatch(person.identifier))}
    there = {}
    for some in chunked(sorted(set(stems.values())), IN_LIST):
        there.update({comparable(person.identifier): person for person in people.filter(identifier__in=some)})
    for person, stem in stems.items():
        original = there.get(comparable(stem))
        # of a house that numbers so are two rooms: the names have to agree as well.
        if original is not None and _alike(original, person):
            yield [original, person]


def _alike(one: Participant, other: Participant) -> bool:
    names = {comparable(f"{person.first_name} {person.last_name}") for person in (one, other)}
    return len(names) == 1 or "walk_in" in one.extra_data or "walk_in" in other.extra_data


def _by_external_id(organization_id: int) -> Iterable[Sequence[Participant]]:
    people = _active(organization_id).exclude(external_id=None).exclude(external_id="")
    twice = people.order_by().values("external_id").annotate(count=Count("id")).filter(count__gt=1)
    wanted = [row["external_id"] for row in twice[:MOST]]
    sets: dict[str, list[Participant]] = {}
    for person in people.filter(external_id__in=wanted).order_by("id")[: 10 * MOST]:
        sets.setdefault(comparable(person.external_id or ""), []).append(person)
    return [one for one in sets.values() if len(one) > 1]


def _by_name(organization_id: int) -> Iterable[Sequence[Participant]]:
    people = _active(organization_id).annotate(first=Lower("first_name"), last=Lower("last_name"))
    twice = people.order_by().values("first", "last").annotate(count=Count("id")).filter(count__gt=1)
    wanted = Q(pk=None)
    for row in twice[:MOST]:
        wanted |= Q(first=row["first"], last=row["last"])
    sets: dict[str, list[Participant]] = {}
    for person in people.filter(wanted).order_by("id")[: 10 * MOST]:
        sets.setdefault(comparable(f"{person.first_name}\x00{person.last_name}"), []).append(person)
    for one in sets.values():
        yield from _of_one_birthday(one)


def _of_one_birthday(people: Sequence[Participant]) -> Iterable[Sequence[Participant]]:
    """Those of one name who may be one person: with the same date of birth, or with none that is known."""
    unknown = [person for person in people if person.date_of_birth is None]
    days = sorted({person.date_of_birth for person in people if person.date_of_birth})
    sets = [[person for person in people if person.date_of_birth == day] + unknown for day in days] or [unknown]
    yield from (some for some in sets if len(some) > 1)
