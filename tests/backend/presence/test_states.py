"""Presence states: added, coloured, put into order, retired; what counting stands on stays."""

from typing import Any

import pytest

from omnipresence.presence.models import PresenceState
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.records import record_presence

LATE = {"code": "half_day", "label": "Half day", "color": "#abcdef", "sort_order": 3}


def codes(api: Api) -> list[str]:
    return [row["code"] for row in api.get("presence-states").json()["results"]]


def test_twelve_more_states_work(school: School, olga: Api) -> None:
    for number in range(12):
        body = {**LATE, "code": f"state_{number}", "sort_order": 10 + number}
        assert olga.post("presence-states", body).status_code == 201
    mark = {
        "session": school.session.pk,
        "participant": school.pupil.pk,
        "presence_state": "state_11",
    }
    assert Api(school.mina).post("presence-records", mark).json()["presence_state"] == "state_11"
    assert len(codes(olga)) == 16


def test_they_are_put_into_an_order_at_once(school: School, olga: Api) -> None:
    answer = olga.post("presence-states/reorder", {"codes": ["late", "present"]})
    assert [row["code"] for row in answer.json()["results"]] == [
        "late",
        "present",
        "absent",
        "excused",
    ]
    assert codes(olga) == ["late", "present", "absent", "excused"]
    assert wrong_fields(olga.post("presence-states/reorder", {"codes": ["late", "late", "none"]})) == {
        "/codes/1": "unknown",
        "/codes/2": "unknown",
    }
    assert wrong_fields(olga.post("presence-states/reorder", {"codes": ["late"], "domain": "none"})) == {
        "/domain": "unknown"
    }


def test_a_retired_state_stays_on_its_records(school: School, olga: Api) -> None:
    record_presence(school)
    path = f"presence-states/{school.states['late'].pk}"
    mark = {
        "session": school.session.pk,
        "participant": school.participants[1].pk,
        "presence_state": "late",
    }
    record = olga.post("presence-records", mark).json()
    retired = olga.patch(path, {"is_active": False, "color": "#000000"})
    assert (retired.json()["is_active"], retired.json()["color"]) == (False, "#000000")
    assert olga.get(f"presence-records/{record['id']}").json()["presence_state"] == "late"
    again = {**mark, "participant": school.participants[2].pk}
    assert wrong_fields(olga.post("presence-records", again)) == {"/presence_state": "state_inactive"}
    assert refusal(olga.delete(path)) == (409, "presence-state-in-use")


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("present", {"is_active": False}),
        ("absent", {"is_active": False}),
        ("present", {"counts_as": "other"}),
        ("absent", {"counts_as": "present"}),
        ("present", {"is_default": False}),
    ],
)
def test_what_counting_stands_on_stays(school: School, olga: Api, code: str, changes: dict[str, Any]) -> None:
    path = f"presence-states/{school.states[code].pk}"
    assert refusal(olga.patch(path, changes)) == (409, "presence-state-protected")
    assert refusal(olga.delete(path)) == (409, "presence-state-protected")
    assert olga.patch(path, {"label": "Here", "sort_order": 9}).json()["label"] == "Here"


def test_there_is_one_default(school: School, olga: Api) -> None:
    late = f"presence-states/{school.states['late'].pk}"
    assert olga.patch(late, {"is_default": True}).json()["is_default"] is True
    states = PresenceState.objects.for_organization(school.organization.pk)
    assert [row.code for row in states.filter(is_default=True)] == ["late"]
    assert refusal(olga.patch(late, {"is_active": False})) == (
        409,
        "presence-state-protected",
    )
    assert olga.post("presence-states", {**LATE, "is_default": True}).status_code == 201
    assert [row.code for row in states.filter(is_default=True)] == ["half_day"]


def test_a_state_belongs_to_a_domain_that_is_there(olga: Api) -> None:
    assert wrong_fields(olga.post("presence-states", {**LATE, "domain": "none"})) == {"/domain": "unknown"}
    assert olga.post("presence-states", {**LATE, "domain": "events"}).json()["is_offered"] is False
    assert olga.post("presence-states", LATE).json()["domain"] == "education"
