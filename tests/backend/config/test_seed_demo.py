"""The demo: three organizations around today, made once, never outside development."""

from dataclasses import replace
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from omnipresence.accounts.models import Organization, User
from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord, PresenceState
from omnipresence.roster.models import GroupMembership, Participant
from omnipresence.schedule.models import Session
from support.api import Api

EVERYTHING = (User, Participant, GroupMembership, Session, PresenceRecord, PresenceState, AuditLog)


def counted() -> dict[str, int]:
    return {model.__name__: model.objects.across_organizations("counting").count() for model in EVERYTHING}


@pytest.fixture
def seeded(db: None) -> None:
    call_command("seed_demo", verbosity=0, stdout=StringIO())


def test_it_is_complete_and_running_it_again_changes_nothing(seeded: None) -> None:
    before = counted()
    call_command("seed_demo", stdout=StringIO())
    assert counted() == before
    assert before["User"] == 12
    slugs = set(Organization.objects.values_list("slug", flat=True))
    assert slugs == {"demo-school", "demo-hotel", "demo-conference"}


def test_today_has_a_roster_of_thirty_and_one_of_five_hundred_at_any_hour(seeded: None) -> None:
    school = Organization.objects.get(slug="demo-school")
    now = clock.now()
    running = Session.objects.for_organization(school.pk).filter(scheduled_start_at__lte=now, scheduled_end_at__gte=now)
    members = GroupMembership.objects.for_organization(school.pk)
    sizes = {members.filter(group_id=session.group_id).count() for session in running}
    minute_of_day = now.astimezone(ZoneInfo(school.time_zone)).strftime("%H:%M")
    # The last minute of a day belongs to no session.
    assert {30, 500} <= sizes or minute_of_day == "23:59"


def test_names_come_in_all_scripts_and_past_sessions_have_presence(seeded: None) -> None:
    school = Organization.objects.get(slug="demo-school")
    names = "".join(Participant.objects.for_organization(school.pk).values_list("first_name", flat=True))
    for start, end in (("a", "z"), ("\u0980", "\u09ff"), ("\u0600", "\u06ff"), ("\u4e00", "\u9fff")):
        assert any(start <= character <= end for character in names)
    records = PresenceRecord.objects.for_organization(school.pk)
    states = set(records.values_list("presence_state__code", flat=True))
    assert {"present", "absent", "late"} <= states
    assert not records.filter(session__actual_end_at=None).exists()


def test_everybody_of_the_demo_can_sign_in(seeded: None) -> None:
    for slug in ("demo-school", "demo-hotel", "demo-conference"):
        for account in ("admin", "staff1"):
            body = {"organization": slug, "email": f"{account}@example.com", "password": "omnipresence-demo"}
            assert Api().post("auth/token", body).status_code == 200


def test_it_refuses_outside_development(db: None, settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, development=False)
    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert Organization.objects.count() == 0
