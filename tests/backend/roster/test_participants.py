"""Participants by REST."""

from typing import Any

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.base.models import SyncTombstone
from omnipresence.roster.models import GroupMembership, Participant
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.records import record_presence

ADA = {"first_name": "Ada", "last_name": "Lovelace", "identifier": "A-1"}


def test_it_is_created_with_version_address_and_trace(school: School, olga: Api) -> None:
    answer = olga.post("participants", {**ADA, "date_of_birth": "2014-02-28", "extra_data": {"house": "শাপলা"}})
    assert answer.status_code == 201
    body = answer.json()
    assert answer.headers["Location"] == f"/api/v1/participants/{body['id']}"
    assert answer.headers["ETag"] == f'"{body["version"]}"'
    assert olga.get(f"participants/{body['id']}").json() == body
    assert (body["date_of_birth"], body["extra_data"], body["is_active"]) == ("2014-02-28", {"house": "শাপলা"}, True)
    row = AuditLog.objects.for_organization(school.organization.pk).get(table_name="participants", record_id=body["id"])
    assert (row.action, row.changed_by_id, row.old_values) == ("create", school.olga.pk, None)
    assert row.new_values["identifier"] == "A-1"


def test_an_identifier_is_taken_once_in_an_organization(school: School, strangers: School, olga: Api) -> None:
    first = olga.post("participants", ADA).json()
    person = f"participants/{school.pupil.pk}"
    for answer in (olga.post("participants", ADA), olga.patch(person, {"identifier": "A-1"})):
        assert refusal(answer) == (409, "identifier-taken")
        assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/identifier", "taken")]
    assert olga.patch(f"participants/{first['id']}", {"identifier": "A-1"}).status_code == 200
    # What strangers have is nobody's business here.
    assert Api(strangers.olga).post("participants", ADA).status_code == 201


def test_a_change_steps_the_version_and_no_change_does_not(school: School, olga: Api) -> None:
    path = f"participants/{school.pupil.pk}"
    before = olga.get(path)
    after = olga.patch(path, {"first_name": "New"}, **{"If-Match": before.headers["ETag"]})
    assert after.json()["version"] > before.json()["version"]
    assert olga.patch(path, {"first_name": "New"}).json() == after.json()
    row = AuditLog.objects.for_organization(school.organization.pk).get(table_name="participants", action="update")
    assert row.old_values == {"first_name": "Pupil0", "version": before.json()["version"]}
    assert row.new_values == {"first_name": "New", "version": after.json()["version"]}


@pytest.mark.parametrize("tag", ['"1"', 'W/"1"', "nonsense", '"999999999999999999999"'])
def test_a_stale_etag_changes_nothing(school: School, olga: Api, tag: str) -> None:
    path = f"participants/{school.pupil.pk}"
    assert refusal(olga.patch(path, {"first_name": "New"}, **{"If-Match": tag})) == (412, "version-changed")
    assert refusal(olga.delete(path, **{"If-Match": tag})) == (412, "version-changed")
    assert olga.get(path).json()["first_name"] == "Pupil0"


def test_deleting_takes_memberships_along_and_tells_devices(school: School, olga: Api) -> None:
    pupil = school.pupil
    membership = GroupMembership.objects.for_organization(school.organization.pk).get(participant=pupil)
    assert olga.delete(f"participants/{pupil.pk}").status_code == 204
    assert refusal(olga.get(f"participants/{pupil.pk}")) == (404, "not-found")
    graves = SyncTombstone.objects.filter(organization_id=school.organization.pk).order_by("version")
    assert [(grave.kind, grave.record_id) for grave in graves] == [
        ("group_membership", membership.pk),
        ("participant", pupil.pk),
    ]
    assert len({grave.version for grave in graves}) == 2
    deletions = AuditLog.objects.for_organization(school.organization.pk).filter(action="delete")
    assert {row.table_name for row in deletions} == {"participants", "group_memberships"}


def test_whoever_has_presence_is_deactivated_instead(school: School, olga: Api) -> None:
    record_presence(school)
    path = f"participants/{school.pupil.pk}"
    answer = olga.delete(path)
    assert refusal(answer) == (409, "participant-has-presence")
    assert "deactivate" in answer.json()["detail"]
    # Nothing of the refused deletion was kept, the memberships are still there.
    assert olga.get("group-memberships", participant=school.pupil.pk).json()["results"]
    assert olga.patch(path, {"is_active": False}).json()["is_active"] is False


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"first_name": 12}, {"/first_name": "type"}),
        ({"first_name": True}, {"/first_name": "type"}),
        ({"first_name": ["Ada"]}, {"/first_name": "type"}),
        ({"first_name": " \t"}, {"/first_name": "blank"}),
        ({"first_name": "x" * 101}, {"/first_name": "max_length"}),
        ({"identifier": None}, {"/identifier": "null"}),
        ({"is_active": "true"}, {"/is_active": "type"}),
        ({"is_active": 1}, {"/is_active": "type"}),
        ({"date_of_birth": "2014-02-30"}, {"/date_of_birth": "format"}),
        ({"date_of_birth": "0001-01-01"}, {"/date_of_birth": "range"}),
        ({"date_of_birth": 20140228}, {"/date_of_birth": "format"}),
        ({"extra_data": []}, {"/extra_data": "type"}),
        ({"extra_data": {"x": "y" * 17000}}, {"/extra_data": "max_length"}),
        ({"organization": 1}, {"/organization": "unknown_field"}),
        ({"id": 1, "version": 1}, {"/id": "unknown_field", "/version": "unknown_field"}),
    ],
)
def test_input_is_taken_as_it_is_or_not_at_all(
    school: School, olga: Api, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    assert wrong_fields(olga.post("participants", {**ADA, **changes})) == faults
    assert wrong_fields(olga.patch(f"participants/{school.pupil.pk}", changes)) == faults
    assert Participant.objects.for_organization(school.organization.pk).count() == 3


def test_search_finds_every_word_somewhere(school: School, olga: Api) -> None:
    olga.post("participants", ADA)
    olga.post("participants", {"first_name": "আয়েশা", "last_name": "رحمن", "identifier": "A-2"})

    def found(text: str) -> list[str]:
        return [row["identifier"] for row in olga.get("participants", search=text).json()["results"]]

    assert found("love ada") == ["A-1"]
    assert found("আয়েশা رحمن") == ["A-2"]
    assert found("ada nobody") == []
    # Wildcards of LIKE mean themselves.
    assert found("%") == []
    assert len(found("")) == 5


def test_filters_are_named_after_fields(school: School, olga: Api) -> None:
    olga.post("participants", ADA)
    assert len(olga.get("participants", group=school.group.pk).json()["results"]) == 3
    assert [row["identifier"] for row in olga.get("participants", identifier="A-1").json()["results"]] == ["A-1"]
    assert olga.get("participants", is_active="false").json()["results"] == []
    assert wrong_fields(olga.get("participants", is_active="1", group="x", colour="red", search="y" * 101)) == {
        "/colour": "unknown_parameter",
        "/group": "type",
        "/is_active": "type",
        "/search": "max_length",
    }
