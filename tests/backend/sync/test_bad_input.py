"""Bad input is told apart from good input, operation by operation, and loses nothing."""

import gzip
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from omnipresence.base import ids
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.envelope import MAX_BYTES, MAX_OPS
from omnipresence.sync.models import SyncOperation, SyncQuarantine
from support.cast import School
from support.tablets import Tablet

TOO_BIG = 2**64

WRONG_FIELDS: list[tuple[str, Any]] = [
    *[(name, bad) for name in ("session", "participant") for bad in ("12", 12.0, True, TOO_BIG, -1, 0, None, [1], {})],
    *[("base_version", bad) for bad in ("0", -1, TOO_BIG, None, 1.0)],
    *[("marked_at", bad) for bad in ("2026-01-01", -1, 10**19, 1.5, None)],
    *[("state", bad) for bad in (None, 5, "x" * 51, "pre\x00sent", ["present"])],
    *[("note", bad) for bad in (5, "n" * 2001, "a\x00b", "\ud800", ["note"])],
    *[("prev_op", bad) for bad in ("x", 5, "00000000")],
    *[("edits", bad) for bad in ("x", {"count": -1}, {"earlier": [{}] * 11}, {"earlier": [{"state": 5}]})],
    *[("seq_no", bad) for bad in ("1", -1, None)],
    *[("marked_by", bad) for bad in ("1", 0, None)],
]


@pytest.mark.parametrize(("name", "bad"), WRONG_FIELDS)
def test_a_wrong_field_refuses_its_operation_with_the_reason_and_no_other(
    school: School, mina: Tablet, name: str, bad: Any
) -> None:
    wrong = {**mina.op(school.pupil), name: bad}
    refused, applied = mina.results(wrong, mina.op(school.participants[1]))
    assert (refused["outcome"], refused["reason"]) == ("rejected", "invalid")
    assert name in refused["detail"]
    assert applied["outcome"] == "applied"
    kept = SyncOperation.objects.filter(organization_id=school.organization.pk, outcome="rejected").get()
    assert json.loads(kept.payload) == wrong
    assert mina.results(wrong)[0] == refused


@pytest.mark.parametrize(
    "bad",
    [None, 5, "", "x", "{0190163d-8694-739b-aea5-966c26f8ad91}", "0190163d-8694-739b-aea5-966c26f8ad91 ", "é" * 36],
)
def test_an_operation_without_a_usable_id_is_kept_in_the_tray(school: School, mina: Tablet, bad: Any) -> None:
    wrong = {**mina.op(school.pupil), "op_id": bad}
    kept, applied = mina.results(wrong, mina.op(school.participants[1]))
    assert (kept["outcome"], kept["reason"], applied["outcome"]) == ("quarantined", "invalid_op_id", "applied")
    mina.results(wrong)
    row = SyncQuarantine.objects.for_organization(school.organization.pk).get()
    assert json.loads(row.payload) == wrong


@pytest.mark.parametrize("bad", [5, "x", [], None])
def test_an_operation_that_is_no_object_is_kept_in_the_tray(school: School, mina: Tablet, bad: Any) -> None:
    kept, applied = mina.results(bad, mina.op(school.pupil))
    assert (kept["outcome"], applied["outcome"]) == ("quarantined", "applied")


def test_upper_case_ids_are_the_same_ids(school: School, mina: Tablet) -> None:
    op = mina.op(school.pupil)
    first = mina.results(op)
    assert mina.results({**op, "op_id": op["op_id"].upper()}) == first


@pytest.mark.parametrize("written", [2, 0, "1", None, True, [1]])
def test_an_operation_of_another_format_is_kept_for_a_newer_server(school: School, mina: Tablet, written: Any) -> None:
    one, two, three = school.participants
    ops = (mina.op(one, format=written), mina.op(two, format=1), mina.op(three))
    kept, *applied = mina.results(*ops)
    expected = ("quarantined", "unknown_format")
    assert (kept["outcome"], kept["reason"]) == expected
    assert [result["outcome"] for result in applied] == ["applied", "applied"]


@pytest.mark.parametrize("kind", ["teleport", {}, [], None, 7, True])
def test_an_unknown_kind_is_kept_for_a_newer_server(school: School, mina: Tablet, kind: Any) -> None:
    kept, applied = mina.results(
        {**mina.op(school.pupil), "kind": kind}, mina.op(school.participants[1], extra_field="ignored")
    )
    assert (kept["outcome"], kept["reason"], applied["outcome"]) == ("quarantined", "unknown_kind", "applied")
    assert SyncQuarantine.objects.for_organization(school.organization.pk).count() == 1


def test_what_does_not_exist_is_refused_with_its_reason(school: School, mina: Tablet) -> None:
    state = school.states["excused"]
    state.is_active = False
    state.save()
    results = mina.results(
        mina.op(2**40),
        mina.op(school.pupil, session=2**40),
        mina.op(school.pupil, "nonsense"),
        mina.op(school.pupil, "excused"),
    )
    assert [result["reason"] for result in results] == [
        "unknown_participant",
        "unknown_session",
        "unknown_state",
        "state_inactive",
    ]
    assert {result["outcome"] for result in results} == {"rejected"}


def test_managers_read_and_their_marks_are_refused(school: School) -> None:
    maud = Tablet(school, school.maud)
    (result,) = maud.results(maud.op(school.pupil))
    assert (result["outcome"], result["reason"]) == ("rejected", "forbidden")
    assert len(maud.pull()) == 0


