"""A school of two classes under one year, with five days of lessons behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from omnipresence.accounts.models import Organization
from omnipresence.base import clock
from omnipresence.base.writes import Versions, write
from omnipresence.presence.rules import Value
from omnipresence.presence.services import Intent, write_marks
from omnipresence.roster.models import Group, GroupMembership, Participant
from omnipresence.schedule.models import Session
from support.cast import School

DHAKA = ZoneInfo("Asia/Dhaka")
MARKS = ["present", "absent", "late", "excused"]
# Two Mondays and the days between: the last begins a week of its own.
DAYS = [date(2026, 3, day) for day in (2, 3, 4, 5, 9)]


@dataclass
class Year:
    """A year with classes A and B of three pupils each, and their lessons."""

    school: School
    year: Group
    classes: list[Group]
    pupils: list[Participant]
    lessons: list[Session]


@pytest.fixture
def year(school: School) -> Year:
    Organization.objects.filter(pk=school.organization.pk).update(time_zone="Asia/Dhaka")
    by = school.caller(school.mina)

    def work(versions: Versions) -> Year:
        stamps: dict[str, Any] = {
            "organization": school.organization, "created_at": clock.now(), "updated_at": clock.now(),
        }  # fmt: skip
        top = Group.objects.create(name="Year 7", group_type="year", version=versions.take(), **stamps)
        made = Year(school, top, [], [], [])
        for name in "AB":
            group = Group.objects.create(
                name=f"7{name}", group_type="class", parent=top, version=versions.take(), **stamps
            )
            made.classes.append(group)
            for number in range(3):
                person = Participant.objects.create(
                    first_name=f"{name}{number}", last_name="Ahmed", identifier=f"{name}{number}",
                    version=versions.take(), **stamps,
                )  # fmt: skip
                made.pupils.append(person)
                GroupMembership.objects.create(
                    organization=school.organization, group=group, participant=person, joined_at=clock.now(),
                    version=versions.take(),
                )  # fmt: skip
            for day in DAYS:
                # Half past midnight in Dhaka is still yesterday in UTC.
                start = datetime(day.year, day.month, day.day, 0, 30, tzinfo=DHAKA)
                lesson = Session.objects.create(
                    group=group, name=f"Maths {name}", scheduled_start_at=start,
                    scheduled_end_at=start.replace(hour=1), version=versions.take(), **stamps,
                )  # fmt: skip
                made.lessons.append(lesson)
        return made

    made = write(school.organization.pk, work, count=100)
    intents = [
        Intent(lesson.pk, pupil.pk, Value(school.states[MARKS[(n + m) % 4]].pk), lesson.scheduled_start_at, 0)
        for n, lesson in enumerate(made.lessons)
        for m, pupil in enumerate(made.pupils[:3] if lesson.group_id == made.classes[0].pk else made.pupils[3:])
    ]
    write(school.organization.pk, lambda versions: write_marks(by, versions, intents, at=clock.now()), count=50)
    return made
