"""Registrations (R2.6): guests send details by a link, staff approve or reject."""

from datetime import timedelta
from typing import Any

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.roster.models import GroupMembership, Participant
from omnipresence.selfservice.models import Registration
from support.answers import seen
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.links import registration_link

LINA = {
    "first_name": "Lina",
    "last_name": "New",
    "identifier": "N1",
    "date_of_birth": "2015-02-03",
    "extra": {"diet": "none"},
}


def send(link: dict[str, Any], body: Any = LINA) -> Any:
    return Api().post(f"self-service/{link['token']}/registrations", body)


@pytest.fixture
def waiting(registration: dict[str, Any], olga: Api) -> dict[str, Any]:
    """Lina's, as staff see it."""
    assert send(registration).status_code == 202
    (one,) = olga.get("registrations", status="pending").json()["results"]
    found: dict[str, Any] = one
    return found


def test_nothing_is_added_before_staff_approve(school: School, waiting: dict[str, Any]) -> None:
    assert {**LINA, "status": "pending", "group": school.group.pk, "duplicate": None}.items() <= waiting.items()
    people = Participant.objects.for_organization(school.organization.pk)
    assert not people.filter(identifier="N1").exists()


def test_administrators_are_told_once_an_hour(registration: dict[str, Any], olga: Api, maud: Api) -> None:
    for name in ("Lina", "Lars", "Lou"):
        assert send(registration, {**LINA, "first_name": name, "identifier": name}).status_code == 202
    told = [row["title"] for row in olga.get("notifications").json()["results"]]
    assert told == ["Somebody asks to be added"]
    assert not maud.get("notifications").json()["results"]
    hour_ago = Registration.objects.across_organizations("a test moves time back")
    hour_ago.update(created_at=clock.now() - timedelta(minutes=61))
    assert send(registration, {**LINA, "first_name": "Late", "identifier": "Late"}).status_code == 202
    assert len(olga.get("notifications").json()["results"]) == 2


def test_approval_adds_the_person_and_the_membership(school: School, olga: Api, waiting: dict[str, Any]) -> None:
    answer = olga.post(f"registrations/{waiting['id']}/approve", {})
    assert answer.status_code == 200
    done = answer.json()
    assert (done["status"], done["decided_by"]) == ("approved", school.olga.pk)
    person = Participant.objects.for_organization(school.organization.pk).get(pk=done["participant"])
    assert (person.first_name, person.identifier, str(person.date_of_birth)) == ("Lina", "N1", "2015-02-03")
    assert person.extra_data == {"diet": "none", "registration": waiting["id"]}
    members = GroupMembership.objects.for_organization(school.organization.pk)
    assert members.filter(group=school.group, participant=person).exists()
    log = AuditLog.objects.for_organization(school.organization.pk).order_by("id").values_list("table_name", "action")
    assert list(log)[1:] == [
        ("registrations", "create"),
        ("participants", "create"),
        ("group_memberships", "create"),
        ("registrations", "update"),
    ]
    for verdict in ("approve", "reject"):
        again = olga.post(f"registrations/{waiting['id']}/{verdict}", {})
        assert refusal(again) == (409, "registration-decided")


def test_an_identifier_that_somebody_has_is_found(school: School, olga: Api, registration: dict[str, Any]) -> None:
    other = olga.post("participants", {"first_name": "Lina", "last_name": "", "identifier": "P0000x"}).json()["id"]
    send(registration, {"first_name": "Lina", "identifier": "P0000x"})
    (waiting,) = olga.get("registrations").json()["results"]
    assert waiting["duplicate"] == other
    path = f"registrations/{waiting['id']}/approve"
    taken = olga.post(path, {})
    assert refusal(taken) == (409, "identifier-taken")
    assert taken.json()["participant"] == other
    before = Participant.objects.for_organization(school.organization.pk).count()
    done = olga.post(path, {"participant": other}).json()
    assert (done["status"], done["participant"]) == ("approved", other)
    assert Participant.objects.for_organization(school.organization.pk).count() == before
    members = GroupMembership.objects.for_organization(school.organization.pk)
    assert members.filter(group=school.group, participant_id=other).count() == 1


