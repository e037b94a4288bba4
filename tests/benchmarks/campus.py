"""An organization of fifty classes, each with a teacher and a tablet or ten, beside the school of many records."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from omnipresence.accounts.models import Organization, RefreshToken, SyncDevice, User
from omnipresence.accounts.services.sign_in import mint
from omnipresence.accounts.tokens import AccessToken
from omnipresence.base import clock, ids
from omnipresence.base.caller import Caller
from omnipresence.base.feed import position
from omnipresence.base.writes import Versions, write
from omnipresence.roster.models import Group, GroupMembership, Participant
from omnipresence.schedule.models import Session
from omnipresence.sync.envelope import Subscription
from omnipresence.sync.services import pull
from omnipresence.sync.services.scope import scope_of
from support.cast import School

CLASSES = 50
PUPILS = 30


@dataclass
class Campus:
    """Made once, and given new lessons by each measurement."""

    teachers: list[User] = field(init=False)
    classes: list[tuple[int, list[int]]] = field(init=False)

    def __post_init__(self) -> None:
        if not Organization.objects.filter(slug="campus").exists():
            organization = School("campus", people=0).organization
            write(organization.pk, lambda versions: _fill(organization, versions), count=CLASSES * (1 + 2 * PUPILS))
        self.organization = Organization.objects.get(slug="campus")
        users = User.objects.for_organization(self.organization.pk).select_related("organization")
        self.teachers = list(users.filter(name="Teacher").order_by("id"))
        members: dict[int, list[int]] = {}
        rows = GroupMembership.objects.for_organization(self.organization.pk).order_by("id")
        for group, person in rows.values_list("group_id", "participant_id"):
            members.setdefault(group, []).append(person)
        self.classes = list(members.items())

    def lessons(self, each: int) -> list[list[int]]:
        """So many new lessons for each class; their ids, class by class."""
        now = clock.now()

        def work(versions: Versions) -> None:
            Session.objects.bulk_create(
                Session(
                    organization=self.organization, group_id=group, name="Lesson", scheduled_start_at=now,
                    scheduled_end_at=now + timedelta(hours=1), created_at=now, updated_at=now, version=versions.take(),
                )
                for group, _ in self.classes
                for _ in range(each)
            )  # fmt: skip

        write(self.organization.pk, work, count=each * len(self.classes))
        rows = Session.objects.for_organization(self.organization.pk).order_by("-id")[: each * len(self.classes)]
        found = sorted(rows.values_list("pk", flat=True))
        return [found[n : n + each] for n in range(0, len(found), each)]


def _fill(organization: Organization, versions: Versions) -> None:
    now = clock.now()
    stamps: dict[str, Any] = {"organization": organization, "created_at": now, "updated_at": now}
    for number in range(CLASSES):
        # Nobody signs in with a password here.
        User.objects.create(email=f"{number}@example.com", name="Teacher", role="frontline", password="!", **stamps)
        group = Group.objects.create(name=f"{number}", group_type="class", version=versions.take(), **stamps)
        people = [
            Participant(
                first_name="Pupil", last_name=f"{n}", identifier=f"{number}-{n}", version=versions.take(), **stamps
            )
            for n in range(PUPILS)
        ]
        Participant.objects.bulk_create(people)
        GroupMembership.objects.bulk_create(
            GroupMembership(
                organization=organization, group=group, participant=person, joined_at=now, version=versions.take()
            )
            for person in Participant.objects.for_organization(organization.pk).order_by("-id")[:PUPILS]
        )


@dataclass
class Tablet:
    """A tablet that was in step a moment ago and holds its class and today, or (`whole`) the whole organization."""

    campus: Campus
    number: int
    whole: bool = False
    seq: int = 0

    def __post_init__(self) -> None:
        self.group, self.people = self.campus.classes[self.number]
        self.user, self.device = self.campus.teachers[self.number], str(ids.uuid4())
        user = self.user
        now = clock.now()
        SyncDevice.objects.bulk_create(
            [
                SyncDevice(
                    organization=self.campus.organization, device_uuid=self.device, label="Tablet",
                    reported_label="Tablet", last_user=user, created_at=now - timedelta(days=7), updated_at=now,
                    # Not new: of a new one with an old one's name administrators are told.
                    last_seen_at=now - timedelta(hours=1),
                )
            ]
        )  # fmt: skip
        link = RefreshToken.objects.create(
            organization=self.campus.organization, user=user, family=ids.uuid4().hex, jti=ids.uuid4().hex,
            device=self.device, signed_in_at=now, created_at=now, last_used_at=now,
            expires_at=now + timedelta(days=30),
        )  # fmt: skip
        self.refresh = mint(user, link, self.device)
        self.access = str(AccessToken.of(user, self.device, link))
        caller = Caller(user.organization_id, user.pk, user.role, user.name)
        wanted = None if self.whole else Subscription(frozenset({self.group}), 0, 0)
        self.subscription = None if self.whole else {"groups": [self.group], "days_back": 0, "days_ahead": 0}
        at = position(user.organization_id)
        self.cursor = pull._sign(caller, pull.Cursor(at.epoch, at.version, at.version, scope_of(caller, wanted).tag))

    def body(self, session: int | None) -> bytes:
        """A sync request with a mark for everybody in the class, or with none."""
        people = self.people if session else []
        ops = [self._mark(session, person) for person in people]
        return json.dumps(
            {"protocol": 1, "device_id": self.device, "batch_id": str(ids.uuid7()),
             "client_time": clock.to_milliseconds(clock.now()), "app_version": "bench", "device_name": "Tablet",
             "waiting": {"count": len(ops), "oldest_at": None, "quarantined": 0}, "cursor": self.cursor,
             "scope_tag": None, "limit": 1000, "ops": ops,
             **({"subscription": self.subscription} if self.subscription else {})},
            separators=(",", ":"),
        ).encode()  # fmt: skip

    def _mark(self, session: int | None, person: int) -> dict[str, Any]:
        self.seq += 1
        return {
            "op_id": str(ids.uuid7()), "seq_no": self.seq, "kind": "mark", "session": session, "participant": person,
            "base_version": 0, "prev_op": None, "marked_at": clock.to_milliseconds(clock.now()), "clock_era": 0,
            "marked_by": self.user.pk, "note": "", "state": "present",
        }  # fmt: skip
