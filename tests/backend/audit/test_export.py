"""The audit log leaves as a file: whole, filtered, in order, never held in memory, never run as a formula."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.audit import selectors
from omnipresence.audit.models import AuditLog
from omnipresence.audit.services import Change, record_changes
from support.api import Api, refusal, wrong_fields
from support.cast import School


def whole(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def lines(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in whole(answer).decode().splitlines()]


def rename(school: School, olga: Api, *names: str) -> None:
    for name in names:
        olga.patch(f"groups/{school.group.pk}", {"name": name})


def test_it_holds_what_the_list_holds(school: School, olga: Api, maud: Api) -> None:
    rename(school, olga, "2A", "3A")
    listed = olga.get("audit-logs", ordering="id", limit=500).json()["results"]
    answer = maud.get("audit-logs/export", format="ndjson")
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="audit-logs_')
    assert lines(answer) == listed
    assert [row["new_values"]["name"] for row in lines(olga.get("audit-logs/export", format="ndjson", action="update"))]
    assert refusal(Api(school.mina).get("audit-logs/export")) == (403, "forbidden")


def test_no_cell_is_run_as_a_formula(school: School, olga: Api) -> None:
    by = school.caller(school.olga, "=cmd|' /C calc'!A1")
    record_changes(by, [Change("groups", school.group.pk, "update", None, {"name": "বাংলা"})])
    answer = olga.get("audit-logs/export", source_device=by.device)
    text = whole(answer)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(text.decode("utf-8-sig")))
    assert row["source_device"] == f"'{by.device}"
    assert json.loads(row["new_values"]) == {"name": "বাংলা"}
    assert row["changed_by_name"] == "Olga"


def test_it_is_read_page_by_page(school: School, olga: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "PAGE", 10)
    changes = [Change("groups", number, "update", None, {"n": number}) for number in range(1, 26)]
    record_changes(school.caller(school.olga), changes)
    answer = olga.get("audit-logs/export", format="ndjson", table_name="groups", action="update")
    pieces = iter(answer.streaming_content)
    with CaptureQueriesContext(connection) as first:
        found = next(pieces).splitlines()
    assert (len(first), len(found)) == (1, 10)
    # What comes while it is read is not in it, and disturbs nothing.
    record_changes(school.caller(school.olga), changes[:1])
    found += b"".join(pieces).splitlines()
    assert [json.loads(line)["record_id"] for line in found] == list(range(1, 26))


def test_strangers_changes_are_not_in_it(school: School, strangers: School, olga: Api) -> None:
    rename(strangers, Api(strangers.olga), "Theirs")
    theirs = set(AuditLog.objects.for_organization(strangers.organization.pk).values_list("pk", flat=True))
    assert theirs
    assert not theirs & {row["id"] for row in lines(olga.get("audit-logs/export", format="ndjson"))}


def test_wrong_questions_are_refused_before_anything_is_sent(olga: Api) -> None:
    assert wrong_fields(olga.get("audit-logs/export", format="pdf")) == {"/format": "choice"}
    assert wrong_fields(olga.get("audit-logs/export", limit="5")) == {"/limit": "unknown_parameter"}