def test_what_staff_say_counts(school: School, olga: Api) -> None:
    send(registration_link(olga), {"first_name": "Noor"})
    (waiting,) = olga.get("registrations").json()["results"]
    path = f"registrations/{waiting['id']}/approve"
    assert (waiting["group"], waiting["identifier"]) == (None, None)
    assert wrong_fields(olga.post(path, {})) == {"/identifier": "required"}
    assert wrong_fields(olga.post(path, {"identifier": "N2", "group": 9_000_000})) == {"/group": "unknown"}
    done = olga.post(path, {"identifier": "N2", "group": school.group.pk}).json()
    members = GroupMembership.objects.for_organization(school.organization.pk)
    assert members.filter(group=school.group, participant_id=done["participant"]).exists()


def test_rejection_adds_nobody_and_the_log_keeps_no_name(school: School, olga: Api, waiting: dict[str, Any]) -> None:
    done = olga.post(f"registrations/{waiting['id']}/reject").json()
    assert (done["status"], done["participant"]) == ("rejected", None)
    assert Participant.objects.for_organization(school.organization.pk).count() == school.people
    log = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="registrations")
    assert log.count() == 2
    assert "Lina" not in str(list(log.values()))
    assert log.first().source_device.startswith("self_service:")


def test_the_same_twice_is_one(school: School, olga: Api, registration: dict[str, Any]) -> None:
    assert seen(send(registration)) == seen(send(registration))
    assert send(registration, {"first_name": "Lina"}).status_code == 202
    assert Registration.objects.for_organization(school.organization.pk).count() == 2
    assert olga.get(f"self-service-links/{registration['id']}").json()["uses"] == 2


def test_a_link_says_what_it_needs(olga: Api) -> None:
    link = registration_link(olga, required_fields=["identifier", "date_of_birth"], max_uses=1)
    missing = {"/identifier": "required", "/date_of_birth": "required"}
    assert wrong_fields(send(link, {"first_name": "Lina"})) == missing
    for body in ({}, {**LINA, "status": "approved"}, {**LINA, "first_name": "x" * 101}, {**LINA, "extra": []}):
        assert refusal(send(link, body)) == (422, "invalid-input")
    assert send(link).status_code == 202
    assert refusal(send(link, {**LINA, "identifier": "N9"})) == (404, "not-found"), "used up"


def test_other_organizations_learn_and_decide_nothing(
    school: School, strangers: School, olga: Api, waiting: dict[str, Any]
) -> None:
    theirs = Api(strangers.olga)
    assert theirs.get("registrations").json()["results"] == []
    for verdict in ("approve", "reject"):
        foreign = theirs.post(f"registrations/{waiting['id']}/{verdict}", {})
        assert seen(foreign) == seen(theirs.post(f"registrations/9000000000000000000/{verdict}", {}))
    body = {"participant": strangers.pupil.pk}
    assert wrong_fields(olga.post(f"registrations/{waiting['id']}/approve", body)) == {"/participant": "unknown"}
    body = {"group": strangers.group.pk}
    assert wrong_fields(olga.post(f"registrations/{waiting['id']}/approve", body)) == {"/group": "unknown"}
    # Somebody of another organization with the same identifier is no duplicate.
    link = registration_link(theirs)
    send(link, {"first_name": "Pupil", "identifier": "N1"})
    assert [one["duplicate"] for one in theirs.get("registrations").json()["results"]] == [None]


def test_a_link_s_list_costs_the_same_however_long(
    olga: Api, registration: dict[str, Any], django_assert_num_queries: Any
) -> None:
    for number in range(5):
        send(registration, {"first_name": f"N{number}", "identifier": f"N{number}"})
    with django_assert_num_queries(2):
        assert len(olga.get("registrations").json()["results"]) == 5
    with django_assert_num_queries(2):
        olga.get("self-service-links")


def test_groups_and_sessions_go_with_their_links_and_leave_what_was_asked(
    school: School, olga: Api, registration: dict[str, Any]
) -> None:
    group = olga.post("groups", {"name": "2B", "group_type": "class"}).json()["id"]
    link = registration_link(olga, group=group)
    send(link)
    assert olga.delete(f"groups/{group}").status_code == 204
    (left,) = olga.get("registrations").json()["results"]
    assert (left["group"], left["link"]) == (None, None)
