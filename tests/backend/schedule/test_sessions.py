"""Sessions by REST."""

from typing import Any

import pytest

from omnipresence.schedule.models import Session
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.records import record_presence

TIMES = {"scheduled_start_at": "2026-03-29T00:30:00Z", "scheduled_end_at": "2026-03-29T02:00:00Z"}


def test_it_is_planned_started_and_ended(school: School, olga: Api) -> None:
    planned = olga.post("sessions", {"group": school.group.pk, "name": "Poetry", **TIMES})
    assert (planned.status_code, planned.json()["status"]) == (201, "scheduled")
    path = f"sessions/{planned.json()['id']}"
    teacher = Api(school.mina)
    assert refusal(teacher.post(f"{path}/end")) == (409, "session-not-started")
    started = teacher.post(f"{path}/start")
    assert (started.status_code, started.json()["status"]) == (200, "in_progress")
    assert teacher.post(f"{path}/start").json() == started.json()
    ended = teacher.post(f"{path}/end")
    assert (ended.status_code, ended.json()["status"]) == (200, "completed")
    # Both again, in any order: nothing changes any more.
    assert teacher.post(f"{path}/end").json() == ended.json()
    assert teacher.post(f"{path}/start").json() == ended.json()
    assert started.json()["version"] < ended.json()["version"]


def test_managers_start_nothing(school: School, maud: Api) -> None:
    assert refusal(maud.post(f"sessions/{school.session.pk}/start")) == (403, "forbidden")


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"scheduled_end_at": "2026-03-29T00:29:59Z"}, {"/scheduled_end_at": "order"}),
        ({"scheduled_start_at": "today"}, {"/scheduled_start_at": "format"}),
        ({"scheduled_start_at": 1711670400}, {"/scheduled_start_at": "format"}),
        ({"scheduled_start_at": "2026-03-29T24:30:00Z"}, {"/scheduled_start_at": "format"}),
        ({"scheduled_start_at": "0001-01-01T00:00:00+14:00"}, {"/scheduled_start_at": "format"}),
        ({"scheduled_start_at": "1899-12-31T23:59:59Z"}, {"/scheduled_start_at": "range"}),
        ({"group": "1"}, {"/group": "type"}),
        ({"group": 1.0}, {"/group": "type"}),
        ({"group": True}, {"/group": "type"}),
        ({"group": 0}, {"/group": "range"}),
        ({"group": 2**63}, {"/group": "range"}),
        ({"group": 2**63 - 1}, {"/group": "unknown"}),
        ({"actual_start_at": "2026-03-29T00:30:00Z"}, {"/actual_start_at": "unknown_field"}),
    ],
)
def test_impossible_sessions_are_refused(
    school: School, olga: Api, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    body = {"group": school.group.pk, "name": "Poetry", **TIMES, **changes}
    assert wrong_fields(olga.post("sessions", body)) == faults
    assert Session.objects.for_organization(school.organization.pk).count() == 1


def test_a_change_is_held_against_what_stands(school: School, olga: Api) -> None:
    path = f"sessions/{school.session.pk}"
    early = {"scheduled_end_at": "2020-01-01T00:00:00Z"}
    assert wrong_fields(olga.patch(path, early)) == {"/scheduled_end_at": "order"}
    assert wrong_fields(olga.patch(path, {"actual_end_at": "2026-01-01T00:00:00Z"})) == {"/actual_end_at": "order"}
    real = {"actual_start_at": "2026-01-01T00:00:00Z", "actual_end_at": "2026-01-01T00:10:00Z"}
    assert olga.patch(path, real).json()["status"] == "completed"
    assert olga.patch(path, {"actual_start_at": None, "actual_end_at": None}).json()["status"] == "scheduled"
    assert wrong_fields(olga.patch(path, {"group": school.group.pk})) == {"/group": "unknown_field"}


def test_today_is_a_range_of_planned_starts(school: School, olga: Api) -> None:
    olga.post("sessions", {"group": school.group.pk, "name": "Poetry", **TIMES})

    def names(**query: Any) -> list[str]:
        return [row["name"] for row in olga.get("sessions", **query).json()["results"]]

    start = TIMES["scheduled_start_at"]
    end = "2026-03-29T00:30:00.000001Z"
    assert names(scheduled_start_at__gte=start, scheduled_start_at__lt=end) == ["Poetry"]
    assert names(scheduled_start_at__lt=start) == []
    assert names() == ["Poetry", "Mathematics"]
    assert names(ordering="-scheduled_start_at") == ["Mathematics", "Poetry"]
    assert names(status="in_progress") == []
    assert wrong_fields(olga.get("sessions", scheduled_start_at__gte="2026-03-29")) == {
        "/scheduled_start_at__gte": "format"
    }


def test_a_session_with_presence_stays(school: School, olga: Api) -> None:
    record_presence(school)
    assert refusal(olga.delete(f"sessions/{school.session.pk}")) == (409, "session-has-presence")


def test_many_are_planned_at_once_or_none(school: School, strangers: School, olga: Api) -> None:
    body = {"group": school.group.pk, "name": "Poetry", **TIMES}
    made = olga.post("sessions", [{**body, "name": f"Poetry {number}"} for number in range(500)])
    assert (made.status_code, [row["name"] for row in made.json()][::499]) == (201, ["Poetry 0", "Poetry 499"])
    count = Session.objects.for_organization(school.organization.pk).count()
    early = {**body, "scheduled_end_at": "2020-01-01T00:00:00Z"}
    assert wrong_fields(olga.post("sessions", [body, {**body, "group": strangers.group.pk}, early])) == {
        "/1/group": "unknown",
        "/2/scheduled_end_at": "order",
    }
    assert wrong_fields(olga.post("sessions", [body, {**body, "name": 7}, "x"]))["/1/name"] == "type"
    assert wrong_fields(olga.post("sessions", [body] * 501)) == {"": "range"}
    assert wrong_fields(olga.post("sessions", [])) == {"": "range"}
    assert Session.objects.for_organization(school.organization.pk).count() == count == 501
