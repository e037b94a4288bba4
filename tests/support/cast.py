"""The fixed cast of the tests: a school with two teachers and an administrator, and strangers from another school."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from omnipresence.accounts.models import Organization, Role, User
from omnipresence.accounts.tokens import AccessToken
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.writes import Versions, create_counter, write
from omnipresence.presence.models import PresenceState
from omnipresence.roster.models import Group, GroupMembership, Participant
from omnipresence.schedule.models import Session

PASSWORD = "a long and honest password"
STATES = ("present", "absent", "late", "excused")
COUNTS_AS = {"present": "present", "absent": "absent", "late": "present"}
COLORS = {"present": "#1b7f4b", "absent": "#b3261e", "late": "#9a5b00", "excused": "#3557a8"}


@dataclass
class School:
    """One organization with a class and a lesson today. Olga administers, Mina and Tariq mark, Maud reads."""

    slug: str = "school"
    people: int = 3
    organization: Organization = field(init=False)
    states: dict[str, PresenceState] = field(init=False, default_factory=dict)
    participants: list[Participant] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        now = clock.now()
        self.organization = Organization.objects.create(
            name=self.slug.title(), slug=self.slug, domain_type="education", created_at=now, updated_at=now
        )
        create_counter(self.organization.pk)
        self.olga = self._user("olga", Role.ADMINISTRATOR)
        self.mina = self._user("mina", Role.FRONTLINE)
        self.tariq = self._user("tariq", Role.FRONTLINE)
        self.maud = self._user("maud", Role.MANAGER)
        with_rows = 3 + 2 * self.people + len(STATES)
        write(self.organization.pk, self._fill, count=with_rows)

    def _user(self, name: str, role: Role) -> User:
        now = clock.now()
        user = User(
            organization=self.organization,
            email=f"{name}@example.com",
            name=name.title(),
            role=role,
            created_at=now,
            updated_at=now,
        )
        user.set_password(PASSWORD)
        user.save()
        return user

    def _fill(self, versions: Versions) -> None:
        now = clock.now()
        stamps: dict[str, Any] = {"organization": self.organization, "created_at": now, "updated_at": now}
        for order, code in enumerate(STATES):
            self.states[code] = PresenceState.objects.create(
                domain="education",
                code=code,
                label=code.title(),
                color=COLORS[code],
                sort_order=order,
                counts_as=COUNTS_AS.get(code, "other"),
                is_default=code == "present",
                version=versions.take(),
                **stamps,
            )
        self.group = Group.objects.create(name="1A", group_type="class", version=versions.take(), **stamps)
        self.session = Session.objects.create(
            group=self.group,
            name="Mathematics",
            # Of today also in the first hour of a day.
            scheduled_start_at=max(now - timedelta(hours=1), now.replace(hour=0, minute=0, second=0, microsecond=0)),
            scheduled_end_at=now + timedelta(hours=1),
            version=versions.take(),
            **stamps,
        )
        for number in range(self.people):
            person = Participant(
                first_name=f"Pupil{number}",
                last_name="Example",
                identifier=f"P{number:04}",
                version=versions.take(),
                **stamps,
            )
            self.participants.append(person)
        Participant.objects.bulk_create(self.participants)
        self.participants = list(Participant.objects.for_organization(self.organization.pk).order_by("identifier"))
        GroupMembership.objects.bulk_create(
            GroupMembership(
                organization=self.organization,
                group=self.group,
                participant=person,
                joined_at=now,
                version=versions.take(),
            )
            for person in self.participants
        )

    @cached_property
    def pupil(self) -> Participant:
        return self.participants[0]

    def caller(self, user: User, device: str = "") -> Caller:
        return Caller(self.organization.pk, user.pk, user.role, user.name, device)


def bearer(user: User, device: str = "") -> dict[str, str]:
    """The header of a signed-in user."""
    return {"Authorization": f"Bearer {AccessToken.of(user, device)}"}
