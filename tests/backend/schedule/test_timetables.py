"""Timetables by REST: previewed, turned into sessions once, followed only where nobody touched anything (R3.2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.accounts.models import Organization
from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.schedule.models import Session
from support.api import Api, refusal, wrong_fields
from support.cast import School

# Far enough ahead that none of it has begun, whenever this runs.
START = (clock.now() + timedelta(days=30)).date()
DAYS = [(START + timedelta(days=day)).isoformat() for day in range(400)]
WEEK = {"from": DAYS[0], "to": DAYS[6]}


@pytest.fixture
def body(school: School) -> dict[str, Any]:
    times = {"starts_on": DAYS[0], "start_time": "08:00", "end_time": "08:45"}
    return {"group": school.group.pk, "name": "Poetry", "rrule": "FREQ=DAILY", **times}


def planned(school: School) -> list[Session]:
    rows = Session.objects.for_organization(school.organization.pk).exclude(pk=school.session.pk)
    return list(rows.order_by("scheduled_start_at"))


def days(school: School) -> list[str]:
    return [row.scheduled_start_at.date().isoformat() for row in planned(school)]


def test_it_is_kept_listed_changed_and_deleted(school: School, olga: Api, body: dict[str, Any]) -> None:
    made = olga.post("timetables", {**body, "exceptions": [DAYS[2], DAYS[1], DAYS[1]]})
    path = f"timetables/{made.json()['id']}"
    assert (made.status_code, made.headers["Location"]) == (201, f"/api/v1/{path}")
    assert made.json()["exceptions"] == [DAYS[1], DAYS[2]]
    assert olga.get(path).json() == made.json()
    assert [row["id"] for row in olga.get("timetables", group=school.group.pk, search="poe").json()["results"]] == [
        made.json()["id"]
    ]
    changed = olga.patch(path, {"name": "Prose"}, **{"If-Match": made.headers["ETag"]})
    assert changed.json()["name"] == "Prose"
    assert refusal(olga.patch(path, {"name": "x"}, **{"If-Match": made.headers["ETag"]})) == (412, "version-changed")
    assert wrong_fields(olga.patch(path, {"group": school.group.pk})) == {"/group": "unknown_field"}
    assert wrong_fields(olga.patch(path, {"rrule": "FREQ=HOURLY"})) == {"/rrule": "rule"}
    assert olga.delete(path).status_code == 204
    assert refusal(olga.get(path)) == (404, "not-found")
    actions = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="timetables")
    assert [row.action for row in actions.order_by("id")] == ["create", "update", "delete"]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"rrule": "weekly"}, {"/rrule": "rule"}),
        ({"start_time": "8:00"}, {"/start_time": "format"}),
        ({"start_time": "24:00"}, {"/start_time": "format"}),
        ({"starts_on": "2026-02-30"}, {"/starts_on": "format"}),
        ({"exceptions": DAYS[0]}, {"/exceptions": "type"}),
        ({"exceptions": ["soon"]}, {"/exceptions": "format"}),
        ({"group": 2**60}, {"/group": "unknown"}),
    ],
)
def test_impossible_timetables_are_refused(
    olga: Api, body: dict[str, Any], changes: dict[str, Any], faults: dict[str, str]
) -> None:
    assert wrong_fields(olga.post("timetables", {**body, **changes})) == faults


def test_a_preview_tells_of_clocks_and_clashes_and_writes_nothing(
    school: School, olga: Api, body: dict[str, Any]
) -> None:
    Organization.objects.filter(pk=school.organization.pk).update(time_zone="Europe/Berlin")
    other = {"scheduled_start_at": "2027-03-29T06:30:00Z", "scheduled_end_at": "2027-03-29T07:30:00Z"}
    clash = olga.post("sessions", {"group": school.group.pk, "name": "Fair", **other}).json()
    asked = {**body, "starts_on": "2027-03-27", "from": "2027-03-27", "to": "2027-03-29"}
    shown = olga.post("timetables/preview", asked).json()
    assert shown["time_zone"] == "Europe/Berlin"
    assert [one["local_start"] for one in shown["occurrences"]] == [
        "2027-03-27T08:00:00+01:00",
        "2027-03-28T08:00:00+02:00",
        "2027-03-29T08:00:00+02:00",
    ]
    assert [one["clashes"] for one in shown["occurrences"]] == [[], [], [{"session": clash["id"], "name": "Fair"}]]
    night = {**asked, "start_time": "02:30", "end_time": "03:30"}
    assert [one["clock_change"] for one in olga.post("timetables/preview", night).json()["occurrences"]] == [
        None,
        "gap",
        None,
    ]
    assert len(planned(school)) == 1
    endless = olga.post("timetables/preview", {**body, "to": "2199-12-31"}).json()
    assert (len(endless["occurrences"]), endless["truncated"]) == (1000, True)
    assert wrong_fields(olga.post("timetables/preview", {**asked, "to": "2027-03-26"})) == {"/to": "order"}


def test_sessions_are_made_once(school: School, olga: Api, body: dict[str, Any]) -> None:
    path = f"timetables/{olga.post('timetables', body).json()['id']}"
    made = olga.post(f"{path}/sessions", WEEK).json()
    assert (len(made["sessions"]), made["existing"]) == (7, 0)
    assert days(school) == DAYS[:7]
    again = olga.post(f"{path}/sessions", WEEK).json()
    assert (again["sessions"], again["existing"]) == ([], 7)
    # What was deleted by hand stays deleted.
    olga.delete(f"sessions/{made['sessions'][3]['id']}")
    further = olga.post(f"{path}/sessions", {"from": DAYS[0], "to": DAYS[7]}).json()
    assert (len(further["sessions"]), further["existing"]) == (1, 7)
    assert days(school) == [*DAYS[:3], *DAYS[4:8]]
    olga.patch(path, {"is_active": False})
    assert refusal(olga.post(f"{path}/sessions", WEEK)) == (409, "timetable-inactive")
    assert len(planned(school)) == 7


def test_too_many_at_once_are_refused(school: School, olga: Api, body: dict[str, Any]) -> None:
    path = f"timetables/{olga.post('timetables', body).json()['id']}"
    assert wrong_fields(olga.post(f"{path}/sessions", {"from": DAYS[0], "to": "2199-12-31"})) == {"/to": "range"}
    assert planned(school) == []


def test_a_change_reaches_only_what_nobody_touched(school: School, olga: Api, body: dict[str, Any]) -> None:
    path = f"timetables/{olga.post('timetables', body).json()['id']}"
    renamed, started, marked, left, moved = [
        row["id"] for row in olga.post(f"{path}/sessions", {"from": DAYS[0], "to": DAYS[4]}).json()["sessions"]
    ]
    olga.patch(f"sessions/{renamed}", {"name": "Excursion"})
    olga.post(f"sessions/{started}/start")
    mark = {"session": marked, "participant": school.pupil.pk, "presence_state": "absent"}
    assert olga.post("presence-records", mark).status_code == 201
    changes = {"name": "Prose", "start_time": "10:00", "end_time": "11:00", "exceptions": [DAYS[0], DAYS[1], DAYS[3]]}
    assert olga.patch(path, changes).status_code == 200
    stand = {row.pk: (row.name, row.scheduled_start_at.hour) for row in planned(school)}
    assert stand == {renamed: ("Excursion", 8), started: ("Poetry", 8), marked: ("Poetry", 8), moved: ("Prose", 10)}
    assert left not in stand
    # The day that was given up is free again once it is meant again.
    olga.patch(path, {"exceptions": []})
    again = olga.post(f"{path}/sessions", {"from": DAYS[0], "to": DAYS[4]}).json()
    assert ([row["scheduled_start_at"][:10] for row in again["sessions"]], again["existing"]) == ([DAYS[3]], 4)
    assert olga.delete(path).status_code == 204
    assert {row.pk for row in planned(school)} == {renamed, started, marked}


def test_the_number_of_statements_does_not_grow(school: School, olga: Api, body: dict[str, Any]) -> None:
    counts = []
    for size in (2, 200):
        path = f"timetables/{olga.post('timetables', body).json()['id']}"
        with CaptureQueriesContext(
            connection,
        ) as made:
            olga.post(f"{path}/sessions", {"from": DAYS[0], "to": DAYS[size]})
        with CaptureQueriesContext(connection) as moved:
            olga.patch(path, {"start_time": "09:00", "end_time": "10:00"})
        counts.append((len(made), len(moved)))
    assert counts[0] == counts[1]


def test_strangers_see_and_plan_nothing(school: School, strangers: School, olga: Api, body: dict[str, Any]) -> None:
    theirs = Api(strangers.olga).post("timetables", {**body, "group": strangers.group.pk}).json()["id"]
    for id in (theirs, 2**60):
        assert refusal(olga.get(f"timetables/{id}")) == (404, "not-found")
        assert refusal(olga.post(f"timetables/{id}/sessions", WEEK)) == (404, "not-found")
    assert wrong_fields(olga.post("timetables", {**body, "group": strangers.group.pk})) == {"/group": "unknown"}
    seen = olga.post("timetables/preview", {**body, "group": strangers.group.pk})
    assert seen.json()["occurrences"][0]["clashes"] == []
