"""Reports count what was recorded, of the right days, for those who may see it (R6)."""

from collections import Counter
from typing import Any

import pytest
from backend.reports.conftest import Year
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.presence.models import PresenceRecord
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.records import record_presence

MARCH = {"from": "2026-03-01", "to": "2026-03-31"}


def recorded(year: Year, **filters: Any) -> Counter[str]:
    rows = PresenceRecord.objects.for_organization(year.school.organization.pk).filter(**filters)
    return Counter(rows.values_list("presence_state__code", flat=True))


def test_today_is_the_organization_s_own(year: Year, maud: Api) -> None:
    seen = maud.get("reports/today", date="2026-03-03").json()
    assert [row["session_name"] for row in seen["results"]] == ["Maths A", "Maths B"]
    first = seen["results"][0]
    assert first["states"] == dict(recorded(year, session_id=first["session"]))
    assert (first["members"], first["marked"], first["unmarked"], first["group_name"]) == (3, 3, 0, "7A")
    assert first["scheduled_start_at"] == "2026-03-02T18:30:00Z"
    assert maud.get("reports/today", date="2026-03-06").json()["results"] == []
    assert [row["session_name"] for row in maud.get("reports/today").json()["results"]] in ([], ["Mathematics"])


def test_a_session_shows_everybody_and_who_marked_them(year: Year, olga: Api) -> None:
    lesson, (present, absent, late) = year.lessons[0], year.pupils[:3]
    olga.patch(f"participants/{late.pk}", {"is_active": False})
    rows = olga.get("reports/session", session=lesson.pk).json()["results"]
    assert [(row["identifier"], row["presence_state"], row["counts_as"]) for row in rows] == [
        ("A0", "present", "present"),
        ("A1", "absent", "absent"),
        ("A2", "late", "present"),
    ]
    assert rows[0]["recorded_by_name"] == "Mina"
    absentees = olga.get("reports/absentees", session=lesson.pk).json()
    assert [row["participant"] for row in absentees["results"]] == [absent.pk]
    record = olga.get("presence-records", session=lesson.pk, participant=present.pk).json()["results"][0]
    olga.delete(f"presence-records/{record['id']}")
    also = olga.get("reports/absentees", session=lesson.pk, unmarked="true").json()["results"]
    assert [(row["identifier"], row["counts_as"]) for row in also] == [("A0", "unmarked"), ("A1", "absent")]


def test_attendance_is_counted_by_participant_group_session_and_state(year: Year, maud: Api) -> None:
    people = maud.get("reports/attendance", **MARCH).json()
    assert people["total"] == 6
    for row in people["results"]:
        counted = recorded(year, participant_id=row["participant"])
        assert row["states"] == dict(counted)
        decided = counted["present"] + counted["late"] + counted["absent"]
        assert row["rate"] == pytest.approx((counted["present"] + counted["late"]) / decided, abs=1e-4)
    by_group = maud.get("reports/attendance", by="group", subgroups="true", **MARCH).json()["results"]
    assert [(row["group_name"], row["marked"]) for row in by_group] == [("7A", 15), ("7B", 15), ("Year 7", 30)]
    assert len(maud.get("reports/attendance", by="group", **MARCH).json()["results"]) == 2
    sessions = maud.get("reports/attendance", by="session", **MARCH).json()["results"]
    assert [row["session"] for row in sessions] == [
        row.pk for row in sorted(year.lessons, key=lambda row: (row.scheduled_start_at, row.pk))
    ]
    states = maud.get("reports/attendance", by="state", **MARCH).json()["results"]
    assert {row["presence_state"]: row["count"] for row in states} == dict(recorded(year))


def test_attendance_is_narrowed(year: Year, maud: Api) -> None:
    def total(**query: Any) -> int:
        rows = maud.get("reports/attendance", by="state", **{**MARCH, **query}).json()["results"]
        return sum(row["count"] for row in rows)

    assert total() == 30
    assert total(group=year.year.pk) == 0
    assert total(group=year.year.pk, subgroups="true") == 30
    assert total(group=year.classes[0].pk) == 15
    assert total(participant=year.pupils[0].pk) == 5
    assert total(session=year.lessons[0].pk) == 3
    assert total(presence_state="late") == recorded(year)["late"]
    # The bounds are days by the organization's clock: the lesson of the 9th starts on the 8th in UTC.
    assert total(**{"from": "2026-03-09", "to": "2026-03-09"}) == 6
    assert total(**{"from": "2026-03-06", "to": "2026-03-08"}) == 0


