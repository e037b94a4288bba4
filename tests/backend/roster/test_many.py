"""Many at once: all of them or none, every wrong one named by its place."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.audit.models import AuditLog
from omnipresence.base.values import BadValue
from omnipresence.roster.models import Group, Participant
from omnipresence.roster.rules import range_labels
from support.api import Api, refusal, wrong_fields
from support.cast import School


def pupil(number: int, **more: Any) -> dict[str, Any]:
    return {"first_name": "New", "last_name": str(number), "identifier": f"N{number}", **more}


def places(answer: Any) -> dict[str, str]:
    return {error["pointer"]: error["code"] for error in answer.json()["errors"]}


def test_a_list_of_participants_is_added_in_its_order(olga: Api, school: School) -> None:
    answer = olga.post("participants", [pupil(2), pupil(1, extra_data={"house": "red"})])
    assert answer.status_code == 201
    assert [row["identifier"] for row in answer.json()] == ["N2", "N1"]
    first, second = answer.json()
    assert olga.get(f"participants/{second['id']}").json() == second
    assert second["version"] == first["version"] + 1
    ids = [row["id"] for row in answer.json()]
    log = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="participants", record_id__in=ids)
    assert log.filter(action="create", changed_by=school.olga).count() == 2


def test_one_wrong_participant_keeps_all_out(olga: Api, school: School) -> None:
    before = Participant.objects.for_organization(school.organization.pk).count()
    answer = olga.post("participants", [pupil(1), pupil(2), pupil(3), {**pupil(1), "first_name": "Twice"}])
    assert refusal(answer) == (409, "identifier-taken")
    assert places(answer) == {"/3/identifier": "taken"}
    answer = olga.post("participants", [pupil(1), pupil(2, identifier=school.pupil.identifier)])
    assert (refusal(answer), places(answer)) == ((409, "identifier-taken"), {"/1/identifier": "taken"})
    assert wrong_fields(olga.post("participants", [pupil(1), pupil(2, date_of_birth="soon")])) == {
        "/1/date_of_birth": "format"
    }
    assert olga.post("participants", []).status_code == 422
    assert olga.post("participants", [pupil(n) for n in range(501)]).status_code == 422
    assert Participant.objects.for_organization(school.organization.pk).count() == before


def test_the_statements_do_not_grow_with_the_list(olga: Api) -> None:
    counts = []
    for start, size in ((0, 2), (1000, 400)):
        many = [pupil(start + number) for number in range(size)]
        with CaptureQueriesContext(connection) as queries:
            assert olga.post("participants", many).status_code == 201
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_lists_of_groups_and_memberships(olga: Api, school: School, strangers: School) -> None:
    room = {"name": "Room", "group_type": "room"}
    groups = olga.post("groups", [room, {**room, "parent": school.group.pk}]).json()
    assert [row["parent"] for row in groups] == [None, school.group.pk]
    assert wrong_fields(olga.post("groups", [room, {**room, "parent": strangers.group.pk}])) == {"/1/parent": "unknown"}
    group = groups[0]["id"]
    pairs = [{"group": group, "participant": person.pk} for person in school.participants]
    assert [row["participant"] for row in olga.post("group-memberships", pairs[:2]).json()] == [
        person.pk for person in school.participants[:2]
    ]
    answer = olga.post("group-memberships", pairs)
    assert refusal(answer) == (409, "membership-exists")
    assert places(answer) == {"/0/participant": "taken", "/1/participant": "taken"}
    foreign = [pairs[2], {"group": strangers.group.pk, "participant": strangers.pupil.pk}]
    assert wrong_fields(olga.post("group-memberships", foreign)) == {"/1/group": "unknown", "/1/participant": "unknown"}


@pytest.mark.parametrize(
    ("first", "last", "step", "labels"),
    [
        ("101", "104", 1, ["101", "102", "103", "104"]),
        ("008", "011", 1, ["008", "009", "010", "011"]),
        ("2", "7", 2, ["2", "4", "6"]),
        ("A", "F", 1, list("ABCDEF")),
        ("y", "ab", 1, ["y", "z", "aa", "ab"]),
        ("7", "7", 1, ["7"]),
    ],
)
def test_what_a_range_counts(first: str, last: str, step: int, labels: list[str]) -> None:
    assert range_labels(first, last, step, 500) == labels


@pytest.mark.parametrize(("first", "last"), [("5", "4"), ("1", "C"), ("a", "C"), ("1", "501"), ("AAA", "ZZZ")])
def test_what_is_no_range(first: str, last: str) -> None:
    with pytest.raises(BadValue):
        range_labels(first, last, 1, 500)


def test_rooms_are_previewed_and_added_in_one_action(olga: Api, school: School) -> None:
    floor = olga.post("groups", {"name": "First floor", "group_type": "floor"}).json()["id"]
    olga.post("groups", {"name": "Room 102", "group_type": "room", "parent": floor})
    rooms = {"pattern": "Room {}", "first": "101", "last": "140", "group_type": "room", "parent": floor}
    before = Group.objects.for_organization(school.organization.pk).count()
    shown = olga.post("groups/range", {**rooms, "preview": True}).json()
    assert (len(shown["names"]), shown["groups"]) == (40, [])
    assert [one["name"] for one in shown["names"] if one["exists"]] == ["Room 102"]
    assert Group.objects.for_organization(school.organization.pk).count() == before
    done = olga.post("groups/range", rooms).json()
    assert done["names"] == shown["names"]
    assert len(done["groups"]) == 39
    assert {row["parent"] for row in done["groups"]} == {floor}
    assert olga.post("groups/range", rooms).json()["groups"] == []


def test_ranges_that_are_none_say_what_is_wrong(olga: Api, strangers: School) -> None:
    sections = {"pattern": "1{}", "first": "A", "last": "F", "group_type": "class"}
    assert wrong_fields(olga.post("groups/range", {**sections, "pattern": "1"})) == {"/pattern": "format"}
    assert wrong_fields(olga.post("groups/range", {**sections, "last": "7"})) == {"/last": "order"}
    assert wrong_fields(olga.post("groups/range", {**sections, "last": "A-F"})) == {"/last": "format"}
    assert wrong_fields(olga.post("groups/range", {**sections, "parent": strangers.group.pk})) == {"/parent": "unknown"}
