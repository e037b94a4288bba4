"""Makes the demo organizations, or adds what they lack. Running it again on the same day changes nothing."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from omnipresence.accounts.domains.selectors import rules_of
from omnipresence.accounts.models import Organization, User
from omnipresence.accounts.services.create_organization import create_organization, create_user
from omnipresence.audit import synced
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.writes import Versions, write, write_unversioned
from omnipresence.config.demo.marks import mark_past_sessions
from omnipresence.notifications.services import add_missing_rules
from omnipresence.presence.services import add_missing_states
from omnipresence.roster.models import Group, GroupMembership, Participant
from omnipresence.schedule.models import Session

FOLDER = Path(__file__).parent
PASSWORD = "omnipresence-demo"
ROLES = {"admin": "administrator", "manager": "manager", "staff1": "frontline", "staff2": "frontline"}
DAYS = range(-4, 8)
# What `make demo` fills: two months of reports and trends.
MANY_DAYS = range(-56, 29)
# One in so many names is written in each script.
SCRIPTS = ("latin", "latin", "bangla", "bangla", "arabic", "chinese")

Description = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """What a run added to one organization."""

    slug: str
    participants: int
    sessions: int


def seed_demo(days: range = DAYS) -> list[Made]:
    """All demo organizations, complete for these days, counted from today."""
    # One salt for twelve users of a public password: a quarter of a second instead of three.
    hashed = make_password(PASSWORD)
    return [_seed(description, hashed, days) for description in read("organizations.json")]


def read(name: str) -> Any:
    """One of the files beside this one."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _seed(description: Description, hashed: str, days: range) -> Made:
    organization = Organization.objects.filter(slug=description["slug"]).first()
    if organization is None:
        organization = write_unversioned(lambda: _organization(description, hashed))
    people = {
        user.email.partition("@")[0]: Caller(organization.pk, user.pk, user.role, user.name)
        for user in User.objects.for_organization(organization.pk)
    }
    by = people["admin"]
    write(organization.pk, lambda versions: add_missing_states(by, versions, domain=organization.domain_type))
    rules = rules_of(organization.pk, organization.domain_type)
    write(organization.pk, lambda versions: add_missing_rules(by, versions, rules))
    participants = write(organization.pk, lambda versions: _participants(by, versions, description), count=600)
    groups = write(organization.pk, lambda versions: _groups(by, versions, description))
    write(organization.pk, lambda versions: _memberships(by, versions, description, groups), count=700)
    zone = ZoneInfo(organization.time_zone)
    sessions = write(
        organization.pk,
        lambda versions: _sessions(by, versions, description, groups, (zone, days)),
        count=len(days) * len(description["sessions"]),
    )
    marked = {entry["name"] for entry in description["sessions"] if entry.get("marked")}
    mark_past_sessions(people["staff1"], [row for row in sessions if row.name in marked], organization.domain_type)
    return Made(organization.slug, len(participants), len(sessions))


def _organization(description: Description, hashed: str) -> Organization:
    fields = {name: description[name] for name in ("slug", "name", "domain_type", "time_zone")}
    administrator = ("admin@example.com", description["people"]["admin"])
    organization, first = create_organization(administrator=administrator, password_hash=hashed, **fields)
    by = Caller(organization.pk, first.pk, first.role, first.name)
    for account, name in description["people"].items():
        if account != "admin":
            create_user(by, email=f"{account}@example.com", role=ROLES[account], name=name, password_hash=hashed)
    return organization


def _participants(by: Caller, versions: Versions, description: Description) -> list[Participant]:
    known = set(Participant.objects.for_organization(by.organization_id).values_list("identifier", flat=True))
    names, chance = read("names.json"), random.Random(description["slug"])  # noqa: S311 - the same demo every time
    rows = []
    for number in range(1, max(group["size"] for group in description["groups"]) + 1):
        script = names[chance.choice(SCRIPTS)]
        first, last = chance.choice(script["first"]), chance.choice(script["last"])
        identifier = f"{description['prefix']}-{number:04}"
        if identifier not in known:
            rows.append(
                Participant(organization_id=by.organization_id, first_name=first, last_name=last, identifier=identifier)
            )
    return synced.insert_many(by, versions, rows)


def _groups(by: Caller, versions: Versions, description: Description) -> dict[str, Group]:
    found = {group.name: group for group in Group.objects.for_organization(by.organization_id)}
    for entry in description["groups"]:
        if entry["name"] not in found:
            row = Group(
                organization_id=by.organization_id,
                name=entry["name"],
                group_type=entry["group_type"],
                parent=found.get(entry.get("parent")),
            )
            found[entry["name"]] = synced.insert(by, versions, row)
    return found


def _memberships(by: Caller, versions: Versions, description: Description, groups: dict[str, Group]) -> None:
    people = list(Participant.objects.for_organization(by.organization_id).order_by("identifier"))
    memberships = GroupMembership.objects.for_organization(by.organization_id)
    known = set(memberships.values_list("group_id", "participant_id"))
    rows = []
    for entry in description["groups"]:
        group, offset = groups[entry["name"]], entry.get("offset", 0)
        rows += [
            GroupMembership(
                organization_id=by.organization_id, group=group, participant=person, joined_at=group.created_at
            )
            for person in people[offset : offset + entry["size"]]
            if (group.pk, person.pk) not in known
        ]
    synced.insert_many(by, versions, rows)


def _sessions(
    by: Caller, versions: Versions, description: Description, groups: dict[str, Group], when: tuple[ZoneInfo, range]
) -> list[Session]:
    zone, days = when
    now = clock.now()
    sessions = Session.objects.for_organization(by.organization_id)
    known = set(sessions.values_list("group_id", "name", "scheduled_start_at"))
    today = now.astimezone(zone).date()
    planned = [
        _session(by, groups[entry["group"]], entry, today + timedelta(days=day), zone, now)
        for day in days
        for entry in description["sessions"]
    ]
    rows = [row for row in planned if (row.group_id, row.name, row.scheduled_start_at) not in known]
    return synced.insert_many(by, versions, rows)


def _session(by: Caller, group: Group, entry: Description, day: date, zone: ZoneInfo, now: datetime) -> Session:
    # The clock on the wall decides when a lesson begins, also on the day when the clocks change.
    start = datetime.combine(day, time.fromisoformat(entry["start"]), zone).astimezone(UTC)
    end = start + timedelta(minutes=entry["minutes"])
    over = end < now
    return Session(
        organization_id=by.organization_id,
        group=group,
        name=entry["name"],
        scheduled_start_at=start,
        scheduled_end_at=end,
        actual_start_at=start if over else None,
        actual_end_at=end if over else None,
    )
