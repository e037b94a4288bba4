"""The audit log by REST: for administrators and managers, to be read only."""

from typing import Any

from omnipresence.audit.models import AuditLog
from support.api import Api, refusal, wrong_fields
from support.cast import School


def changed(olga: Api, school: School) -> list[dict[str, Any]]:
    for name in ("One", "Two"):
        olga.patch(f"participants/{school.pupil.pk}", {"first_name": name})
    olga.patch(f"groups/{school.group.pk}", {"name": "1B"})
    rows: list[dict[str, Any]] = olga.get("audit-logs").json()["results"]
    return rows


def test_it_says_who_changed_what_from_what_to_what(school: School, olga: Api, maud: Api) -> None:
    rows = changed(olga, school)
    assert [row["table_name"] for row in rows] == ["groups", "participants", "participants"]
    newest = rows[0]
    assert (newest["changed_by"], newest["changed_by_name"]) == (school.olga.pk, "Olga")
    assert (newest["old_values"]["name"], newest["new_values"]["name"]) == ("1A", "1B")
    assert maud.get("audit-logs").json()["results"] == rows


def test_it_is_found_by_table_record_person_and_time(school: School, olga: Api) -> None:
    rows = changed(olga, school)

    def ids(**query: Any) -> list[int]:
        return [row["id"] for row in olga.get("audit-logs", **query).json()["results"]]

    group, second, first = (row["id"] for row in rows)
    assert ids(table_name="participants", record_id=school.pupil.pk) == [second, first]
    assert ids(record_id=f"{school.group.pk},{10**9}", table_name="groups") == [group]
    assert ids(changed_by=school.mina.pk) == []
    assert ids(changed_at__gte=rows[0]["changed_at"]) == [group]
    assert ids(changed_at__lte=rows[2]["changed_at"]) == [first]
    assert ids(action="create") == []
    assert ids(ordering="id") == [first, second, group]
    many = ",".join(str(number) for number in range(1, 52))
    faults = wrong_fields(olga.get("audit-logs", record_id=many, action="drop"))
    assert faults == {"/record_id": "max_length", "/action": "choice"}


def test_it_cannot_be_changed_through_the_api(school: School, olga: Api) -> None:
    rows = changed(olga, school)
    for answer in (olga.post("audit-logs", {}), olga.delete("audit-logs"), olga.patch("audit-logs", {})):
        assert refusal(answer) == (405, "method-not-allowed")
        assert answer.headers["Allow"] == "GET, HEAD"
    assert AuditLog.objects.for_organization(school.organization.pk).count() == len(rows)


def test_one_page_costs_the_same_whoever_made_the_changes(
    school: School, olga: Api, django_assert_num_queries: Any
) -> None:
    changed(olga, school)
    with django_assert_num_queries(2):
        olga.get("audit-logs")
