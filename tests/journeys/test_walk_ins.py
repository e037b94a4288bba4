"""Somebody who is not on the list is put there and marked in one step, without a network, and arrives with it."""

import pytest
from playwright.sync_api import expect

from omnipresence.presence.models import PresenceRecord
from omnipresence.roster.models import GroupMembership, Participant
from support.browser import Tablet, Tablets
from support.cast import School
from support.rosters import Roster, add_roster, people

SENT = 40_000


@pytest.fixture
def register(school: School) -> Roster:
    return add_roster(school, "Register", people(2))


def looks_for(mina: Tablet, words: str) -> None:
    mina.page.get_by_label("Find a person").fill(words)


def test_a_new_person_and_one_of_another_group_are_added_and_marked_offline_and_arrive(
    school: School, register: Roster, tablet: Tablets
) -> None:
    chess = add_roster(school, "Chess", [("Nura", "Begum")])
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.lose_network()
    roster = mina.open_roster("Register")

    looks_for(mina, "zoë van dyk")
    expect(mina.page.get_by_text("Nobody on this list matches.")).to_be_visible()
    mina.page.get_by_role("button", name="Add “zoë van dyk” as a new person").click()
    dialog = mina.page.get_by_role("dialog", name="Add a person")
    expect(dialog.get_by_label("First name")).to_be_focused()
    expect(dialog.get_by_label("First name")).to_have_value("Zoë")
    dialog.get_by_label("Last name").fill("van Dyk")
    dialog.get_by_role("button", name="Late").click()
    roster.shows("Zoë van Dyk", "Late", "On this tablet")

    looks_for(mina, "nura")
    mina.page.get_by_role("group", name="Add Nura Begum as").get_by_role("button", name="Present").click()
    roster.shows("Nura Begum", "Present", "On this tablet")
    roster.counts(present=1, late=1, unmarked=2)
    expect(mina.page.get_by_role("link", name="No connection · 2 marks wait on this tablet")).to_be_visible()
    assert Participant.objects.for_organization(school.organization.pk).count() == 3

    mina.find_network()
    roster.shows("Zoë van Dyk", "Late", "On the server", timeout=SENT)
    roster.shows("Nura Begum", "Present", "On the server", timeout=SENT)
    zoe = Participant.objects.for_organization(school.organization.pk).get(first_name="Zoë")
    (nura,) = chess.participants
    marks = PresenceRecord.objects.for_organization(school.organization.pk).filter(session=register.session)
    assert {row.participant_id: row.presence_state.code for row in marks} == {zoe.pk: "late", nura.pk: "present"}
    members = GroupMembership.objects.for_organization(school.organization.pk).filter(group=register.group)
    assert {zoe.pk, nura.pk} < set(members.values_list("participant_id", flat=True))
    assert Participant.objects.for_organization(school.organization.pk).count() == 4


def test_a_person_who_was_added_by_mistake_is_taken_back(school: School, register: Roster, tablet: Tablets) -> None:
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.lose_network()
    roster = mina.open_roster("Register")
    mina.page.get_by_role("button", name="Add somebody who is not on the list").click()
    dialog = mina.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Present").click()
    expect(dialog.get_by_role("alert")).to_contain_text("A first name is needed")
    dialog.get_by_label("First name").fill("Max")
    dialog.get_by_label("Identifier").press("Enter")
    roster.shows("Max", "Present", "On this tablet")
    roster.undo()
    expect(roster.line("Max")).to_have_count(0)
    expect(mina.page.get_by_role("link", name="No connection. Nothing of yours waits")).to_be_visible()