BROKEN = [
    (b" ", 400), (b"{", 400), (b"nonsense", 400), (b'{"a": NaN}', 400), (b'{"a": 1, "a": 2}', 400),
    (b"[" * 10_000, 400), (b'{"a": ' + b"9" * 5_000 + b"}", 400), (b"\xff\xfe", 400),
    (b"[]", 422), (b"5", 422), (b"null", 422), (b"{}", 422), (b'{"__proto__": {}}', 422),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_body_is_a_problem_in_words(school: School, mina: Tablet, body: bytes, status: int) -> None:
    response = mina.post(body)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status and problem["code"] and problem["detail"]


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("protocol", "1"), ("protocol", None), ("device_id", "x"), ("batch_id", None), ("client_time", -1),
        ("client_time", 10**15), ("ops", {}), ("ops", "x"), ("limit", 0), ("cursor", 5), ("app_version", "v" * 65),
        ("waiting", {"count": "many"}),
    ],
)  # fmt: skip
def test_a_wrong_envelope_names_the_place(school: School, mina: Tablet, name: str, bad: Any) -> None:
    response = mina.send(mina.op(school.pupil), **{name: bad})
    assert response.status_code == 422
    assert [error["pointer"].split("/")[1] for error in response.json()["errors"]] == [name]
    assert not SyncOperation.objects.filter(organization_id=school.organization.pk).exists()


def test_an_old_protocol_is_told_to_update(school: School, mina: Tablet) -> None:
    assert mina.send(protocol=0).status_code == 426


def test_sizes_are_bounded_before_and_after_inflation(school: School, mina: Tablet) -> None:
    assert mina.send(*[mina.op(school.pupil)] * (MAX_OPS + 1)).json()["max_ops"] == MAX_OPS
    assert mina.post(b" " * (MAX_BYTES + 1)).status_code == 413
    bomb = gzip.compress(b" " * 50_000_000)
    assert mina.post(bomb, HTTP_CONTENT_ENCODING="gzip").status_code == 413
    nested = gzip.compress(gzip.compress(b"{}"))
    assert mina.post(nested, HTTP_CONTENT_ENCODING="gzip").status_code == 400
    assert mina.post(gzip.compress(b"{}")[:-3], HTTP_CONTENT_ENCODING="gzip").status_code == 400
    assert mina.post(b"{}", HTTP_CONTENT_ENCODING="br").status_code == 415


def test_gzip_is_welcome(school: School, mina: Tablet) -> None:
    response = mina.send(mina.op(school.pupil), zipped=True)
    assert response.json()["results"][0]["outcome"] == "applied"


def test_no_operations_are_fine_and_five_hundred_on_one_record_are_decided_in_order(
    school: School, mina: Tablet
) -> None:
    assert mina.results() == []
    ops = [mina.op(school.pupil, "present")]
    for n in range(MAX_OPS - 1):
        ops.append(mina.op(school.pupil, ["absent", "late"][n % 2], prev_op=ops[-1]["op_id"]))
    assert set(mina.outcomes(*ops)) == {"applied"}
    row = PresenceRecord.objects.for_organization(school.organization.pk).get()
    assert row.presence_state_id == school.states["absent"].pk


def test_without_a_valid_token_nothing_is_read(school: School, mina: Tablet) -> None:
    body = json.dumps(mina.envelope(mina.op(school.pupil)))
    for header in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}):
        response = Client().post("/api/v1/sync", body, content_type="application/json", headers=header)
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Bearer"
        assert response.json()["code"] == "not-authenticated"
    assert not SyncOperation.objects.filter(organization_id=school.organization.pk).exists()


def test_wrong_methods_and_media_types(school: School, mina: Tablet) -> None:
    response = Client().get("/api/v1/sync", headers={"Authorization": "Bearer x"})
    assert response.status_code in {401, 405}
    form = Client().post("/api/v1/sync", "a=b", content_type="application/x-www-form-urlencoded")
    assert form.status_code in {401, 415}


@pytest.mark.parametrize(
    "changes",
    [{"kind": "\ud800"}, {"kind": "\x00\udfff"}, {"op_id": "\ud800"}, {"op_id": "x\ud83d"}, {"\udc00": "\ud800"}],
)
def test_half_of_a_surrogate_pair_anywhere_in_an_operation_harms_no_other(
    school: School, mina: Tablet, changes: dict[str, Any]
) -> None:
    wrong = {**mina.op(school.pupil, "nonsense"), **changes}
    first = mina.results(wrong, mina.op(school.participants[1]))
    assert first[0]["outcome"] in {"quarantined", "rejected"}
    assert first[1]["outcome"] == "applied"
    assert mina.results(wrong) == first[:1]


@pytest.mark.parametrize("strange", [{"op_id": "x"}, {"kind": "teleport"}], ids=["no id", "no kind"])
def test_many_strange_operations_are_kept_with_as_many_statements_as_one(
    school: School, mina: Tablet, strange: dict[str, Any]
) -> None:
    mina.sync()
    counts = []
    for size in (1, MAX_OPS):
        ops = [{"op_id": str(ids.uuid7()), "pad": n, "kind": "mark", **strange} for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            assert set(mina.outcomes(*ops)) == {"quarantined"}
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert SyncQuarantine.objects.for_organization(school.organization.pk).count() == 1 + MAX_OPS - ("op_id" in strange)
