"""Memberships by REST."""

from omnipresence.roster.models import GroupMembership
from support.api import Api, refusal, wrong_fields
from support.cast import School


def newcomer(olga: Api) -> int:
    body = {"first_name": "Nora", "last_name": "", "identifier": "N-1"}
    return int(olga.post("participants", body).json()["id"])


def test_a_participant_joins_once(school: School, olga: Api) -> None:
    pair = {"group": school.group.pk, "participant": newcomer(olga)}
    answer = olga.post("group-memberships", pair)
    assert answer.status_code == 201
    assert {name: answer.json()[name] for name in pair} == pair
    assert refusal(olga.post("group-memberships", pair)) == (409, "membership-exists")


def test_a_membership_keeps_its_group_and_participant(school: School, olga: Api) -> None:
    row = GroupMembership.objects.for_organization(school.organization.pk).first()
    path = f"group-memberships/{row.pk}"
    assert wrong_fields(olga.patch(path, {"group": 1})) == {"/group": "unknown_field"}
    answer = olga.patch(path, {"joined_at": "2026-01-31T08:00:00.5+06:00", "extra_data": {"role": "captain"}})
    assert answer.json()["joined_at"] == "2026-01-31T02:00:00.500000Z"
    assert wrong_fields(olga.patch(path, {"joined_at": "2026-01-31T08:00:00"})) == {"/joined_at": "format"}
    assert wrong_fields(olga.patch(path, {"joined_at": "9999-12-31T23:59:59-12:00"})) == {"/joined_at": "format"}


def test_leaving_tells_devices(school: School, olga: Api) -> None:
    row = GroupMembership.objects.for_organization(school.organization.pk).first()
    assert olga.delete(f"group-memberships/{row.pk}").status_code == 204
    assert refusal(olga.delete(f"group-memberships/{row.pk}")) == (404, "not-found")
    assert len(olga.get("group-memberships", group=school.group.pk).json()["results"]) == 2
