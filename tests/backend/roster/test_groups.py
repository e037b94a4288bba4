"""Groups and their hierarchy by REST."""

import pytest

from omnipresence.base.models import SyncTombstone
from omnipresence.roster.rules import closes_cycle
from support.api import Api, refusal, wrong_fields
from support.cast import School

ROOM = {"name": "Room 101", "group_type": "room"}


def test_a_cycle_is_refused(school: School, olga: Api) -> None:
    top = olga.post("groups", ROOM).json()["id"]
    middle = olga.post("groups", {**ROOM, "parent": top}).json()["id"]
    low = olga.post("groups", {**ROOM, "parent": middle}).json()["id"]
    for below in (top, middle, low):
        answer = olga.patch(f"groups/{top}", {"parent": below})
        assert refusal(answer) == (409, "group-cycle")
        assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/parent", "cycle")]
    assert olga.get(f"groups/{top}").json()["parent"] is None
    assert olga.patch(f"groups/{low}", {"parent": top}).status_code == 200
    assert olga.patch(f"groups/{low}", {"parent": None}).json()["parent"] is None


@pytest.mark.parametrize(
    ("group", "parent", "cycle"),
    [(1, None, False), (1, 1, True), (1, 3, True), (3, 1, False), (4, 3, False), (9, 4, False)],
)
def test_what_closes_a_cycle(group: int, parent: int | None, cycle: bool) -> None:
    assert closes_cycle({1: None, 2: 1, 3: 2, 4: None}, group, parent) is cycle


def test_a_tree_that_is_broken_already_does_not_hang() -> None:
    assert closes_cycle({1: 2, 2: 1, 3: None}, 3, 1) is False


def test_a_group_with_sessions_is_deactivated_instead(school: School, olga: Api) -> None:
    answer = olga.delete(f"groups/{school.group.pk}")
    assert refusal(answer) == (409, "group-has-sessions")
    assert "deactivate" in answer.json()["detail"]
    assert len(olga.get("group-memberships", group=school.group.pk).json()["results"]) == 3
    assert olga.patch(f"groups/{school.group.pk}", {"is_active": False}).json()["is_active"] is False


def test_a_group_with_groups_below_is_not_deleted(school: School, olga: Api) -> None:
    top = olga.post("groups", ROOM).json()["id"]
    low = olga.post("groups", {**ROOM, "parent": top}).json()["id"]
    assert refusal(olga.delete(f"groups/{top}")) == (409, "group-has-subgroups")
    assert olga.delete(f"groups/{low}").status_code == 204
    assert olga.delete(f"groups/{top}").status_code == 204
    assert SyncTombstone.objects.filter(organization_id=school.organization.pk, kind="group").count() == 2


def test_filters_by_parent_and_type(school: School, olga: Api) -> None:
    top = olga.post("groups", ROOM).json()["id"]
    low = olga.post("groups", {**ROOM, "parent": top}).json()["id"]
    assert [row["id"] for row in olga.get("groups", parent=top).json()["results"]] == [low]
    assert len(olga.get("groups", group_type="room", ordering="-name").json()["results"]) == 2
    assert wrong_fields(olga.get("groups", ordering="extra_data")) == {"/ordering": "choice"}
