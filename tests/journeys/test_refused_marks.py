"""A mark that the server cannot take is shown with the reason in words, and both sides keep what was marked."""

import json

import pytest
from playwright.sync_api import expect

from omnipresence.base.caller import Caller
from omnipresence.presence.models import PresenceRecord
from omnipresence.presence.services import update_presence_state
from omnipresence.roster.models import GroupMembership
from omnipresence.roster.services import delete_group_membership
from omnipresence.schedule.services import delete_session
from omnipresence.sync.models import SyncOperation
from support.browser import Tablet, Tablets
from support.cast import School
from support.rosters import Roster, add_roster, people

FIRST, SECOND = "Person 1 Example", "Person 2 Example"
SENT = 40_000


@pytest.fixture
def register(school: School) -> Roster:
    return add_roster(school, "Register", people(3))


@pytest.fixture
def olga(school: School) -> Caller:
    return school.caller(school.olga)


def offline_tablet(tablet: Tablets) -> Tablet:
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.lose_network()
    return mina


def is_refused(mina: Tablet, person: str, state: str, reason: str) -> None:
    """On the roster, on the first screen and in the list of what waits."""
    line = mina.open_roster("Register").line(person)
    expect(line.get_by_role("button", name="Refused")).to_be_visible(timeout=SENT)
    line.get_by_role("button", name="Refused").click()
    expect(line).to_contain_text(f"“{state}” was refused. {reason}")
    page = mina.visit("Sessions")
    expect(page.get_by_text("The server refused 1 mark.")).to_be_visible()
    page.get_by_role("link", name="See why").click()
    expect(page.get_by_role("region", name="Marks not yet settled").get_by_role("listitem")).to_contain_text([reason])


def ledger(school: School, roster: Roster, person: str) -> SyncOperation:
    return SyncOperation.objects.get(organization=school.organization, participant_id=roster.participant(person).pk)


def test_a_mark_of_somebody_who_left_the_group_meanwhile_is_refused_and_kept(
    school: School, register: Roster, olga: Caller, tablet: Tablets
) -> None:
    mina = offline_tablet(tablet)
    roster = mina.open_roster("Register")
    roster.mark(FIRST, "Late")
    roster.mark(SECOND, "Present")
    roster.shows(FIRST, "Late", "On this tablet")
    membership = GroupMembership.objects.for_organization(school.organization.pk).get(
        participant=register.participant(FIRST)
    )
    delete_group_membership(olga, membership.pk)

    mina.find_network()
    is_refused(mina, FIRST, "Late", "This participant is not a member of the group.")
    mina.open_roster("Register").shows(SECOND, "Present", "On the server")
    kept = ledger(school, register, FIRST)
    assert (kept.outcome, kept.reason) == ("rejected", "not_in_group")
    assert json.loads(kept.payload)["state"] == "late"
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 1


def test_a_mark_with_a_state_that_was_retired_meanwhile_is_refused_and_kept(
    school: School, register: Roster, olga: Caller, tablet: Tablets
) -> None:
    mina = offline_tablet(tablet)
    roster = mina.open_roster("Register")
    roster.mark(FIRST, "Excused")
    roster.shows(FIRST, "Excused", "On this tablet")
    update_presence_state(olga, school.states["excused"].pk, {"is_active": False}, None)

    mina.find_network()
    is_refused(mina, FIRST, "Excused", "This presence state is no longer in use.")
    kept = ledger(school, register, FIRST)
    assert (kept.outcome, kept.reason) == ("rejected", "state_inactive")
    assert json.loads(kept.payload)["state"] == "excused"

    line = mina.open_roster("Register").line(FIRST)
    line.get_by_role("button", name="Refused").click()
    line.get_by_role("button", name="I have seen it").click()
    expect(line.get_by_role("button", name="Refused")).to_be_hidden()
    expect(line.get_by_role("button", name="Excused")).to_have_count(0)


def test_a_session_that_was_deleted_meanwhile_keeps_its_name_where_its_marks_are_refused(
    school: School, register: Roster, olga: Caller, tablet: Tablets
) -> None:
    mina = offline_tablet(tablet)
    roster = mina.open_roster("Register")
    roster.mark(FIRST, "Late")
    roster.shows(FIRST, "Late", "On this tablet")
    delete_session(olga, register.session.pk)
    mina.find_network()
    page = mina.page
    expect(page.get_by_role("alert").filter(has_text="This session is no longer on this tablet.")).to_be_visible(
        timeout=SENT
    )
    expect(page.get_by_role("heading", name="Register", level=1)).to_be_visible()
    line = page.get_by_role("list", name="Roster").get_by_role("listitem")
    expect(line).to_contain_text([FIRST])
    expect(line.get_by_role("button", name="Refused")).to_be_visible()
    # Nothing more is marked where nobody can keep it.
    expect(line.get_by_role("button", name="Late", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Everybody is marked")).to_have_count(0)
    kept = mina.visit("This tablet").get_by_role("region", name="Marks not yet settled").get_by_role("listitem")
    expect(kept).to_contain_text(["Register"])
    expect(kept).to_contain_text([FIRST])