def test_trends_follow_days_weeks_and_months_and_compare_groups(year: Year, maud: Api) -> None:
    def periods(**query: Any) -> list[Any]:
        rows = maud.get("reports/trends", **MARCH, **query).json()["results"]
        return [(row["period"], row["group_name"], row["marked"]) for row in rows]

    assert periods()[0] == ("2026-03-02", None, 6)
    assert len(periods()) == 5
    assert periods(interval="week") == [("2026-03-02", None, 24), ("2026-03-09", None, 6)]
    assert periods(interval="month") == [("2026-03-01", None, 30)]
    compared = f"{year.year.pk},{year.classes[1].pk}"
    assert periods(interval="month", compare=compared) == [("2026-03-01", "Year 7", 30), ("2026-03-01", "7B", 15)]


def test_who_has_not_been_seen(year: Year, maud: Api) -> None:
    on_the_third = {"from": "2026-03-03", "to": "2026-03-03", "group": year.year.pk, "subgroups": "true"}
    rows = maud.get("reports/unseen", **on_the_third).json()["results"]
    seen = recorded(year, session__in=[year.lessons[1], year.lessons[6]])
    assert len(rows) == 6 - seen["present"] - seen["late"]
    assert all(row["last_seen_at"] for row in rows)
    everybody = maud.get("reports/unseen", **{"from": "2026-04-01", "to": "2026-04-02"}).json()
    assert everybody["total"] == 6 + len(year.school.participants)


def test_a_long_report_comes_in_parts(year: Year, maud: Api) -> None:
    whole = maud.get("reports/attendance", **MARCH).json()["results"]
    part = maud.get("reports/attendance", limit=2, offset=3, **MARCH).json()
    assert (part["results"], part["total"]) == (whole[3:5], 6)


@pytest.mark.parametrize(
    ("path", "query", "faults"),
    [
        ("session", {}, {"/session": "required"}),
        ("attendance", {"by": "age"}, {"/by": "choice"}),
        ("attendance", {"from": "2026-03-02", "to": "2026-03-01"}, {"/to": "order"}),
        ("attendance", {"from": "march"}, {"/from": "format"}),
        ("attendance", {"format": "xml"}, {"/format": "choice"}),
        ("attendance", {"limit": "0"}, {"/limit": "range"}),
        ("attendance", {"limit": "-1"}, {"/limit": "range"}),
        ("trends", {"group": "x"}, {"/group": "type"}),
        ("today", {"day": "2026-03-02"}, {"/day": "unknown_parameter"}),
    ],
)
def test_wrong_questions_are_refused(maud: Api, path: str, query: dict[str, str], faults: dict[str, str]) -> None:
    assert wrong_fields(maud.get(f"reports/{path}", **query)) == faults


def test_frontline_staff_see_sessions_and_no_sums(year: Year) -> None:
    mina = Api(year.school.mina)
    assert mina.get("reports/today").status_code == 200
    for path in ("attendance", "trends", "unseen"):
        assert refusal(mina.get(f"reports/{path}")) == (403, "forbidden")


def test_strangers_count_for_nothing(year: Year, strangers: School) -> None:
    record_presence(strangers)
    theirs, never = Api(strangers.maud), 2**60
    assert theirs.get("reports/attendance", by="state", **MARCH).json()["results"] == []
    for name, id in (("group", year.classes[0].pk), ("participant", year.pupils[0].pk), ("compare", year.year.pk)):
        path = "trends" if name == "compare" else "attendance"
        own, none = (theirs.get(f"reports/{path}", **{name: one}).json() for one in (id, never))
        assert own["results"] == none["results"]
    answer = theirs.get("reports/session", session=year.lessons[0].pk)
    assert answer.content == theirs.get("reports/session", session=never).content
    assert refusal(answer) == (404, "not-found")


@pytest.mark.parametrize("path", ["unseen", "attendance", "trends", "attendance?by=session"])
def test_the_number_of_statements_does_not_grow(year: Year, maud: Api, path: str) -> None:
    name, _, by = path.partition("?by=")
    counts = []
    for last in ("2026-03-02", "2026-03-31"):
        query = {"from": "2026-03-01", "to": last, **({"by": by} if by else {})}
        with CaptureQueriesContext(connection) as statements:
            assert maud.get(f"reports/{name}", **query).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
