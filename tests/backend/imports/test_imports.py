"""R2.3: every row's fate is shown before anything is written; then all or nothing, or the valid rows."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import encode_multipart

from omnipresence.audit.models import AuditLog
from omnipresence.base.models import SyncCounter
from omnipresence.imports import jobs as steps
from omnipresence.imports.models import Import, ImportPart, ImportRow
from omnipresence.roster.models import Group, GroupMembership, Participant
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.imports import checked, committed, csv_of, fates, imported, upload, work, xlsx_of

NEW = "S1;Ada;Lovelace;10.12.2014;1A"
# Pupil 0 of the cast, with another first name; pupil 1 as she is, and in her class already.
CHANGED = "P0000;Paula;Example;;1A"
SAME = "p0001;Pupil1;Example;;1a"
WRONG = "S2;Bob;Byron;31.02.2014;9Z"


def person(school: School, identifier: str) -> Participant:
    return Participant.objects.for_organization(school.organization.pk).get(identifier=identifier)


def memberships(school: School) -> Any:
    return GroupMembership.objects.for_organization(school.organization.pk)


def version(school: School) -> int:
    return SyncCounter.objects.get(organization_id=school.organization.pk).version


def audited(school: School) -> int:
    """Lines of the audit log on anything but imports."""
    return AuditLog.objects.for_organization(school.organization.pk).exclude(table_name="imports").count()


def test_an_upload_is_read_and_its_columns_are_guessed(olga: Api) -> None:
    answer = upload(olga, csv_of(NEW, CHANGED))
    assert answer.json()["status"] == "reading"
    work()
    found = olga.get(answer.headers["Location"].removeprefix("/api/v1/")).json()
    assert (found["status"], found["total"], found["file_name"]) == ("ready", 2, "pupils.csv")
    assert [column["field"] for column in found["columns"]] == [
        "identifier", "first_name", "last_name", "date_of_birth", "group",
    ]  # fmt: skip
    assert found["columns"][1]["samples"] == ["Ada", "Paula"]


def guessed(api: Api, path: str) -> list[str | None]:
    return [column["field"] for column in api.get(path).json()["columns"]]


def test_columns_are_guessed_by_the_organizations_own_words_in_each_language(olga: Api) -> None:
    header = "Swimmer No;Swimmer;Lane"
    assert guessed(olga, imported(olga, csv_of("1;Amina;A", header=header))) == [None, None, None]
    words = {"en": {"one": "swimmer", "many": "swimmers"}, "bn": {"one": "সাঁতারু", "many": "সাঁতারুরা"}}
    lane = {"en": {"one": "lane", "many": "lanes"}, "bn": {"one": "লেন", "many": "লেনসমূহ"}}
    shipped = olga.get("domains/education").json()
    made = {
        **{name: shipped[name] for name in ("name", "group_types", "states", "opening_report")},
        "code": "swimming_club",
        "terminology": {**shipped["terminology"], "participant": words, "group": lane},
    }
    assert olga.post("domains", made).status_code == 201
    assert olga.post("organization/apply-domain", {"domain_type": "swimming_club"}).status_code == 200
    assert guessed(olga, imported(olga, csv_of("1;Amina;A", header=header))) == ["identifier", "full_name", "group"]
    bangla = "সাঁতারুর আইডি;সাঁতারুর নাম;সাঁতারুর মায়ের নাম;লেন;জন্ম তারিখ"
    found = guessed(olga, imported(olga, csv_of("1;;Amina;A;", header=bangla)))
    assert found == ["identifier", "full_name", None, "group", "date_of_birth"]


def test_an_upload_with_an_idempotency_key_happens_once(olga: Api) -> None:
    def send(content: bytes, key: str, boundary: str) -> Any:
        form = {"file": SimpleUploadedFile("pupils.csv", content), "kind": "participants"}
        body = encode_multipart(boundary, form)
        kind = f"multipart/form-data; boundary={boundary}"
        return olga.client.generic("POST", "/api/v1/imports", body, kind, headers={"Idempotency-Key": key})

    first = send(csv_of("P1;Ada;L;;1A"), "once", "one")
    again = send(csv_of("P1;Ada;L;;1A"), "once", "another")
    assert first.status_code == again.status_code == 201
    assert (first.content, first.headers["Location"]) == (again.content, again.headers["Location"])
    other = send(csv_of("P2;Ada;L;;1A"), "once", "one")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    assert len(olga.get("imports").json()["results"]) == 1
    work()
    assert olga.get(first.headers["Location"].removeprefix("/api/v1/")).json()["status"] == "ready"


def test_a_dry_run_tells_the_fate_of_every_row_and_writes_nothing(olga: Api, school: School) -> None:
    before = version(school), audited(school)
    path = checked(olga, csv_of(NEW, CHANGED, SAME.replace("p0001", "P0001"), WRONG, "S1;Eve;Again;;", ";No;Id;;"))
    assert fates(olga, path) == [
        (2, "create", []),
        (3, "update", []),
        (4, "unchanged", []),
        (5, "error", ["format", "unknown_group"]),
        (6, "error", ["duplicate_in_file"]),
        (7, "error", ["blank"]),
    ]
    found = olga.get(path).json()
    assert found["counts"] == {"create": 1, "update": 1, "unchanged": 1, "error": 3}
    (wrong,) = olga.get(f"{path}/rows", fate="error", limit=1).json()["results"]
    assert wrong["errors"][1] == {"column": "Class", "code": "unknown_group", "detail": 'There is no group "9Z".'}
    after = version(school), audited(school)
    assert before == after


def test_all_is_all_or_nothing(olga: Api, school: School) -> None:
    path = checked(olga, csv_of(NEW, WRONG))
    assert refusal(olga.post(f"{path}/commit", {"mode": "all"})) == (409, "import-has-errors")
    path = checked(olga, csv_of(NEW, CHANGED))
    done = committed(olga, path, "all")
    assert (done["status"], done["done"], done["total"]) == ("done", 2, 2)
    ada = person(school, "S1")
    assert (ada.first_name, ada.last_name, ada.date_of_birth.isoformat()) == ("Ada", "Lovelace", "2014-12-10")
    assert memberships(school).get(participant=ada).group_id == school.group.pk
    assert person(school, "P0000").first_name == "Paula"
    assert refusal(olga.post(f"{path}/commit", {"mode": "all"})) == (409, "import-not-ready")


def test_what_somebody_changed_since_it_was_read_is_not_written(olga: Api, school: School) -> None:
    path = checked(olga, csv_of(NEW, CHANGED))
    read = olga.get(path).headers["ETag"]
    olga.patch(
        path, {"mapping": [column["field"] for column in olga.get(path).json()["columns"]]}, **{"If-Match": read}
    )
    olga.post(f"{path}/dry-run")
    work()
    stale = {"If-Match": read}
    assert olga.get(path).json()["status"] == "checked"
    assert refusal(olga.post(f"{path}/commit", {"mode": "all"}, **stale)) == (412, "version-changed")
    assert refusal(olga.patch(path, {"options": {}}, **stale)) == (412, "version-changed")
    assert refusal(olga.delete(path, **stale)) == (412, "version-changed")
    now = {"If-Match": olga.get(path).headers["ETag"]}
    assert olga.post(f"{path}/commit", {"mode": "all"}, **now).status_code == 202
    work()
    assert olga.get(path).json()["status"] == "done"
    assert person(school, "S1").first_name == "Ada"


def test_what_cannot_be_written_any_more_undoes_all(olga: Api, school: School) -> None:
    path = checked(olga, csv_of("S1;Ada;L;;", "S2;Bea;M;;1A"))
    Group.objects.for_organization(school.organization.pk).filter(pk=school.group.pk).update(is_active=False)
    done = committed(olga, path, "all")
    assert (done["status"], done["problem"]["code"]) == ("failed", "changed-meanwhile")
    assert "Row 3" in done["problem"]["detail"]
    assert not Participant.objects.for_organization(school.organization.pk).filter(identifier="S1").exists()
    assert olga.post(f"{path}/dry-run").status_code == 202


def test_valid_rows_only_leaves_the_others(olga: Api, school: School) -> None:
    path = checked(olga, csv_of(NEW, WRONG, CHANGED))
    done = committed(olga, path, "valid")
    assert (done["status"], done["counts"]) == ("done", {"create": 1, "update": 1, "unchanged": 0, "error": 1})
    assert person(school, "S1").first_name == "Ada"
    assert not Participant.objects.for_organization(school.organization.pk).filter(identifier="S2").exists()
    # The same file again finds nothing to do.
    again = checked(olga, csv_of(NEW, CHANGED))
    assert olga.get(again).json()["counts"] == {"create": 0, "update": 0, "unchanged": 2, "error": 0}


def test_every_row_is_audited_as_its_administrators_and_travels_in_the_feed(olga: Api, school: School) -> None:
    before = version(school)
    path = checked(olga, csv_of(NEW, CHANGED))
    committed(olga, path, "all")
    log = AuditLog.objects.for_organization(school.organization.pk).filter(changed_by=school.olga)
    assert sorted(log.values_list("table_name", "action")) == [
        ("group_memberships", "create"),
        ("imports", "create"),
        ("imports", "update"),
        ("imports", "update"),
        ("participants", "create"),
        ("participants", "update"),
    ]
    people = Participant.objects.for_organization(school.organization.pk)
    versions = [
        number
        for rows in (people, memberships(school))
        for number in rows.filter(version__gt=before).values_list("version", flat=True)
    ]
    assert len(set(versions)) == 3


def test_groups_are_made_where_that_is_wished(olga: Api, school: School) -> None:
    lines = ("S1;Ada;L;;School > Year 1 > 1B; Choir", "S2;Bea;M;;School > year 1 > 1B", "S3;Cem;N;;1A")
    lines = (f'S1;Ada;L;;"{lines[0].split(";", 4)[4]}"', *lines[1:])
    path = checked(olga, csv_of(*lines))
    assert [fate for _, fate, _ in fates(olga, path)] == ["error", "error", "create"]
    path = checked(olga, csv_of(*lines), create_groups=True, group_type="class")
    assert committed(olga, path, "all")["status"] == "done"
    made = Group.objects.for_organization(school.organization.pk).exclude(pk=school.group.pk)
    assert sorted((row.name, row.parent.name if row.parent else "") for row in made.select_related("parent")) == [
        ("1B", "Year 1"),
        ("Choir", ""),
        ("School", ""),
        ("Year 1", "School"),
    ]
    assert memberships(school).filter(participant=person(school, "S1")).count() == 2


def test_a_name_of_several_groups_needs_its_path(olga: Api, school: School) -> None:
    for parent in ("North", "South"):
        above = olga.post("groups", {"name": parent, "group_type": "site"}).json()["id"]
        olga.post("groups", {"name": "2A", "group_type": "class", "parent": above})
    path = checked(olga, csv_of("S1;Ada;L;;2A", "S2;Bea;M;;South > 2A"))
    assert fates(olga, path) == [(2, "error", ["ambiguous_group"]), (3, "create", [])]


def test_the_mapping_can_be_set(olga: Api, school: School) -> None:
    path = imported(olga, csv_of("1;Ada;Red", header="Nr;Wer;House"))
    mapping = ["identifier", "full_name", "extra:house"]
    assert olga.patch(path, {"mapping": mapping}).json()["status"] == "ready"
    olga.post(f"{path}/dry-run")
    work()
    assert committed(olga, path, "all")["status"] == "done"
    assert person(school, "1").extra_data == {"house": "Red"}
    path = imported(olga, csv_of(NEW))
    assert wrong_fields(olga.patch(path, {"mapping": [None] * 5})) == {"/mapping": "required"}
    assert wrong_fields(olga.patch(path, {"mapping": ["identifier"]})) == {"/mapping": "length"}
    two = ["identifier", "first_name", "first_name", None, None]
    assert wrong_fields(olga.patch(path, {"mapping": two})) == {"/mapping/2": "repeated"}
    assert wrong_fields(olga.patch(path, {"mapping": ["password", *[None] * 4]})) == {"/mapping/0": "format"}


def test_a_wrong_guess_of_the_file_can_be_corrected(olga: Api) -> None:
    path = imported(olga, b"id,first name;x\n1,Ada;y\n")
    assert len(olga.get(path).json()["columns"]) == 2
    assert olga.patch(path, {"options": {"separator": ";"}}).json()["status"] == "reading"
    work()
    assert [column["name"] for column in olga.get(path).json()["columns"]] == ["id,first name", "x"]


def test_files_that_cannot_be_read_say_why(olga: Api) -> None:
    for content, code in ((b"PK\x03\x04 nothing", "format"), (b"\n \n", "empty"), (b"id,name\n", "empty")):
        found = olga.get(imported(olga, content)).json()
        assert (found["status"], found["problem"]["code"]) == ("failed", code)
    assert wrong_fields(olga.client.post("/api/v1/imports", {"kind": "participants"}, format="multipart"))
    assert wrong_fields(upload(olga, b"id", kind="grades")) == {"/kind": "choice"}
    assert wrong_fields(upload(olga, b"")) == {"/file": "empty"}
    assert refusal(olga.post("imports", {"file": "x"})) == (415, "unsupported-media-type")
    assert refusal(upload(olga, b"x" * (11 * 1024 * 1024))) == (413, "import-too-large")


def test_a_workbook_is_imported_as_well(olga: Api, school: School) -> None:
    path = checked(olga, xlsx_of([["ID", "First name", "Surname", "Active"], [1001, "Ada", "L", False]]))
    committed(olga, path, "all")
    assert (person(school, "1001").first_name, person(school, "1001").is_active) == ("Ada", False)


def test_the_rows_leave_as_csv_in_which_nothing_is_a_formula(olga: Api) -> None:
    cells = ["=1+1", "+1", "-1", "@x", "\t=1", "safe"]
    path = checked(olga, ("id;a;b;c;d;e;f\n7;" + ";".join(cells)).encode())
    answer = olga.client.get(f"/api/v1/{path}/rows.csv", headers={"Accept": "text/csv"})
    text = b"".join(answer.streaming_content).decode()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert text.startswith("\ufeffrow,fate,reason,id,a,")
    (row,) = list(csv.reader(io.StringIO(text)))[1:]
    # The tab went when the cell was read; what is behind it is no better.
    assert row[4:] == ["'=1+1", "'+1", "'-1", "'@x", "'=1", "safe"]
    nothing = olga.client.get("/api/v1/imports/999/rows.csv", headers={"Accept": "text/csv"})
    assert refusal(nothing) == (404, "not-found")


def test_at_work_it_can_be_cancelled_and_nothing_else(olga: Api, school: School) -> None:
    path = checked(olga, csv_of(NEW))
    olga.post(f"{path}/commit", {"mode": "all"})
    for answer in (olga.patch(path, {}), olga.post(f"{path}/dry-run"), olga.delete(path)):
        assert refusal(answer) == (409, "import-busy")
    assert olga.post(f"{path}/cancel").json()["status"] == "cancelled"
    work()
    assert olga.get(path).json()["status"] == "cancelled"
    assert not Participant.objects.for_organization(school.organization.pk).filter(identifier="S1").exists()
    assert refusal(olga.post(f"{path}/cancel")) == (409, "import-not-ready")
    assert olga.delete(path).status_code == 204
    assert not ImportRow.objects.for_organization(school.organization.pk).exists()
    assert not ImportPart.objects.for_organization(school.organization.pk).exists()


def test_who_lost_their_role_writes_nothing(olga: Api, school: School) -> None:
    path = checked(olga, csv_of(NEW))
    olga.post(f"{path}/commit", {"mode": "valid"})
    type(school.olga).objects.for_organization(school.organization.pk).filter(pk=school.olga.pk).update(role="manager")
    work()
    row = Import.objects.for_organization(school.organization.pk).get()
    assert (row.status, row.problem["code"]) == ("failed", "forbidden")


def test_old_files_are_forgotten(olga: Api, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    path = checked(olga, csv_of(NEW))
    monkeypatch.setattr(steps, "KEPT_DAYS", -1)
    steps.forget_old_files.call()
    assert not ImportRow.objects.for_organization(school.organization.pk).exists()
    assert olga.get(path).json()["status"] == "cancelled"


def test_strangers_see_nothing_of_it(olga: Api, strangers: School) -> None:
    path = imported(olga, csv_of(NEW))
    other = Api(strangers.olga)
    tries: list[Any] = [
        other.get(path), other.get(f"{path}/rows"), other.get(f"{path}/rows.csv"), other.post(f"{path}/dry-run"),
        other.post(f"{path}/commit", {"mode": "all"}), other.post(f"{path}/cancel"), other.delete(path),
        other.patch(path, {}),
    ]  # fmt: skip
    assert {refusal(answer) for answer in tries} == {(404, "not-found")}
    assert other.get("imports").json()["results"] == []
