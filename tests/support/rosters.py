"""Groups with a session that lasts the whole day, so that it is on whenever the tests run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from omnipresence.base import clock
from omnipresence.base.writes import Versions, write
from omnipresence.roster.models import Group, GroupMembership, Participant
from omnipresence.schedule.models import Session
from support.cast import School


@dataclass(frozen=True, slots=True)
class Roster:
    """A session and who belongs to it, in the order of the list on the screen."""

    session: Session
    group: Group
    participants: list[Participant]

    def participant(self, name: str) -> Participant:
        return next(row for row in self.participants if f"{row.first_name} {row.last_name}" == name)


def people(count: int) -> list[tuple[str, str]]:
    return [(f"Person {number}", "Example") for number in range(1, count + 1)]


def add_roster(school: School, session_name: str, names: Sequence[tuple[str, str]]) -> Roster:
    """A group of new people and its session of today."""
    organization = school.organization

    def work(versions: Versions) -> Roster:
        now = clock.now()
        stamps = {"organization": organization, "created_at": now, "updated_at": now}
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        group = Group.objects.create(
            name=f"Group of {session_name}", group_type="class", version=versions.take(), **stamps
        )
        session = Session.objects.create(
            group=group,
            name=session_name,
            scheduled_start_at=midnight,
            scheduled_end_at=midnight + timedelta(hours=23, minutes=59),
            version=versions.take(),
            **stamps,
        )
        Participant.objects.bulk_create(
            Participant(
                first_name=first,
                last_name=last,
                identifier=f"{group.pk}-{number:04}",
                version=versions.take(),
                **stamps,
            )
            for number, (first, last) in enumerate(names)
        )
        rows = list(
            Participant.objects.for_organization(organization.pk)
            .filter(identifier__startswith=f"{group.pk}-")
            .order_by("identifier")
        )
        GroupMembership.objects.bulk_create(
            GroupMembership(
                organization=organization, group=group, participant=row, joined_at=now, version=versions.take()
            )
            for row in rows
        )
        return Roster(session, group, rows)

    return write(organization.pk, work, count=2 + 2 * len(names))
